import { addMonths, dayOfText, textOfDay } from '../../domain/duty/calendar-days.ts';
import type {
  Day,
  MaintenanceInterval,
  MaintenancePlan,
  Season,
} from '../../domain/duty/maintenance/maintenance-plan.ts';

/** When a level was done last. */
export interface Done {
  readonly day: Day;
  readonly hours: number | null;
}

/** By level, in the order of the plan. */
export type Ledger = readonly Done[];

/** More turns than these are not looked through: ten years of days. */
const MOST_TURNS = 3_660;

/** So long after a day by the calendar part of an interval; undefined where only running hours count. */
export function intervalAfter(day: Day, { days, months }: MaintenanceInterval): Day | undefined {
  const ends = [...(days === undefined ? [] : [day + days]), ...(months === undefined ? [] : [addMonths(day, months)])];
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** The day on which a level falls due by the calendar. */
export function calendarDue(plan: MaintenancePlan, level: number, ledger: Ledger): Day | undefined {
  const { every } = plan.levels[level]!;
  const last = ledger[level]!.day;
  if (plan.trigger === 'floating') return intervalAfter(last, every);
  // Done shortly before its day it was done for that day.
  return gridAfter(plan.start, every, last + plan.windowBefore);
}

/** The first day of a grid after a day. Months are counted from the start, so that a 31st stays the last of its month. */
export function gridAfter(start: Day, every: MaintenanceInterval, after: Day): Day | undefined {
  const { days, months } = every;
  if (days !== undefined) return start + Math.max(0, Math.floor((after - start) / days) + 1) * days;
  if (months === undefined) return undefined;
  let turn = Math.max(0, Math.floor((after - start) / (31 * months)) - 1);
  while (addMonths(start, turn * months) <= after) turn += 1;
  return addMonths(start, turn * months);
}

/** The turn after a turn that was not done. */
export function nextTurn(plan: MaintenancePlan, turn: Day): Day | undefined {
  const turns = plan.levels.flatMap(({ every }) => {
    const next = plan.trigger === 'floating' ? intervalAfter(turn, every) : gridAfter(plan.start, every, turn);
    return next ?? [];
  });
  return turns.length === 0 ? undefined : Math.min(...turns);
}

/** The calendar turns from the first one due, while `isWanted`; in order. */
export function turnsFrom(plan: MaintenancePlan, first: Day, isWanted: (turn: Day) => boolean): Day[] {
  const turns: Day[] = [];
  let turn: Day | undefined = first;
  while (turn !== undefined && isWanted(turn) && turns.length < MOST_TURNS) {
    turns.push(turn);
    turn = nextTurn(plan, turn);
  }
  return turns;
}

/**
 * The level to be done at a turn: the deepest that is due by then or would fall due before the turn after it, so that it is never
 * late and the machine is not stopped twice within days.
 */
export function levelAt(plan: MaintenancePlan, turn: Day, ledger: Ledger): number {
  const next = nextTurn(plan, turn) ?? turn + 1;
  const due = plan.levels.map((_, level) => calendarDue(plan, level, ledger));
  const deepest = due.findLastIndex((day) => day !== undefined && day < next);
  return Math.max(0, deepest);
}

/** The day it is to be done: what law asks for on its day; anything else after holidays and in its season. */
export function plannedDay(plan: MaintenancePlan, turn: Day, blackout: readonly { from: Day; to: Day }[]): Day {
  if (plan.statutory) return turn;
  let day = seasonStart(turn, plan.season);
  // Each pass leaves one pause behind; there are no more of them than entries.
  for (let pass = 0; pass <= blackout.length; pass += 1) {
    const pause = blackout.find(({ from, to }) => day >= from && day <= to);
    if (!pause) return day;
    day = pause.to + 1;
  }
  return day;
}

/** The day itself within the season, else the first day of the next one. */
export function seasonStart(day: Day, season: Season | undefined): Day {
  if (!season) return day;
  const monthDay = textOfDay(day).slice(5);
  const isInside =
    season.from <= season.to
      ? monthDay >= season.from && monthDay <= season.to
      : monthDay >= season.from || monthDay <= season.to;
  if (isInside) return day;
  const year = Number(textOfDay(day).slice(0, 4));
  const starts = [year, year + 1].map((one) => dayOfText(`${one}-${season.from}`));
  return starts.find((start) => start > day) ?? day;
}
