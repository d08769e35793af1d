import type { SiteCalendar } from '../../domain/duty/calendar-days.ts';
import type { Point } from '../../domain/point.ts';
import type { EquipmentUse } from '../../ports/equipment-register.ts';
import type { CounterIncrement, HistoryReader } from '../../ports/historian.ts';
import { lastMonths } from './hours-reader.ts';

/** What people ask the use of; starts and hours are counted elsewhere. */
const UNITS: ReadonlySet<string> = new Set(['kWh', 'MWh', 'm³', 'L', 'GJ']);

type Counter = Pick<Point, 'index' | 'tag' | 'equipment' | 'kind' | 'unit' | 'decimals' | 'title'>;

/** The counters that tell what a machine uses: those that the site names for it, else its own. */
export function countersOf<Kind extends Counter>(
  points: readonly Kind[],
  equipment: string,
  named: readonly string[] = [],
): readonly Kind[] {
  const counters = points.filter(({ kind, unit }) => kind === 'counter' && UNITS.has(unit));
  if (named.length > 0) return counters.filter(({ tag }) => named.includes(tag));
  return counters.filter((point) => point.equipment === equipment);
}

/** What each counter counted in each of the last twelve months, newest first; months of which nothing is known are left out. */
export async function readUse(
  history: Pick<HistoryReader, 'increments'>,
  counters: readonly Counter[],
  calendar: SiteCalendar,
  now: number,
): Promise<readonly EquipmentUse[]> {
  const months = lastMonths(calendar, now);
  const edges = [...months.map(({ from }) => from), months.at(-1)!.to];
  const uses: EquipmentUse[] = [];
  for (const { tag, title, unit, decimals } of counters) {
    const increments = await history.increments([tag], edges);
    const byStart = new Map(increments.map((one): [number, CounterIncrement] => [one.bucketStartMs, one]));
    const counted = months.flatMap(({ month, from }) => {
      const one = byStart.get(from);
      return one && one.known > 0 ? [{ month, amount: one.increment, coverage: one.known }] : [];
    });
    uses.push({ tag, title, unit, decimals, months: counted.reverse() });
  }
  return uses;
}
