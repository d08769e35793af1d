import { nextClock, type WireClock } from '../../format/order-clock.ts';

/** How a kind of work stands today. */
export interface DayCount {
  readonly done: number;
  /** Can be done and is in time. */
  readonly open: number;
  /** Past its time: still to be done, or missed for good. */
  readonly late: number;
}

export interface CountedSheet {
  readonly complete: number;
  readonly toFill: number;
  readonly late: number;
  readonly missing: number;
}

/** Slots of the log sheets of today; those still to come are not counted. */
export function countSheets(sheets: readonly CountedSheet[]): DayCount {
  const sum = (of: (sheet: CountedSheet) => number): number => sheets.reduce((all, sheet) => all + of(sheet), 0);
  return {
    done: sum(({ complete }) => complete),
    open: sum(({ toFill, late }) => Math.max(0, toFill - late)),
    late: sum(({ late, missing }) => late + missing),
  };
}

export interface CountedRound {
  readonly id: number;
  readonly lateAt: number;
  readonly closedAt: number | null;
  readonly stops: { readonly missed: number; readonly open: number };
}

/** Rounds of today, each once; one that is walked but not closed is done. */
export function countRounds(rounds: readonly CountedRound[], now: number): DayCount {
  const each = [...new Map(rounds.map((round) => [round.id, round])).values()];
  return count(each, ({ stops, closedAt, lateAt }) => {
    if (stops.missed > 0) return 'late';
    if (closedAt !== null || stops.open === 0) return 'done';
    return now > lateAt ? 'late' : 'open';
  });
}

export interface CountedOrder {
  readonly id: number;
  /** ISO instant. */
  readonly doneAt: string | null;
  readonly sla: { readonly clocks: readonly WireClock[] } | null;
}

/** Orders that are open, and those done since the day began, each once. */
export function countOrders(orders: readonly CountedOrder[], now: number, startOfDay: number): DayCount {
  const each = [...new Map(orders.map((order) => [order.id, order])).values()];
  const ofToday = each.filter(({ doneAt }) => doneAt === null || Date.parse(doneAt) >= startOfDay);
  return count(ofToday, ({ doneAt, sla }) => {
    if (doneAt !== null) return 'done';
    return sla && nextClock(sla.clocks, now)?.standing === 'late' ? 'late' : 'open';
  });
}

function count<T>(all: readonly T[], standingOf: (one: T) => keyof DayCount): DayCount {
  const counted = { done: 0, open: 0, late: 0 };
  for (const one of all) counted[standingOf(one)]++;
  return counted;
}

/** Everything of today that has come up so far. */
export const wholeOf = ({ done, open, late }: DayCount): number => done + open + late;
