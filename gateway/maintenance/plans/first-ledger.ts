import type { Day, FormerDone, MaintenancePlan } from '../../domain/duty/maintenance/maintenance-plan.ts';
import { calendarDue, type Ledger } from './slots.ts';

/**
 * From when each level of a plan is counted when the gateway takes it over: from what the site file says was done, else so that the
 * machines of one programme do not all fall due on the same day.
 */
export function firstLedger(
  plan: MaintenancePlan,
  former: readonly FormerDone[],
  today: Day,
  hours: number | null,
  place: Place,
): Ledger {
  const own = former.filter((one) => one.plan === plan.id);
  return plan.levels.map((_, level) => {
    const reaches = (one: FormerDone): boolean => plan.levels.findIndex(({ id }) => id === one.level) >= level;
    const known = own.filter(reaches).sort((a, b) => b.day - a.day)[0];
    return known ? { day: known.day, hours: known.hours ?? hours } : { day: spread(plan, level, today, place), hours };
  });
}

/** Which of how many plans of its programme it is, from 0. */
export interface Place {
  readonly index: number;
  readonly count: number;
}

/** A day before today, so far back that the first turns of the machines lie evenly in one interval, and none in the past. */
function spread(plan: MaintenancePlan, level: number, today: Day, { index, count }: Place): Day {
  if (plan.trigger === 'fixed') return today;
  const fresh = plan.levels.map(() => ({ day: today, hours: null }));
  const due = calendarDue(plan, level, fresh);
  if (due === undefined) return today;
  return today - Math.floor(((due - today) * index) / Math.max(1, count));
}
