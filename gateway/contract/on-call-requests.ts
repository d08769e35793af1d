import { z } from 'zod';
import { moment, reference } from './requests.ts';

/** What callers may ask and send about the duty. */

const DAY_MS = 86_400_000;
/** Longest range of turns and overrides looked at in one request. */
export const LONGEST_DUTY_RANGE_MS = 62 * DAY_MS;
/** A week, from now on, when nothing else is asked. */
export const USUAL_DUTY_RANGE_MS = 7 * DAY_MS;

const isRange = ({ from, to }: { readonly from?: number; readonly to?: number }): boolean => {
  if (from === undefined || to === undefined) return true;
  return from < to && to - from <= LONGEST_DUTY_RANGE_MS;
};

export const dutyMoment = z.object({ at: moment.exactOptional().meta({ description: 'Now when absent' }) });

export const dutyRange = z
  .object({
    from: moment.exactOptional().meta({ description: 'Now when absent' }),
    to: moment.exactOptional().meta({ description: 'A week after `from` when absent' }),
  })
  .refine(isRange, { path: ['to'], message: 'after `from`, at most 62 days' });

const person = reference.nullable().default(null);

export const overrideDraft = z
  .strictObject({
    rotation: reference,
    from: moment,
    to: moment,
    kind: z.enum(['replace', 'add', 'remove']).default('replace').meta({
      description: 'replace: `person` instead of `instead`; add: as well; remove: a deputy of the team steps in',
    }),
    person: person.meta({ description: 'Who comes in; null for `remove`' }),
    instead: person.meta({ description: 'Whose place it is; null: of whoever has the duty' }),
    reason: z.string().trim().min(3).max(300),
  })
  .refine(isRange, { path: ['to'], message: 'after `from`, at most 62 days' })
  .refine(({ kind, person: who }) => (kind === 'remove') === (who === null), {
    ...{ path: ['person'], message: 'needed for `replace` and `add`, and only there' },
  });
