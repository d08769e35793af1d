import type { RegisteredPoint } from '../../point-register.ts';
import type { TimeSlice } from '../../time-slice.ts';
import type { CounterRule, CounterSegment, Reading } from './counter.ts';
import { spreadOverEdges } from './counter.ts';
import { type CounterDay, countDay, QUARTER_MS } from './counter-day.ts';
import type { DayReader } from './day-reader.ts';
import { dayOf, type HistoryStore } from './history-store.ts';

const KW_TO_UNIT_PER_HOUR: Readonly<Record<string, number>> = { kWh: 1, MWh: 0.001, GWh: 1e-6, Wh: 1000 };
const SMALLEST_STEP = 1e-9;

/** The rule of a counter point; the plausible rise is known for energy counters with a known largest power only. */
export function counterRuleOf({ rollover, deadband, unit, maxPowerKw }: RegisteredPoint): CounterRule {
  const perHour = KW_TO_UNIT_PER_HOUR[unit];
  return {
    rollover,
    maxPerHour: maxPowerKw === undefined || perHour === undefined ? undefined : maxPowerKw * perHour,
    step: Math.max(deadband, SMALLEST_STEP),
  };
}

/** The rises of one counter around a range, from condensed days where they fit the edges and from samples otherwise. */
export class CounterReader {
  private readonly store: HistoryStore;
  private readonly reader: DayReader;
  private readonly point: RegisteredPoint;
  private readonly slice: TimeSlice;

  constructor(store: HistoryStore, reader: DayReader, point: RegisteredPoint, slice: TimeSlice) {
    this.store = store;
    this.reader = reader;
    this.point = point;
    this.slice = slice;
  }

  /** Rise and covered share of every bucket between the edges (rising). */
  async increments(edges: readonly number[]): Promise<{ rise: Float64Array; coverage: Float64Array }> {
    const segments = await this.segments(edges);
    const { rise, coveredMs } = spreadOverEdges(segments, edges);
    const coverage = coveredMs.map((ms, b) => Math.min(1, ms / (edges[b + 1]! - edges[b]!)));
    return { rise, coverage };
  }

  private async segments(edges: readonly number[]): Promise<CounterSegment[]> {
    if (edges.length < 2) return [];
    const isWhole = edges.every((edge) => edge % QUARTER_MS === 0);
    const [firstDay, lastDay] = [dayOf(edges[0]!), dayOf(edges.at(-1)! - 1)];
    let before = this.endOfDayBefore(firstDay);
    const segments: CounterSegment[] = [];
    for (const day of this.daysThrough(firstDay, lastDay)) {
      const counted = this.day(day, before, isWhole);
      for (const segment of counted.segments) segments.push(segment);
      before = counted.end ?? before;
      await this.slice.pause();
    }
    return segments;
  }

  /** The days of the range and the next one with data: a rise across the last edge ends there. */
  private daysThrough(firstDay: number, lastDay: number): number[] {
    const days = new Set([
      ...this.reader.days(firstDay, lastDay),
      ...this.store.rollupDays(this.point.id, firstDay, lastDay),
    ]);
    const next = this.dayAfter(lastDay);
    if (next !== undefined) days.add(next);
    return [...days].sort((a, b) => a - b);
  }

  private dayAfter(day: number): number | undefined {
    const packed = this.store.neighbourDay(this.point.id, day, 1);
    const open = this.reader.openDays().find((candidate) => candidate > day);
    if (packed === undefined || open === undefined) return packed ?? open;
    return Math.min(packed, open);
  }

  private day(day: number, before: Reading | undefined, isWhole: boolean): CounterDay {
    const condensed = this.store.counterDay(this.point.id, day);
    if (condensed && !this.reader.hasOpen(day) && (isWhole || this.isRawGone(day))) return condensed;
    return countDay(counterRuleOf(this.point), before, this.reader.day(day));
  }

  private isRawGone(day: number): boolean {
    return this.store.countSamples(this.point.id, day, day) === 0;
  }

  /** Last accepted reading before a day; a rise across midnight begins there. */
  endOfDayBefore(day: number): Reading | undefined {
    const packed = this.store.neighbourDay(this.point.id, day, -1);
    const open = this.reader.openDays().findLast((candidate) => candidate < day);
    const previous = Math.max(packed ?? -1, open ?? -1);
    return previous < 0 ? undefined : this.day(previous, undefined, true).end;
  }
}
