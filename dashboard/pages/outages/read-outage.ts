import type { OutageWish } from '../../data/outage-api.ts';
import { readSiteEntry } from '../../format/site-entry.ts';
import { textOf } from '../../panels/form-dialog/read-text.ts';

export type OutageField = 'title' | 'reason' | 'equipment' | 'from' | 'to';

export const OUTAGE_KINDS = ['power', 'water', 'cooling', 'gas', 'lift', 'other'] as const;

/** What was typed and ticked about an outage, or the fields that are wrong. `known` are the ids of the site's equipment. */
export function readOutage(
  form: FormData,
  timeZone: string,
  known: ReadonlySet<string>,
): { readonly ok: true; readonly wish: OutageWish } | { readonly ok: false; readonly wrong: ReadonlySet<OutageField> } {
  const [title, reason] = [textOf(form, 'title'), textOf(form, 'reason')];
  const equipment = form.getAll('equipment').map(String);
  const [from, to] = [readSiteEntry(textOf(form, 'from'), timeZone), readSiteEntry(textOf(form, 'to'), timeZone)];
  const wrong = new Set<OutageField>();
  if (title === '') wrong.add('title');
  if (reason === '') wrong.add('reason');
  if (equipment.length === 0 || equipment.some((id) => !known.has(id))) wrong.add('equipment');
  if (from === undefined) wrong.add('from');
  if (to === undefined || (from !== undefined && to <= from)) wrong.add('to');
  if (from === undefined || to === undefined || wrong.size > 0) return { ok: false, wrong };
  return {
    ok: true,
    wish: {
      ...{ title, reason, equipment, scope: textOf(form, 'scope'), advice: textOf(form, 'advice') },
      ...{
        contact: textOf(form, 'contact'),
        kind: OUTAGE_KINDS.find((kind) => kind === textOf(form, 'kind')) ?? 'other',
      },
      ...{ startAt: new Date(from).toISOString(), endAt: new Date(to).toISOString() },
    },
  };
}
