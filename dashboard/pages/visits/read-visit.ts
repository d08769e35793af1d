import type { VisitWish } from '../../data/shift-api.ts';
import { readSiteEntry } from '../../format/site-entry.ts';
import { textOf } from '../../panels/form-dialog/read-text.ts';

const NEEDED = ['area', 'visitor', 'purpose', 'host'] as const;
export type VisitField = (typeof NEEDED)[number] | 'people' | 'from' | 'to';

/** What was typed, or the fields that cannot stand like that. */
export type ReadVisit =
  | { readonly ok: true; readonly wish: VisitWish }
  | { readonly ok: false; readonly wrong: ReadonlySet<VisitField> };

/** Reads the form of a visitor; times are those of the site. */
export function readVisit(form: FormData, timeZone: string): ReadVisit {
  const wrong = new Set<VisitField>(NEEDED.filter((name) => textOf(form, name) === ''));
  const people = Number(textOf(form, 'people'));
  const from = readSiteEntry(textOf(form, 'from'), timeZone);
  const to = readSiteEntry(textOf(form, 'to'), timeZone);
  if (!Number.isInteger(people) || people < 1 || people > 100) wrong.add('people');
  if (from === undefined) wrong.add('from');
  if (to === undefined || (from !== undefined && to <= from)) wrong.add('to');
  if (wrong.size > 0 || from === undefined || to === undefined) return { ok: false, wrong };
  const text = (name: string): string => textOf(form, name);
  const who = { visitor: text('visitor'), company: text('company'), phone: text('phone'), people };
  const what = { area: text('area'), purpose: text('purpose'), host: text('host') };
  const when = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  return { ok: true, wish: { ...who, ...what, ...when } };
}
