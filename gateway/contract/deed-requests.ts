import { z } from 'zod';
import { recordState } from '../domain/duty/record.ts';
import { moment, pageSize, reference } from './requests.ts';

/** What all deeds on the records of test runs, playbooks, outages and complaints have in common. */

const DAY_MS = 86_400_000;
const LONGEST_RANGE_MS = 400 * DAY_MS;

const isRange = ({ from, to }: { readonly from?: number; readonly to?: number }): boolean =>
  from === undefined || to === undefined || (from < to && to - from <= LONGEST_RANGE_MS);

/** On which version somebody acts, and, from a phone that was out of reach, when. */
export const acting = {
  expectedVersion: z.int().min(1).exactOptional().meta({ description: 'Refused when the record has changed since' }),
  deviceAt: moment.exactOptional().meta({ description: 'When a phone says it was done, if it could not be sent then' }),
};

/** Says something, and why. */
export const reason = z.string().trim().min(3).max(2000);
export const words = z.string().trim().max(2000);

/** A deed that needs nothing but the record. */
export const plainDeed = z.strictObject(acting);
export const reasonedDeed = z.strictObject({ ...acting, reason });
export const notedDeed = z.strictObject({ ...acting, note: reason });

/** Records of a range, newest first. */
export const recordRange = z
  .object({
    from: moment.exactOptional(),
    to: moment.exactOptional(),
    state: recordState.exactOptional(),
    subject: reference.exactOptional().meta({ description: 'Equipment, playbook, kind or topic' }),
    before: moment.exactOptional().meta({ description: 'Only records of an earlier moment (paging)' }),
    limit: pageSize,
  })
  .refine(isRange, { path: ['to'], message: 'after `from`, at most 400 days' });
export type RecordRange = z.infer<typeof recordRange>;

/** A period to count over. */
export const countRange = z
  .object({
    from: moment.exactOptional().meta({ description: '31 days before `to` when absent' }),
    to: moment.exactOptional().meta({ description: 'Now when absent' }),
  })
  .refine(isRange, { path: ['to'], message: 'after `from`, at most 400 days' });
