import { DAY_MS } from '../../limits.ts';
import type { Series } from '../../series.ts';
import {
  type CounterRule,
  type CounterSegment,
  type CounterState,
  countSeries,
  type Reading,
  spreadOverEdges,
} from './counter.ts';

/** Every time zone in use is offset by whole quarters of an hour, so local hours and days are sums of these. */
export const QUARTER_MS = 900_000;

/** The rises of one UTC day (including the one that leads into it) and the reading it ends with. */
export interface CounterDay {
  readonly segments: readonly CounterSegment[];
  readonly end: Reading | undefined;
}

/** `before`: the last accepted reading of earlier days; `series`: the samples of the day alone. */
export function countDay(rule: CounterRule, before: Reading | undefined, series: Series): CounterDay {
  const state: CounterState | undefined = before && { accepted: before, held: [] };
  const counted = countSeries(rule, state, series);
  return { segments: counted.segments, end: counted.state?.accepted };
}

/** The same rises at a resolution of a quarter of an hour; totals of whole quarters stay exact. */
export function condenseDay(day: CounterDay, dayStartMs: number): CounterDay {
  const leading = day.segments.filter((segment) => segment.fromMs < dayStartMs);
  const inside = day.segments.filter((segment) => segment.fromMs >= dayStartMs);
  const edges = Array.from({ length: DAY_MS / QUARTER_MS + 1 }, (_, i) => dayStartMs + i * QUARTER_MS);
  const { rise, coveredMs } = spreadOverEdges(inside, edges);
  const [start, end] = [inside[0]?.fromMs ?? 0, inside.at(-1)?.toMs ?? 0];
  const quarters = edges.slice(0, -1).map((edge, i) => ({
    fromMs: Math.max(edge, start),
    toMs: Math.min(edge + QUARTER_MS, end),
    rise: rise[i]!,
    coveredMs: Math.round(coveredMs[i]!),
  }));
  return {
    segments: [...leading, ...quarters.filter((quarter) => quarter.rise !== 0 || quarter.coveredMs > 0)],
    end: day.end,
  };
}
