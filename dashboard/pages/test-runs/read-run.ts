import type { HandRunWish } from '../../data/test-run-api.ts';
import { readSiteEntry } from '../../format/site-entry.ts';
import { reasonOf, textOf } from '../../panels/form-dialog/read-text.ts';

export type RunField = 'start' | 'end' | 'note';

const DAY_MS = 86_400_000;
const KINDS = ['no-load', 'load', 'outage'] as const;

/** What was typed about a run, or the fields that are wrong. */
export function readRun(
  form: FormData,
  timeZone: string,
): { readonly ok: true; readonly wish: HandRunWish } | { readonly ok: false; readonly wrong: ReadonlySet<RunField> } {
  const [start, end] = [readSiteEntry(textOf(form, 'start'), timeZone), readSiteEntry(textOf(form, 'end'), timeZone)];
  const note = reasonOf(form, 'note');
  const wrong = new Set<RunField>();
  if (start === undefined) wrong.add('start');
  if (end === undefined || (start !== undefined && (end <= start || end - start > DAY_MS))) wrong.add('end');
  if (note === undefined) wrong.add('note');
  if (start === undefined || end === undefined || note === undefined || wrong.size > 0) return { ok: false, wrong };
  const load = Number.parseFloat(textOf(form, 'load').replace(',', '.'));
  return {
    ok: true,
    wish: {
      ...{ equipment: textOf(form, 'equipment'), note, loadMeanPct: Number.isFinite(load) ? load : null },
      ...{ startedAt: new Date(start).toISOString(), endedAt: new Date(end).toISOString() },
      kind: KINDS.find((kind) => kind === textOf(form, 'kind')) ?? 'no-load',
    },
  };
}
