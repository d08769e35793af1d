import type { NewRecordEvent, RecordDraft } from '../record.ts';
import type { LogSheet, SheetRow } from './log-sheet.ts';
import type { CivilDay } from './sheet-day.ts';
import type { SheetForm } from './sheet-form.ts';
import type { SheetPlan } from './sheets-plan.ts';

/** More starts and stops in a day are counted, not written. */
export const MOST_EXTRA_ROWS = 48;

export const sheetKey = (sheet: string, date: string): string => `sheet:${sheet}:${date}`;

export const systemEvent = (type: string, at: number, detail: NewRecordEvent['detail']): NewRecordEvent => ({
  ...{ at, actor: 'system', via: 'system', type, note: null, detail, deviceAt: null },
});

/** What a new sheet needs besides its form. */
export interface SheetOpening {
  readonly day: CivilDay;
  /** The moments of the day that have a row. */
  readonly slots: readonly number[];
  readonly reviewDueAt: number;
  readonly now: number;
}

/** The empty sheet of a day. */
export function openedSheet({ id, subject, form }: SheetPlan, opening: SheetOpening): RecordDraft<LogSheet> {
  const { day, slots, reviewDueAt, now } = opening;
  const rows = [...slots.map((at) => rowAt(form, 'slot', at)), ...dayRow(form, day)];
  return {
    ...{ key: sheetKey(id, day.date), subject, at: day.startMs, dueAt: signaturesDueAt(form, rows, day.endMs) },
    body: {
      ...{ sheet: id, date: day.date, startAt: day.startMs, endAt: day.endMs, form, rows, rowsDropped: 0 },
      ...{ seenUntil: day.startMs, signatures: [], reviews: [], reviewDueAt, addenda: [] },
    },
    event: systemEvent('opened', now, { form: form.form, version: form.version, slots: slots.length }),
  };
}

/** An empty row of a moment; a start or stop is to be filled for as long as a slot. */
export function rowAt({ windows }: Pick<SheetForm, 'windows'>, kind: 'slot' | 'start' | 'stop', at: number): SheetRow {
  return {
    ...{ id: `${kind}-${at}`, kind, at, capturedAt: null, stopped: false, cells: {}, signature: null },
    ...{ opensAt: at - windows.beforeMs, lateAt: at + windows.lateMs, closesAt: at + windows.closeMs },
  };
}

function dayRow({ blocks, windows }: SheetForm, { startMs, endMs }: CivilDay): SheetRow[] {
  if (!blocks.some(({ per }) => per === 'sheet')) return [];
  const times = { at: endMs, opensAt: startMs, lateAt: endMs + windows.lateMs, closesAt: endMs + windows.closeMs };
  return [{ id: 'day', kind: 'sheet', ...times, capturedAt: null, stopped: false, cells: {}, signature: null }];
}

/** When the last of its signatures is due; without any when its last row is over. */
function signaturesDueAt({ signs }: SheetForm, rows: readonly SheetRow[], endMs: number): number {
  const days = signs.filter(({ per }) => per === 'day').map(({ withinMs }) => endMs + withinMs);
  return Math.max(endMs, ...(days.length > 0 ? days : rows.map(({ closesAt }) => closesAt)));
}
