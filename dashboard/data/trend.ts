import type { HistorySeries } from '../../gateway/contract/resources.ts';

/** A value seen live; null while it was bad or stale. */
export interface LiveSample {
  readonly time: number;
  readonly value: number | null;
}

/**
 * Lines on one time axis, as uPlot takes them: `null` is a gap, `undefined` only means that another line has a column there.
 */
export interface TrendTable {
  /** Seconds since the epoch, rising. */
  readonly x: number[];
  readonly lines: readonly TrendLine[];
}
export interface TrendLine {
  readonly tag: string;
  readonly mean: (number | null | undefined)[];
  readonly min: (number | null | undefined)[];
  readonly max: (number | null | undefined)[];
  /** Columns cover a span each: min and max differ from the mean. */
  readonly envelope: boolean;
}

interface Column {
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

const GAP: Column = { mean: null, min: null, max: null };

/** Columns of one line by time: history, explicit gaps where columns are missing, then what was seen live since. */
function columnsOf(series: HistorySeries, live: readonly LiveSample[]): Map<number, Column> {
  const columns = new Map<number, Column>();
  const step = series.columnMs;
  let last = 0;
  series.time.forEach((time, i) => {
    if (step > 0 && last > 0 && time - last > 1.5 * step) columns.set(last + step, GAP);
    columns.set(time, {
      mean: series.mean[i] ?? null,
      min: series.min[i] ?? null,
      max: series.max[i] ?? null,
    });
    last = time;
  });
  const end = Math.max(last, Date.parse(series.to));
  for (const { time, value } of live)
    if (time > (last > 0 ? last : end - 1)) columns.set(time, { mean: value, min: value, max: value });
  return columns;
}

/**
 * A column of another line beside a gap belongs to the gap: uPlot breaks a line only as far as its nulls reach, and lines
 * read at slightly different moments would otherwise be drawn across their gaps.
 */
function widenGaps(values: (number | null | undefined)[]): (number | null | undefined)[] {
  const wide = [...values];
  for (let i = 1; i < wide.length; i++) if (wide[i] === undefined && wide[i - 1] === null) wide[i] = null;
  for (let i = wide.length - 2; i >= 0; i--) if (wide[i] === undefined && wide[i + 1] === null) wide[i] = null;
  return wide;
}

/** Joins history and live values without gap or double, for any number of lines. */
export function joinTrend(
  series: readonly HistorySeries[],
  live: ReadonlyMap<string, readonly LiveSample[]>,
): TrendTable {
  const columns = series.map((one) => columnsOf(one, live.get(one.tag) ?? []));
  const times = [...new Set(columns.flatMap((one) => [...one.keys()]))].sort((a, b) => a - b);
  const lines = series.map((one, i): TrendLine => {
    const own = columns[i];
    const pick = (field: keyof Column): (number | null | undefined)[] =>
      widenGaps(times.map((time) => own?.get(time)?.[field]));
    return { tag: one.tag, mean: pick('mean'), min: pick('min'), max: pick('max'), envelope: one.columnMs > 0 };
  });
  return { x: times.map((time) => time / 1000), lines };
}

/** Older history that some of the lines lack, and why. */
export interface MissingPart {
  readonly untilMs: number;
  readonly reason: NonNullable<HistorySeries['missing']>['reason'];
}

/** Of several lines the one of which most is missing; null when nothing is. */
export function missingPart(series: readonly HistorySeries[]): MissingPart | null {
  const parts = series.flatMap(({ missing }) =>
    missing ? [{ untilMs: Date.parse(missing.to), reason: missing.reason }] : [],
  );
  return parts.reduce<MissingPart | null>((worst, one) => (worst && worst.untilMs >= one.untilMs ? worst : one), null);
}

/** Appends what is seen now; at most `limit` samples are kept, the oldest go first. */
export function appendLive(trail: readonly LiveSample[], sample: LiveSample, limit: number): readonly LiveSample[] {
  const last = trail.at(-1);
  if (last && sample.time <= last.time) return trail;
  return [...trail.slice(Math.max(0, trail.length + 1 - limit)), sample];
}

/** Least height of a chart's value axis, so that noise does not look like an event: 5 % of the point's range. */
export function paddedSpan(min: number, max: number, range: readonly [number, number] | null): [number, number] {
  const least = range ? (range[1] - range[0]) * 0.05 : Math.max(Math.abs(max), 1) * 0.05;
  const missing = Math.max(0, least - (max - min)) / 2;
  const margin = (max - min) * 0.08;
  return [min - missing - margin, max + missing + margin];
}
