import type { IncrementQuality } from '../../domain/counter-correction.ts';
import { DAY_MS } from '../limits.ts';
import type { Correction } from './correction.ts';
import type { CounterChain } from './counter-chain.ts';
import { QUARTER_MS } from './counter-day.ts';
import type { CounterSegment, CounterState } from './reading.ts';
import { spreadOverEdges } from './spread.ts';

/** What one counter did between two consecutive edges. */
export interface BucketIncrement {
  readonly increment: number;
  /** Part of it that was not measured just then. */
  readonly estimated: number;
  /** Share of the bucket for which readings exist, 0–1. */
  readonly coverage: number;
  /** Share of the bucket between two readings, however far apart, 0–1. */
  readonly known: number;
  readonly quality: IncrementQuality;
}

/** The increments of the buckets between the edges (rising). Those of any buckets in a row add up to what one over all of them has. */
export async function readIncrements(chain: CounterChain, edges: readonly number[]): Promise<BucketIncrement[]> {
  if (edges.length < 2) return [];
  const isFine = edges.some((edge) => edge % QUARTER_MS !== 0);
  const { segments } = await collect(chain, edges[0]!, edges.at(-1)!, isFine);
  const { rise, estimated, coveredMs, knownMs, quality } = spreadOverEdges(segments, edges);
  return Array.from(rise, (increment, b) => {
    const length = edges[b + 1]! - edges[b]!;
    const share = (ms: number): number => Math.min(1, ms / length);
    return {
      ...{ increment, estimated: estimated[b]!, coverage: share(coveredMs[b]!), known: share(knownMs[b]!) },
      quality: quality[b]!,
    };
  });
}

/** What was not plain counting between two moments, oldest first; also one that still waits for its next readings. */
export async function readCorrections(chain: CounterChain, fromMs: number, toMs: number): Promise<Correction[]> {
  const { corrections, end } = await collect(chain, fromMs, toMs, false);
  const inside = [...corrections, ...waiting(end)].filter((one) => one.toMs > fromMs && one.fromMs < toMs);
  return joinStandstills(inside).sort((a, b) => a.toMs - b.toMs);
}

interface Collected {
  readonly segments: readonly CounterSegment[];
  readonly corrections: readonly Correction[];
  readonly end: CounterState | undefined;
}

/** A rise is known when the reading after it is believed, so days are read on until that is beyond the range. */
async function collect(chain: CounterChain, fromMs: number, toMs: number, isFine: boolean): Promise<Collected> {
  const segments: CounterSegment[] = [];
  const corrections: Correction[] = [];
  let end: CounterState | undefined;
  for await (const { counted } of chain.days(Math.floor(fromMs / DAY_MS), isFine)) {
    for (const segment of counted.segments) segments.push(segment);
    for (const correction of counted.corrections) corrections.push(correction);
    end = counted.end;
    if (end && end.accepted.time >= toMs) break;
  }
  return { segments, corrections, end };
}

/** Readings that contradict the last one and are not believed yet. */
function waiting(state: CounterState | undefined): Correction[] {
  const first = state?.held[0];
  if (!state || !first) return [];
  const { time: fromMs, value: before } = state.accepted;
  const { time: toMs, value: after } = first;
  const kind = after > before ? 'jump' : 'reset';
  return [{ kind, fromMs, toMs, before, after, increment: 0, quality: 'suspect', count: 1, declaration: 0 }];
}

/** A standstill over several days is found in each of them; it is one. */
function joinStandstills(list: readonly Correction[]): Correction[] {
  const still = new Map<number, Correction>();
  const others: Correction[] = [];
  for (const one of list) {
    if (one.kind !== 'stuck') others.push(one);
    else if ((still.get(one.fromMs)?.toMs ?? 0) < one.toMs) still.set(one.fromMs, one);
  }
  return [...others, ...still.values()];
}
