import type { WeekHours } from '../../domain/condition.ts';
import { holds, type Interval, union } from './intervals.ts';
import { atMinute, firstInstant, lastInstant, wallTimeOf } from './wall-time.ts';

const DAY_MS = 86_400_000;
/** Every hour of a week comes within so long. */
const WEEK_MS = 8 * DAY_MS;

/** When these hours are, between two moments: whole stretches that meet the range, disjoint, in order. Equal ends are a whole day. */
export function weekWindows(
  hours: readonly WeekHours[],
  timeZone: string,
  from: number,
  to: number,
): readonly Interval[] {
  const first = wallTimeOf(from, timeZone).toPlainDate().subtract({ days: 1 });
  const days = Math.ceil((to - from) / DAY_MS) + 3;
  const out: Interval[] = [];
  for (let ahead = 0; ahead < days; ahead++) {
    const date = first.add({ days: ahead });
    for (const entry of hours) {
      if (!entry.days.includes(date.dayOfWeek)) continue;
      const end = entry.to > entry.from ? entry.to : entry.to + 1440;
      const startsAt = firstInstant(atMinute(date, entry.from), timeZone);
      out.push({ startsAt, endsAt: lastInstant(atMinute(date, end), timeZone) });
    }
  }
  return union(out).filter(({ startsAt, endsAt }) => startsAt < to && endsAt > from);
}

export const isInHours = (hours: readonly WeekHours[], timeZone: string, at: number): boolean =>
  weekWindows(hours, timeZone, at, at + 1).some((window) => holds(window, at));

/** When they end, if they hold now; undefined when they do not hold, or never end. */
export function endOfHours(hours: readonly WeekHours[], timeZone: string, now: number): number | undefined {
  const window = weekWindows(hours, timeZone, now, now + WEEK_MS).find((one) => holds(one, now));
  return window && window.endsAt < now + WEEK_MS ? window.endsAt : undefined;
}

/** When they begin next, or now if they hold; undefined when they never do. */
export function nextHours(hours: readonly WeekHours[], timeZone: string, now: number): number | undefined {
  const next = weekWindows(hours, timeZone, now, now + WEEK_MS)[0];
  return next && Math.max(now, next.startsAt);
}
