import type { LocalText } from '../../../gateway/domain/text.ts';
import { nextClock, type WireClock } from '../../format/order-clock.ts';

/** Something that is to be done today. */
export interface Task {
  readonly kind: 'sheet' | 'round' | 'order';
  readonly id: number;
  readonly title: LocalText;
  /** When it is due, ms; null where nobody promised a time. */
  readonly dueMs: number | null;
  readonly isLate: boolean;
  /** It can be done now; otherwise it opens at `dueMs`. */
  readonly isOpen: boolean;
}

export interface SheetTask {
  readonly id: number;
  readonly title: LocalText;
  readonly subjectName: LocalText;
  readonly toFill: number;
  readonly late: number;
  /** ISO instant of the next slot. */
  readonly nextAt: string | null;
}

export interface RoundTask {
  readonly id: number;
  readonly title: LocalText;
  readonly lateAt: number;
  readonly closesAt: number;
}

export interface OrderTask {
  readonly id: number;
  readonly title: LocalText;
  readonly sla: { readonly clocks: readonly WireClock[] } | null;
}

export interface DutyWork {
  readonly sheets: readonly SheetTask[];
  readonly rounds: readonly RoundTask[];
  readonly orders: readonly OrderTask[];
}

/** Work of today, what is late first, then what is due first; a log sheet with nothing to fill stands there with its next slot. */
export function tasksOf({ sheets, rounds, orders }: DutyWork, now: number, endOfDay: number): readonly Task[] {
  const tasks = [
    ...sheets.flatMap((sheet) => sheetTask(sheet) ?? []),
    ...rounds.map((round) => roundTask(round, now)),
    ...orders.flatMap((order) => orderTask(order, now) ?? []),
  ];
  const isToday = ({ dueMs, isLate, isOpen }: Task): boolean =>
    isLate || isOpen || (dueMs !== null && dueMs < endOfDay);
  return tasks.filter(isToday).sort(byUrgency);
}

const rank = ({ isLate, isOpen }: Task): number => (isLate ? 0 : isOpen ? 1 : 2);
const dueOf = ({ dueMs }: Task): number => dueMs ?? Number.POSITIVE_INFINITY;
const byUrgency = (a: Task, b: Task): number =>
  rank(a) - rank(b) || (dueOf(a) === dueOf(b) ? 0 : dueOf(a) - dueOf(b)) || a.kind.localeCompare(b.kind) || a.id - b.id;

function sheetTask({ id, title, subjectName, toFill, late, nextAt }: SheetTask): Task | null {
  const name = { en: `${subjectName.en} ${title.en}`, zh: `${subjectName.zh} ${title.zh}` };
  const base = { kind: 'sheet', id, title: name } as const;
  if (toFill > 0) return { ...base, dueMs: null, isLate: late > 0, isOpen: true };
  return nextAt === null ? null : { ...base, dueMs: Date.parse(nextAt), isLate: false, isOpen: false };
}

const roundTask = ({ id, title, lateAt, closesAt }: RoundTask, now: number): Task => ({
  ...{ kind: 'round', id, title, dueMs: now > lateAt ? closesAt : lateAt },
  ...{ isLate: now > lateAt, isOpen: true },
});

function orderTask({ id, title, sla }: OrderTask, now: number): Task | null {
  const next = sla && nextClock(sla.clocks, now);
  if (!next || next.standing === 'paused') return null;
  const isLate = next.standing === 'late';
  return { kind: 'order', id, title, dueMs: isLate ? now - next.ms : now + next.ms, isLate, isOpen: isLate };
}
