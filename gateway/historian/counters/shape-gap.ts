import type { CounterSegment } from './reading.ts';
import type { Surroundings } from './surroundings.ts';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

/** A longer gap is spread evenly: nobody knows any more what an ordinary week was. */
const LONGEST_SHAPED_MS = 5 * WEEK_MS;

/**
 * Spreads the rise over a gap by the same hours of the latest whole weeks before it, evenly where those were not measured
 * or nothing was used. The parts add up to the rise.
 */
export function shapeGap(gap: CounterSegment, { earlier }: Pick<Surroundings, 'earlier'>): readonly CounterSegment[] {
  const span = gap.toMs - gap.fromMs;
  if (gap.coveredMs > 0 || gap.rise <= 0 || span > LONGEST_SHAPED_MS) return [gap];
  const edges = hourEdges(gap.fromMs, gap.toMs);
  if (edges.length <= 2) return [gap];
  const back = Math.ceil(span / WEEK_MS) * WEEK_MS;
  const weights: number[] = [];
  for (let i = 1; i < edges.length; i++) {
    const weight = earlier(edges[i - 1]! - back, edges[i]! - back);
    if (weight === undefined) return [gap];
    weights.push(Math.max(0, weight));
  }
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return whole > 0 ? parts(gap, edges, weights, whole) : [gap];
}

/** Both ends and every full hour between them. */
function hourEdges(fromMs: number, toMs: number): number[] {
  const edges = [fromMs];
  for (let at = (Math.floor(fromMs / HOUR_MS) + 1) * HOUR_MS; at < toMs; at += HOUR_MS) edges.push(at);
  edges.push(toMs);
  return edges;
}

function parts(
  gap: CounterSegment,
  edges: readonly number[],
  weights: readonly number[],
  whole: number,
): CounterSegment[] {
  let given = 0;
  return weights.map((weight, i) => {
    const isLast = i === weights.length - 1;
    const rise = isLast ? gap.rise - given : (gap.rise * weight) / whole;
    given += rise;
    const [fromMs, toMs] = [edges[i]!, edges[i + 1]!];
    return { ...gap, fromMs, toMs, knownMs: toMs - fromMs, rise };
  });
}
