import { type IncrementQuality, worseOf } from '../../domain/counter-correction.ts';
import type { CounterSegment } from './reading.ts';

/** What a counter did in each of the buckets between consecutive edges. */
export interface Buckets {
  readonly rise: Float64Array;
  /** Part of the rise that is not measured. */
  readonly estimated: Float64Array;
  readonly knownMs: Float64Array;
  readonly coveredMs: Float64Array;
  /** The worst of what lies in the bucket. */
  readonly quality: readonly IncrementQuality[];
}

/**
 * The buckets between (rising) edges. A segment that spans edges is spread evenly in time, which interpolates the reading
 * at the edge, so the buckets of any partition add up to the same total. `segments` may be in any order.
 */
export function spreadOverEdges(segments: readonly CounterSegment[], edges: readonly number[]): Buckets {
  const length = Math.max(0, edges.length - 1);
  const [rise, estimated] = [new Float64Array(length), new Float64Array(length)];
  const [knownMs, coveredMs] = [new Float64Array(length), new Float64Array(length)];
  const quality = new Array<IncrementQuality>(length).fill('measured');
  for (const segment of segments) {
    const { fromMs, toMs } = segment;
    for (let b = bucketAt(edges, fromMs); b < length && (edges[b]! < toMs || edges[b] === fromMs); b++) {
      const share = before(segment, edges[b + 1]!) - before(segment, edges[b]!);
      if (share <= 0) continue;
      rise[b] = rise[b]! + segment.rise * share;
      if (segment.quality !== 'measured') estimated[b] = estimated[b]! + segment.rise * share;
      knownMs[b] = knownMs[b]! + segment.knownMs * share;
      coveredMs[b] = coveredMs[b]! + segment.coveredMs * share;
      quality[b] = worseOf(quality[b]!, segment.quality);
    }
  }
  return { rise, estimated, knownMs, coveredMs, quality };
}

/** Share of the segment that lies before `at`, 0–1. */
function before({ fromMs, toMs }: CounterSegment, at: number): number {
  if (fromMs === toMs) return at > fromMs ? 1 : 0;
  return Math.min(1, Math.max(0, (at - fromMs) / (toMs - fromMs)));
}

function bucketAt(edges: readonly number[], time: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
