import { isUsable, type Series } from '../series.ts';
import type { Correction } from './correction.ts';
import type { CounterRule } from './counter-rule.ts';
import type { CountingContext } from './counting.ts';
import type { Declaration } from './declaration.ts';
import { judgeStandstill, markSuspect, type Standstill } from './find-stuck.ts';
import type { CounterSegment, CounterState } from './reading.ts';
import { shapeGap } from './shape-gap.ts';
import { ALONE, type Surroundings } from './surroundings.ts';
import { takeReading } from './take-reading.ts';

export interface CountInput {
  readonly rule: CounterRule;
  /** Where counting stood before the first reading; undefined when there was none. */
  readonly before: CounterState | undefined;
  /** In order of time. */
  readonly declarations?: readonly Declaration[];
  readonly around?: Surroundings;
}

export interface Counted {
  readonly end: CounterState | undefined;
  readonly segments: readonly CounterSegment[];
  readonly corrections: readonly Correction[];
}

/** Every rise in a series and everything that was not plain counting, in order of time. The same input gives the same answer. */
export function countSeries({ rule, before, declarations = [], around = ALONE }: CountInput, series: Series): Counted {
  const context: CountingContext = { rule, declarations, power: around.power };
  const segments: CounterSegment[] = [];
  const corrections: Correction[] = [];
  const standstills: Standstill[] = [];
  let state = before;
  for (let i = 0; i < series.length; i++) {
    if (!isUsable(series, i)) continue;
    const taken = takeReading(context, state, { time: series.time[i]!, value: series.value[i]! });
    noteStandstill(standstills, state, taken.state);
    state = taken.state;
    for (const segment of taken.segments) segments.push(...shapeGap(segment, around));
    for (const correction of taken.corrections) corrections.push(correction);
  }
  return markStuck(rule, { end: state, segments, corrections }, standstills, around);
}

/** Lengthens the last standstill, or begins one, while the register shows the same value. */
function noteStandstill(list: Standstill[], from: CounterState | undefined, to: CounterState): void {
  if (!from || to.unchangedSinceMs !== from.unchangedSinceMs || to.accepted.time === from.accepted.time) return;
  const last = list.at(-1);
  const { unchangedSinceMs: sinceMs, accepted } = to;
  const fromMs = last?.sinceMs === sinceMs ? last.fromMs : from.accepted.time;
  const still = { sinceMs, fromMs, untilMs: accepted.time, value: accepted.value };
  if (last?.sinceMs === sinceMs) list[list.length - 1] = still;
  else list.push(still);
}

function markStuck(
  rule: CounterRule,
  counted: Counted,
  standstills: readonly Standstill[],
  around: Surroundings,
): Counted {
  let { segments } = counted;
  const corrections = [...counted.corrections];
  for (const still of standstills) {
    const stuck = judgeStandstill(rule, still, around);
    if (!stuck) continue;
    segments = markSuspect(segments, still.fromMs, still.untilMs);
    corrections.push(stuck);
  }
  corrections.sort((a, b) => a.fromMs - b.fromMs);
  return { ...counted, segments, corrections };
}
