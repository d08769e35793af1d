import type { SiteCalendar } from '../calendar-days.ts';
import type { TestRunRule } from './test-run-plan.ts';

/** When something has to be done: not before `opensAt`, late from `dueAt` on, missed at `closesAt`. */
export interface DutyWindow {
  readonly opensAt: number;
  readonly dueAt: number;
  readonly closesAt: number;
}

type Days = Pick<SiteCalendar, 'dayAt' | 'startOf' | 'endOf'>;
type Rhythm = Pick<TestRunRule, 'everyDays' | 'weekday'>;

/**
 * The first one that a gateway keeps count of. On a weekday: the next such day, today included; nobody is blamed for one before the
 * gateway was there. Otherwise so many days after the last run that is known, or after now.
 */
export function firstWindow(rule: Rhythm, days: Days, now: number, lastRunAt: number | undefined): DutyWindow {
  if (rule.weekday === null) return afterRun(rule, days, lastRunAt ?? now);
  const today = days.dayAt(now);
  const ahead = (((rule.weekday - weekdayOf(today)) % 7) + 7) % 7;
  return onDay(rule, days, today + ahead);
}

/** The one after; `metAt` is when the one before was done, undefined when it was missed or excused. */
export function nextWindow(rule: Rhythm, days: Days, before: DutyWindow, metAt: number | undefined): DutyWindow {
  if (rule.weekday !== null) return onDay(rule, days, days.dayAt(before.closesAt));
  if (metAt !== undefined) return afterRun(rule, days, metAt);
  // A whole interval went by: the next is overdue from its first moment.
  const dueAt = before.closesAt;
  return { opensAt: before.closesAt, dueAt, closesAt: days.endOf(days.dayAt(dueAt - 1) + rule.everyDays) };
}

function onDay({ everyDays }: Rhythm, days: Days, day: number): DutyWindow {
  const weeks = Math.max(1, Math.round(everyDays / 7));
  return { opensAt: days.startOf(day), dueAt: days.endOf(day), closesAt: days.startOf(day + 7 * weeks) };
}

function afterRun({ everyDays }: Rhythm, days: Days, at: number): DutyWindow {
  const dueAt = days.endOf(days.dayAt(at) + everyDays);
  return { opensAt: at, dueAt, closesAt: days.endOf(days.dayAt(dueAt - 1) + everyDays) };
}

/** 1 is Monday. The epoch began on a Thursday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

const MORNING_MS = 8 * 3_600_000;

/** When people are told that it comes: at eight in the morning, so many days before. */
export const soonAt = ({ dueAt }: DutyWindow, soonDays: number, days: Days): number =>
  days.startOf(days.dayAt(dueAt - 1) - soonDays) + MORNING_MS;

/** When they are told that it was not done: the morning after. */
export const overdueAt = ({ dueAt }: DutyWindow): number => dueAt + MORNING_MS;
