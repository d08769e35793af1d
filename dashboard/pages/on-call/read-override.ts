import type { OverrideWish } from '../../data/on-call-api.ts';
import { readSiteEntry } from '../../format/site-entry.ts';
import { reasonOf, textOf } from '../../panels/form-dialog/read-text.ts';

export type OverrideField = 'rotation' | 'person' | 'from' | 'to' | 'reason';

/** What was typed, or the fields that cannot stand like that. */
export type ReadOverride =
  | { readonly ok: true; readonly wish: OverrideWish }
  | { readonly ok: false; readonly wrong: ReadonlySet<OverrideField> };

const KINDS = ['replace', 'add', 'remove'] as const;

/** Reads the form of a change of the duty; times are those of the site. `me`: who asks for a swap gives away only the own turn. */
export function readOverride(form: FormData, timeZone: string, me: string | undefined): ReadOverride {
  const kind = KINDS.find((one) => one === textOf(form, 'kind')) ?? 'replace';
  const rotation = textOf(form, 'rotation');
  const person = kind === 'remove' ? null : textOf(form, 'person');
  const instead = me ?? (textOf(form, 'instead') || null);
  const from = readSiteEntry(textOf(form, 'from'), timeZone);
  const to = readSiteEntry(textOf(form, 'to'), timeZone);
  const reason = reasonOf(form);
  const wrong = new Set<OverrideField>();
  if (rotation === '') wrong.add('rotation');
  if (person === '') wrong.add('person');
  if (from === undefined) wrong.add('from');
  if (to === undefined || (from !== undefined && to <= from)) wrong.add('to');
  if (reason === undefined) wrong.add('reason');
  if (wrong.size > 0 || from === undefined || to === undefined || reason === undefined) return { ok: false, wrong };
  const range = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  return { ok: true, wish: { rotation, kind, person, instead: kind === 'add' ? null : instead, reason, ...range } };
}
