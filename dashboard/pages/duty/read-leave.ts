import { readSiteEntry } from '../../format/site-entry.ts';
import { textOf } from '../../panels/form-dialog/read-text.ts';

export type LeaveField = 'place' | 'agreedBy' | 'back';

/** What was typed, or the fields that cannot stand like that. */
export type ReadLeave =
  | {
      readonly ok: true;
      readonly wish: { readonly place: string; readonly agreedBy: string | null; readonly backUntil: string | null };
    }
  | { readonly ok: false; readonly wrong: ReadonlySet<LeaveField> };

/** Reads the form of leaving the room; times are those of the site. */
export function readLeave(form: FormData, timeZone: string, hasColleague: boolean): ReadLeave {
  const place = textOf(form, 'place');
  const agreedBy = textOf(form, 'agreedBy') || null;
  const typed = textOf(form, 'back');
  const back = typed === '' ? null : readSiteEntry(typed, timeZone);
  const wrong = new Set<LeaveField>();
  if (place === '') wrong.add('place');
  if (hasColleague && agreedBy === null) wrong.add('agreedBy');
  if (back === undefined) wrong.add('back');
  if (wrong.size > 0 || back === undefined) return { ok: false, wrong };
  return { ok: true, wish: { place, agreedBy, backUntil: back === null ? null : new Date(back).toISOString() } };
}
