import { z } from 'zod';
import type { DutyRecord, RecordKind } from '../../domain/duty/record.ts';
import { ROUND, type Round } from '../../domain/duty/rounds/round.ts';
import { LOG_SHEET, type LogSheet } from '../../domain/duty/sheets/log-sheet.ts';
import { standingOf, unfilled, withoutData } from '../../domain/duty/sheets/sheet-standing.ts';
import type { HandoverItem } from '../../domain/duty/shifts/handover-report.ts';
import { type LocalText, localText } from '../../domain/text.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import { EMPTY_ITEM } from './report-values.ts';

const DAY_MS = 86_400_000;
const MOST = 1000;

export interface Stretch {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Work orders that somebody still has to do, most urgent first. */
export async function orderItems(
  orders: Pick<WorkOrderService, 'list'>,
  isAbout: (equipment: string | null) => boolean,
): Promise<readonly HandoverItem[]> {
  const open = await orders.list({ state: 'open', limit: MOST });
  return open
    .filter(({ equipment }) => isAbout(equipment))
    .sort(mostUrgent)
    .map(orderItem);
}

const mostUrgent = (a: WorkOrder, b: WorkOrder): number =>
  a.priority.localeCompare(b.priority) || a.openedAt - b.openedAt;

const orderItem = ({ id, title, equipment, priority, state, assignee, openedAt, hold }: WorkOrder): HandoverItem => ({
  ...EMPTY_ITEM,
  ...{ kind: 'order', id: String(id), title, equipment, priority, state, who: assignee, at: openedAt },
  note: hold?.reason ?? null,
});

/** Log sheets of the shift with slots that were not filled, each of its own machine; `note` names their times of the day. */
export async function slotItems(
  book: RecordBook,
  shift: Stretch,
  now: number,
  timeText: (at: number) => string,
): Promise<readonly HandoverItem[]> {
  const sheets = await book.of(LOG_SHEET).list({ from: shift.startsAt - DAY_MS, to: shift.endsAt, limit: MOST });
  return sheets.flatMap((record) => {
    const missing = missingRows(record.body, shift, now).map(({ at }) => timeText(at));
    if (missing.length === 0) return [];
    const { title, subjectName } = record.body.form;
    const name = { en: `${subjectName.en} ${title.en}`, zh: `${subjectName.zh} ${title.zh}` };
    const item = { ...recordItem(record, name), until: null };
    return [{ ...item, state: `log-sheet/${missing.length}`, note: missing.join(', ') }];
  });
}

const missingRows = ({ rows, form }: LogSheet, { startsAt, endsAt }: Stretch, now: number) =>
  rows.filter((row) => {
    if (row.at < startsAt || row.at >= Math.min(endsAt, now)) return false;
    const isHandMissing = standingOf(row, now) === 'closed' && unfilled(form, row).length > 0;
    return isHandMissing || withoutData(form, row).length > 0;
  });

/** Rounds of the shift that were missed, or are still to be walked. */
export async function roundItems(book: RecordBook, { startsAt, endsAt }: Stretch): Promise<readonly HandoverItem[]> {
  const query = { from: startsAt, to: endsAt, states: ['open', 'missed'], limit: MOST } as const;
  const rounds = await book.of(ROUND).list(query);
  return rounds.map((record) => recordItem<Round>(record, record.body.title)).reverse();
}

/** Kinds in which something falls due, and whose papers have a title. */
const DUE_KINDS: readonly RecordKind[] = [
  ...([
    'round',
    'test-run',
    'timed-start',
    'maintenance-task',
    'meter-run',
    'outage',
    'calibration',
    'call-out',
  ] as const),
];
const titled = z.looseObject({ title: localText.optional().catch(undefined) });

/** What is open and falls due before the coming shift ends, soonest first. */
export async function taskItems(book: RecordBook, until: number): Promise<readonly HandoverItem[]> {
  const lists = await Promise.all(
    DUE_KINDS.map((kind) => book.of({ kind, body: titled }).list({ states: ['open'], to: until, limit: MOST })),
  );
  return lists
    .flat()
    .filter(({ dueAt, at }) => (dueAt ?? at) < until)
    .sort((a, b) => (a.dueAt ?? a.at) - (b.dueAt ?? b.at))
    .map((record) => recordItem(record, record.body.title));
}

function recordItem<B>(
  { id, kind, subject, state, at, dueAt }: DutyRecord<B>,
  title: LocalText | undefined,
): HandoverItem {
  return {
    ...EMPTY_ITEM,
    ...{ kind: 'record', id: String(id), title: title ?? { en: subject, zh: subject }, at, until: dueAt },
    state: `${kind}/${state}`,
  };
}
