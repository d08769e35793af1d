import { addMonths, daysOfMonth, monthOfDay, type SiteCalendar } from '../../domain/duty/calendar-days.ts';
import { runningHours } from '../../domain/duty/equipment/running-hours.ts';
import type { RunSignals } from '../../domain/duty/test-runs/run-signal.ts';
import type { MonthHours } from '../../ports/equipment-register.ts';
import type { HistoryReader } from '../../ports/historian.ts';

/** Months that are told of. */
const MONTHS = 12;
/** Columns of a month: hours of its days. */
const WIDTH = 744;

/** One month at the site, of which a part may not have passed. */
interface Month {
  readonly month: string;
  readonly from: number;
  readonly to: number;
}

/** Hours a machine ran in each of the last twelve months, newest first; months of which nothing is known are left out. */
export async function readHours(
  history: Pick<HistoryReader, 'query' | 'increments'>,
  signals: RunSignals,
  calendar: SiteCalendar,
  now: number,
): Promise<readonly MonthHours[]> {
  const months = lastMonths(calendar, now);
  const found = signals.hours
    ? await counted(history, signals.hours.tag, months)
    : await watched(history, signals.state, months);
  return found.filter(({ coverage }) => coverage > 0).reverse();
}

/** The last twelve months, oldest first; that under way ends now. */
export function lastMonths(calendar: SiteCalendar, now: number): readonly Month[] {
  const [first] = daysOfMonth(monthOfDay(calendar.dayAt(now)));
  return Array.from({ length: MONTHS }, (_, i) => {
    const start = addMonths(first, i + 1 - MONTHS);
    const to = Math.min(now, calendar.startOf(addMonths(start, 1)));
    return { month: monthOfDay(start), from: calendar.startOf(start), to };
  });
}

async function counted(history: Pick<HistoryReader, 'increments'>, tag: string, months: readonly Month[]) {
  const edges = [...months.map(({ from }) => from), months.at(-1)!.to];
  const increments = await history.increments([tag], edges);
  const byStart = new Map(increments.map((one) => [one.bucketStartMs, one]));
  return months.map(({ month, from }): MonthHours => {
    const one = byStart.get(from);
    return { month, hours: one?.increment ?? 0, coverage: one?.known ?? 0, by: 'counter' };
  });
}

async function watched(
  history: Pick<HistoryReader, 'query'>,
  state: RunSignals['state'],
  months: readonly Month[],
): Promise<readonly MonthHours[]> {
  if (!state) return [];
  const found: MonthHours[] = [];
  for (const { month, from, to } of months) {
    if (from >= to) continue;
    const columns = await history.query(state.point.tag, from, to, WIDTH);
    const { hours, coverage } = runningHours(columns, state.by, from, to);
    found.push({ month, hours, coverage, by: state.by });
  }
  return found;
}
