import type { ZoneOffsets } from '../../zone-offsets.ts';
import type { RoundSchedule } from './rounds-plan.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * Moments at which rounds begin, from ≤ moment < to, in order. A local time that a day lacks (clocks put forward) has no round;
 * one that comes twice has two, an hour apart.
 */
export function roundMoments(schedule: RoundSchedule, offsets: ZoneOffsets, from: number, to: number): number[] {
  const moments: number[] = [];
  const firstDay = Math.floor((from + offsets.at(from)) / DAY_MS) - 1;
  const lastDay = Math.floor((to + offsets.at(to)) / DAY_MS) + 1;
  for (let day = firstDay; day <= lastDay; day++) {
    if (!isDayOf(schedule, day)) continue;
    for (const minute of schedule.times) moments.push(...offsets.instants(day * DAY_MS + minute * MINUTE_MS));
  }
  return moments.filter((at) => at >= from && at < to).sort((a, b) => a - b);
}

/** Whether rounds begin on this local day (days since the epoch). */
export function isDayOf(schedule: RoundSchedule, day: number): boolean {
  const { weekdays, monthDays, months, everyDays } = schedule;
  const date = new Date(day * DAY_MS);
  if (weekdays.length > 0 && !weekdays.includes(date.getUTCDay() || 7)) return false;
  if (months.length > 0 && !months.includes(date.getUTCMonth() + 1)) return false;
  if (monthDays.length > 0 && !isMonthDay(monthDays, day)) return false;
  return everyDays === null || isNthDay(everyDays, day);
}

function isMonthDay(monthDays: readonly number[], day: number): boolean {
  const today = new Date(day * DAY_MS).getUTCDate();
  const isLast = new Date((day + 1) * DAY_MS).getUTCDate() === 1;
  return monthDays.includes(today) || (isLast && monthDays.includes(-1));
}

function isNthDay({ count, from }: { readonly count: number; readonly from: string }, day: number): boolean {
  const since = day - Math.floor(Date.parse(`${from}T00:00:00Z`) / DAY_MS);
  return since >= 0 && since % count === 0;
}
