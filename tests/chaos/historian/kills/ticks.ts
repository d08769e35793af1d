import type { HistorianPoint } from '../../../../gateway/historian/settings.ts';

/** Plant time between two ticks: slow enough that a day of one point is answered as raw samples. */
export const TICK_MS = 10_000;
export const TICKS_PER_DAY = 86_400_000 / TICK_MS;

/** Ticks from the first to the last, both included. */
export type Span = readonly [first: number, last: number];

/** Points have two decimals of their own; databases that store decimal numbers keep them exactly. */
const MOST_POINTS = 100;
/** A divisor for values that do not compress. */
export const RAGGED = 100 / Math.PI;

/**
 * Every point has one sample per tick, and the sample says where it belongs: its value is the number of the tick and
 * the point, its time follows from the number. So a sample that is lost, doubled, mixed up or made up cannot hide.
 */
export const valueAt = (point: number, tick: number, divisor = MOST_POINTS): number =>
  (tick * MOST_POINTS + point) / divisor;

/** The tick of a value read from `point`; NaN when the value was never given to this point. */
export function tickOf(point: number, value: number, divisor = MOST_POINTS): number {
  const number = Math.round(value * divisor);
  const isGiven = number / divisor === value && number % MOST_POINTS === point;
  return isGiven ? (number - point) / MOST_POINTS : Number.NaN;
}

export const pointTag = (point: number): string => `K-1.p${point}`;

export function pointsOf(count: number): HistorianPoint[] {
  return Array.from({ length: count }, (_, index) => ({
    index,
    tag: pointTag(index),
    kind: 'number',
    unit: '',
    equipment: 'K-1',
    equipmentClass: 'pump',
    area: 'plant',
    name: `p${index}`,
    deadband: 0,
  }));
}

/** Rising numbers as spans. */
export function spansOf(ticks: readonly number[]): Span[] {
  const spans: [number, number][] = [];
  for (const tick of ticks) {
    const open = spans.at(-1);
    if (open && tick === open[1] + 1) open[1] = tick;
    else spans.push([tick, tick]);
  }
  return spans;
}

export const countTicks = (spans: readonly Span[]): number =>
  spans.reduce((sum, [first, last]) => sum + last - first + 1, 0);

/** The parts of the spans with from ≤ tick < to. */
export function clip(spans: readonly Span[], from: number, to: number): Span[] {
  return spans.flatMap(([first, last]): Span[] => {
    const part: Span = [Math.max(first, from), Math.min(last, to - 1)];
    return part[0] <= part[1] ? [part] : [];
  });
}

export const describeSpans = (spans: readonly Span[]): string =>
  spans.length === 0 ? 'none' : spans.map(([first, last]) => `${first}–${last}`).join(', ');

export const sameSpans = (a: readonly Span[], b: readonly Span[]): boolean =>
  a.length === b.length && a.every(([first, last], i) => first === b[i]![0] && last === b[i]![1]);
