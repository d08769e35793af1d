import type { AlarmDeed } from '../../../data/alarm-api.ts';
import { reasonOf, textOf } from '../../form-dialog/read-text.ts';

const DAY_MS = 86_400_000;

/** In how many days it is looked at again; 30 is the most. */
export const REVIEW_DAYS = [1, 3, 7, 14, 30] as const;

export type ServiceField = 'reason' | 'second';

/** What was typed, or the fields that cannot stand like that. */
export type ReadService =
  | { readonly ok: true; readonly deed: AlarmDeed }
  | { readonly ok: false; readonly wrong: ReadonlySet<ServiceField> };

/** Reads the form that takes a condition out of service or disables it. `needsSecond`: another person has to vouch for it. */
export function readService(form: FormData, now: number, needsSecond: boolean): ReadService {
  const reason = reasonOf(form);
  if (textOf(form, 'how') === 'disable') {
    return reason === undefined
      ? { ok: false, wrong: new Set(['reason']) }
      : { ok: true, deed: { what: 'disable', reason } };
  }
  const second = { username: textOf(form, 'second'), password: String(form.get('secondPassword') ?? '') };
  const isAlone = needsSecond && (second.username === '' || second.password === '');
  const wrong = new Set<ServiceField>();
  if (reason === undefined) wrong.add('reason');
  if (isAlone) wrong.add('second');
  if (reason === undefined || isAlone) return { ok: false, wrong };
  const reviewBy = new Date(now + Number(textOf(form, 'days')) * DAY_MS - REVIEW_MARGIN_MS).toISOString();
  return { ok: true, deed: { what: 'out-of-service', reason, reviewBy, ...(needsSecond ? { second } : {}) } };
}

/** The gateway's clock may be a little behind what is known of it here: thirty days are never more than thirty. */
const REVIEW_MARGIN_MS = 60_000;
