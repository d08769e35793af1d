import { incrementQuality } from '../../domain/counter-correction.ts';
import { DAY_MS } from '../limits.ts';
import type { Series } from '../series.ts';
import { type Correction, joinCorrections } from './correction.ts';
import { type CountInput, countSeries } from './count-series.ts';
import type { CounterSegment, CounterState } from './reading.ts';
import { spreadOverEdges } from './spread.ts';

/** Every time zone in use is offset by whole quarters of an hour, so local hours and days are sums of these. */
export const QUARTER_MS = 900_000;

/** What the samples of one UTC day added to the count, including the rise that leads into it. */
export interface CounterDay {
  /** Where counting stood when the day was counted; a day counted from elsewhere is out of date. `unknown` in old files. */
  readonly before: CounterState | undefined | 'unknown';
  readonly segments: readonly CounterSegment[];
  readonly corrections: readonly Correction[];
  readonly end: CounterState | undefined;
}

/** `series`: the samples of the day alone. */
export function countDay(input: CountInput, series: Series): CounterDay {
  const { end, segments, corrections } = countSeries(input, series);
  return { before: input.before, segments, corrections: joinCorrections(corrections), end };
}

/** The same rises at a resolution of a quarter of an hour; totals of whole quarters stay exact. */
export function condenseDay(day: CounterDay, dayStartMs: number): CounterDay {
  const leading = day.segments.filter((segment) => segment.fromMs < dayStartMs);
  const inside = day.segments.filter((segment) => segment.fromMs >= dayStartMs);
  const quarters = incrementQuality.options.flatMap((quality) =>
    condense(
      inside.filter((segment) => segment.quality === quality),
      dayStartMs,
    ),
  );
  return { ...day, segments: [...leading, ...quarters] };
}

function condense(segments: readonly CounterSegment[], dayStartMs: number): CounterSegment[] {
  const quality = segments[0]?.quality;
  if (quality === undefined) return [];
  const edges = Array.from({ length: DAY_MS / QUARTER_MS + 1 }, (_, i) => dayStartMs + i * QUARTER_MS);
  const { rise, knownMs, coveredMs } = spreadOverEdges(segments, edges);
  const [start, end] = [segments[0]!.fromMs, Math.max(...segments.map((segment) => segment.toMs))];
  return edges
    .slice(0, -1)
    .map((edge, i) => ({
      fromMs: Math.max(edge, start),
      toMs: Math.min(edge + QUARTER_MS, end),
      rise: rise[i]!,
      knownMs: Math.round(knownMs[i]!),
      coveredMs: Math.round(coveredMs[i]!),
      quality,
    }))
    .filter((quarter) => quarter.rise !== 0 || quarter.knownMs > 0);
}
