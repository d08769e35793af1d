import type { HistorySeries } from '../../../gateway/contract/resources.ts';

type Past = Pick<HistorySeries, 'time' | 'mean'>;

/** Where a level is heading: up to its upper limit or down to its lower one, and when it is there if it goes on like this. */
export interface Heading {
  readonly towards: 'high' | 'low';
  readonly ms: number;
}

/** Less rise or fall in an hour than this share of the span is waves, not a change. */
const LEAST_SHARE_PER_HOUR = 0.01;
const HOUR_MS = 3_600_000;
/** Beyond this a straight line says nothing. */
const FARTHEST_MS = 24 * HOUR_MS;
const FEWEST = 4;

/** By the straight line through the recent past; null while the level stands, without enough of the past, or when it is far. */
export function timeToLimit(past: Past, level: number, [low, high]: readonly [number, number]): Heading | null {
  const slope = slopePerMs(past);
  if (slope === null || !(high > low)) return null;
  if (Math.abs(slope) * HOUR_MS < (high - low) * LEAST_SHARE_PER_HOUR) return null;
  const towards = slope > 0 ? 'high' : 'low';
  const left = slope > 0 ? high - level : low - level;
  const ms = left / slope;
  return ms >= 0 && ms <= FARTHEST_MS ? { towards, ms } : null;
}

/** Slope of the line of least squares; columns without a number count for nothing. */
function slopePerMs({ time, mean }: Past): number | null {
  const known = time.flatMap((at, i) => {
    const value = mean[i];
    return value === null || value === undefined ? [] : [[at, value] as const];
  });
  if (known.length < FEWEST) return null;
  const [meanAt, meanValue] = [0, 1].map((k) => known.reduce((sum, one) => sum + (one[k] ?? 0), 0) / known.length);
  const spread = known.reduce((sum, [at]) => sum + (at - meanAt!) ** 2, 0);
  const joint = known.reduce((sum, [at, value]) => sum + (at - meanAt!) * (value - meanValue!), 0);
  return spread > 0 ? joint / spread : null;
}
