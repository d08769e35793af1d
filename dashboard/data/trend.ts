import type { HistorySeries } from '../../gateway/contract/resources.ts';
import { LEAST_GOOD } from './trend-split.ts';

/** A value seen live; null while it was bad or stale. */
export interface LiveSample {
  readonly time: number;
  readonly value: number | null;
  /** The source itself doubts it. */
  readonly isDoubtful?: boolean;
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
  /** Share of good time in the column, 0–1. */
  readonly good: (number | null | undefined)[];
  /** Columns cover a span each: min and max differ from the mean. */
  readonly envelope: boolean;
}

/** Columns of one line, rising in time. */
interface Columns {
  readonly time: number[];
  readonly mean: (number | null)[];
  readonly min: (number | null)[];
  readonly max: (number | null)[];
  readonly good: number[];
}

/** A moment of one value: all that a live sample, or a gap, has. */
function addMoment(to: Columns, time: number, value: number | null, isDoubtful = false): void {
  to.time.push(time);
  to.good.push(value === null || isDoubtful ? 0 : 1);
  to.mean.push(value);
  if (to.min === to.mean) return;
  to.min.push(value);
  to.max.push(value);
}

/** Columns of one line: history, explicit gaps where columns are missing, then what was seen live since. */
function columnsOf(series: HistorySeries, live: readonly LiveSample[]): Columns {
  const columns = series.columnMs > 0 ? spanColumns(series) : rawColumns(series);
  const last = columns.time.at(-1) ?? Date.parse(series.to) - 1;
  for (const { time, value, isDoubtful } of live) if (time > last) addMoment(columns, time, value, isDoubtful);
  return columns;
}

/** Raw samples have no spread: lowest, highest and mean are one. Copied in one piece: a chart does it every second. */
function rawColumns({ time, mean, good }: HistorySeries): Columns {
  const values = mean.slice();
  return { time: time.slice(), mean: values, min: values, max: values, good: good.slice() };
}

function spanColumns(series: HistorySeries): Columns {
  const columns: Columns = { time: [], mean: [], min: [], max: [], good: [] };
  const { time: times, columnMs: step } = series;
  for (let i = 0; i < times.length; i++) {
    const [time, before] = [times[i] ?? 0, times[i - 1] ?? 0];
    if (i > 0 && time - before > 1.5 * step) addMoment(columns, before + step, null);
    columns.time.push(time);
    columns.mean.push(series.mean[i] ?? null);
    columns.min.push(series.min[i] ?? null);
    columns.max.push(series.max[i] ?? null);
    columns.good.push(goodShare(series, i));
  }
  return columns;
}

/** A column that is not over yet cannot be covered whole: what there is of it is sure. */
function goodShare({ time, good, columnMs, to }: HistorySeries, i: number): number {
  const [share, isOver] = [good[i] ?? 1, (time[i] ?? 0) + columnMs <= Date.parse(to)];
  return isOver || share === 0 ? share : 1;
}

const isSameTimes = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((time, i) => time === b[i]);

/** All moments of all lines, rising, each once. Points of one device are read together and have the same; else the lines are merged. */
function mergeTimes(all: readonly Columns[]): number[] {
  const first = all[0]?.time ?? [];
  if (all.every(({ time }) => isSameTimes(time, first))) return first;
  return all.slice(1).reduce((merged, { time }) => mergeTwo(merged, time), first);
}

function mergeTwo(a: readonly number[], b: readonly number[]): number[] {
  const merged: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY];
    merged.push(Math.min(x, y));
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return merged;
}

/** The values of one line at the common times: undefined where only other lines have a column. */
function spreadOver<T>(times: readonly number[], own: readonly number[], values: (T | undefined)[]): (T | undefined)[] {
  if (own.length === times.length) return values;
  const spread = new Array<T | undefined>(times.length);
  let at = 0;
  for (let i = 0; i < times.length; i++) {
    spread[i] = own[at] === times[i] ? values[at] : undefined;
    if (own[at] === times[i]) at++;
  }
  return spread;
}

/**
 * A column of another line beside a gap belongs to the gap: uPlot breaks a line only as far as its nulls reach, and lines
 * read at slightly different moments would otherwise be drawn across their gaps. Changes what it is given.
 */
function widenGaps(values: (number | null | undefined)[]): (number | null | undefined)[] {
  for (let i = 1; i < values.length; i++) if (values[i] === undefined && values[i - 1] === null) values[i] = null;
  for (let i = values.length - 2; i >= 0; i--) if (values[i] === undefined && values[i + 1] === null) values[i] = null;
  return values;
}

/** Joins history and live values without gap or double, for any number of lines. */
export function joinTrend(
  series: readonly HistorySeries[],
  live: ReadonlyMap<string, readonly LiveSample[]>,
): TrendTable {
  const columns = series.map((one) => columnsOf(one, live.get(one.tag) ?? []));
  const times = mergeTimes(columns);
  const lines = series.map(({ tag, columnMs }, i): TrendLine => {
    const own = columns[i] ?? { time: [], mean: [], min: [], max: [], good: [] };
    const pick = (field: 'mean' | 'min' | 'max' | 'good') => spreadOver<number | null>(times, own.time, own[field]);
    const mean = widenGaps(pick('mean'));
    const isEnvelope = columnMs > 0;
    const [min, max] = isEnvelope ? [widenGaps(pick('min')), widenGaps(pick('max'))] : [mean, mean];
    return { tag, mean, min, max, good: pick('good'), envelope: isEnvelope };
  });
  return { x: times.map((time) => time / 1000), lines };
}

/** The same line seven days (or so) earlier, laid over the present: its times moved forward. It has a tag of its own. */
export function movedSeries(series: HistorySeries, byMs: number): HistorySeries {
  return {
    ...series,
    tag: `${series.tag}@-${byMs}`,
    from: new Date(Date.parse(series.from) + byMs).toISOString(),
    to: new Date(Date.parse(series.to) + byMs).toISOString(),
    time: series.time.map((time) => time + byMs),
  };
}

/** A span in which a value was missing, or only partly covered; seconds. */
export interface Doubt {
  readonly from: number;
  readonly to: number;
  readonly kind: 'gap' | 'partly';
}

/** Where any of the lines was missing or only partly good, in order, touching spans of one kind joined. */
export function doubtsOf(table: TrendTable, lines = table.lines.length): Doubt[] {
  const doubts: { from: number; to: number; kind: Doubt['kind'] }[] = [];
  for (let i = 0; i < table.x.length; i++) {
    const kind = worstAt(table, i, lines);
    if (!kind) continue;
    const [from, to] = [table.x[i] ?? 0, table.x[i + 1] ?? table.x[i] ?? 0];
    const last = doubts.at(-1);
    if (last?.kind === kind && last.to >= from) last.to = to;
    else doubts.push({ from, to, kind });
  }
  return doubts;
}

function worstAt({ lines }: TrendTable, i: number, count: number): Doubt['kind'] | undefined {
  let isPartly = false;
  for (let line = 0; line < count; line++) {
    const { mean, good } = lines[line] ?? {};
    if (mean?.[i] === null) return 'gap';
    if (mean?.[i] !== undefined && (good?.[i] ?? 1) < LEAST_GOOD) isPartly = true;
  }
  return isPartly ? 'partly' : undefined;
}

/** Lowest, highest and mean of one line over a span (seconds, both ends included); null where it has no value there. */
export interface LineFigures {
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
}

export function figuresOf({ x, lines }: TrendTable, line: number, from: number, to: number): LineFigures {
  const { mean, min, max } = lines[line] ?? {};
  let [low, high, sum, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const [at, value] = [x[i] ?? 0, mean?.[i]];
    if (at < from || at > to || value === null || value === undefined) continue;
    low = Math.min(low, min?.[i] ?? value);
    high = Math.max(high, max?.[i] ?? value);
    sum += value;
    count++;
  }
  return count === 0 ? { min: null, max: null, mean: null } : { min: low, max: high, mean: sum / count };
}

/** The value of a line at a moment (seconds): that of the column before it; null in a gap and before the first. */
export function valueBefore({ x, lines }: TrendTable, line: number, at: number): number | null {
  const mean = lines[line]?.mean ?? [];
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= 0; i--) if (mean[i] !== undefined) return mean[i] ?? null;
  return null;
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

/**
 * Appends what is seen now; at most `limit` samples are kept, the oldest go first. A gap begins when it is noticed: a value that
 * holds and was read before that moment shows that there was none.
 */
export function appendLive(trail: readonly LiveSample[], sample: LiveSample, limit: number): readonly LiveSample[] {
  const last = trail.at(-1);
  if (last && sample.time <= last.time) {
    const isNoGap = last.value === null && sample.value !== null;
    return isNoGap ? appendLive(trail.slice(0, -1), sample, limit) : trail;
  }
  return [...trail.slice(Math.max(0, trail.length + 1 - limit)), sample];
}

/** Least height of a chart's value axis, so that noise does not look like an event: 5 % of the point's range. */
export function paddedSpan(min: number, max: number, range: readonly [number, number] | null): [number, number] {
  const least = range ? (range[1] - range[0]) * 0.05 : Math.max(Math.abs(max), 1) * 0.05;
  const missing = Math.max(0, least - (max - min)) / 2;
  const margin = (max - min) * 0.08;
  return [min - missing - margin, max + missing + margin];
}
