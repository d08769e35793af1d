import { type CounterRule, judgeStep, LONGEST_BUNCH_MS } from './counter-rule.ts';
import type { CountingContext, Taken } from './counting.ts';
import type { DecidedJump, DeclaredReplacement } from './declaration.ts';
import { enter } from './other-level.ts';
import { type CounterState, READINGS_TO_BELIEVE, type Reading, startAt } from './reading.ts';
import { CLIMB_READINGS, isSteadyClimb } from './steady-climb.ts';
import { correction, ignored, stretch } from './stretch.ts';

/**
 * Takes the next usable reading; readings come in order of time. The rises of all segments add up to the difference of
 * the accepted readings and of what each correction counted instead of the difference of its own two.
 */
export function takeReading(context: CountingContext, before: CounterState | undefined, reading: Reading): Taken {
  const swaps = context.declarations.filter(
    (one): one is DeclaredReplacement =>
      one.kind === 'replacement' && one.atMs > (before?.declaredMs ?? 0) && one.atMs < reading.time,
  );
  if (!before) return { state: startAt(reading, swaps.at(-1)?.atMs), segments: [], corrections: [] };
  let taken: Taken = { state: before, segments: [], corrections: [] };
  for (const swap of swaps) taken = joined(taken, exchange(context, taken.state, swap));
  return joined(taken, takeNext(context, taken.state, reading));
}

const joined = (a: Taken, b: Taken): Taken => ({
  state: b.state,
  segments: [...a.segments, ...b.segments],
  corrections: [...a.corrections, ...b.corrections],
});

/** The old meter counted on to its final reading, the new one counts from its start reading. */
function exchange({ rule }: CountingContext, state: CounterState, swap: DeclaredReplacement): Taken {
  const { accepted, held } = state;
  const at = Math.max(swap.atMs, accepted.time);
  const final = { time: at, value: Math.max(swap.finalReading, accepted.value) };
  const start = { time: at, value: swap.startReading };
  const lived = stretch(rule, accepted, final, final.value - accepted.value, 'measured');
  const exchanged = correction('replacement', final, start, {
    increment: 0,
    quality: 'measured',
    declaration: swap.id,
  });
  return {
    // The new meter may have run for a while before it could be read.
    state: { ...startAt(start, swap.atMs), unchangedSinceMs: at - LONGEST_BUNCH_MS },
    segments: lived.segments,
    corrections: [...ignored(accepted, held), ...lived.corrections, exchanged],
  };
}

function takeNext(context: CountingContext, state: CounterState, reading: Reading): Taken {
  const { rule, power } = context;
  const { accepted, held } = state;
  const step = judgeStep(rule, state, reading, power);
  switch (step.kind) {
    case 'rise':
      return accept(rule, state, reading, step.rise);
    case 'rollover': {
      const taken = accept(rule, state, reading, step.rise);
      const event = correction('rollover', accepted, reading, { increment: step.rise, quality: 'measured' });
      return { ...taken, corrections: [...taken.corrections, event] };
    }
    case 'small-step-back': {
      // Counting on from it would count the step twice. Its time is proof of life.
      const kept = { time: reading.time, value: accepted.value };
      const event = correction('step-back', accepted, reading, { increment: 0, quality: 'measured' });
      return {
        state: { ...state, accepted: kept, held: [] },
        segments: stretch(rule, accepted, kept, 0, 'measured').segments,
        corrections: [...ignored(accepted, held), event],
      };
    }
    case 'contradiction':
      return believeOrHold(context, state, reading);
  }
}

function accept(rule: CounterRule, state: CounterState, reading: Reading, rise: number): Taken {
  const { accepted, held, unchangedSinceMs } = state;
  const { segments, corrections } = stretch(rule, accepted, reading, rise, 'measured');
  const since = reading.value === accepted.value ? unchangedSinceMs : reading.time;
  return {
    state: { ...state, accepted: reading, unchangedSinceMs: since, held: [] },
    segments,
    corrections: [...ignored(accepted, held), ...corrections],
  };
}

/**
 * One odd reading is a glitch and vanishes when the next fits the old ones. When several agree with each other the
 * register went on from another level, and counting goes on from there. When it climbs on and on faster than it should,
 * the limit is wrong rather than the meter: that is counted, and suspect.
 */
function believeOrHold(context: CountingContext, state: CounterState, reading: Reading): Taken {
  const { accepted, held } = state;
  const previous = held.at(-1);
  const goesOn = previous !== undefined && (doesFollow(context, previous, reading) || reading.value > previous.value);
  const readings = goesOn ? [...held, reading] : [reading];
  const dropped: Taken = { state, segments: [], corrections: goesOn ? [] : ignored(accepted, held) };
  const decision = decisionOn(context, accepted, readings);
  if (decision?.isAccepted) return joined(dropped, believe(context, state, readings, decision));
  const agreeing = agreeingEnd(context, readings);
  if (agreeing.length >= READINGS_TO_BELIEVE) {
    const odd = ignored(accepted, readings.slice(0, -agreeing.length));
    return joined(
      { ...dropped, corrections: [...dropped.corrections, ...odd] },
      believe(context, state, agreeing, decision),
    );
  }
  if (isSteadyClimb(accepted, readings)) return joined(dropped, climb(context, state, readings));
  const kept = readings.slice(1 - CLIMB_READINGS);
  const oldest = ignored(accepted, readings.slice(0, -kept.length));
  return { ...dropped, state: { ...state, held: kept }, corrections: [...dropped.corrections, ...oldest] };
}

/** The last readings, as far back as each bears out the one before it. */
function agreeingEnd(context: CountingContext, readings: readonly Reading[]): readonly Reading[] {
  let from = readings.length - 1;
  while (from > 0 && doesFollow(context, readings[from - 1]!, readings[from]!)) from--;
  return readings.slice(from);
}

function believe(
  context: CountingContext,
  state: CounterState,
  [first, ...others]: readonly Reading[],
  decision: DecidedJump | undefined,
): Taken {
  let taken = enter(context, state, first!, decision);
  for (const other of others) taken = joined(taken, takeNext(context, taken.state, other));
  return taken;
}

function climb({ rule }: CountingContext, state: CounterState, readings: readonly Reading[]): Taken {
  const all = [state.accepted, ...readings];
  const last = readings.at(-1)!;
  const increment = last.value - state.accepted.value;
  return {
    state: startAt(last, state.declaredMs),
    segments: readings.flatMap((to, i) => {
      const from = all[i]!;
      return stretch(rule, from, to, to.value - from.value, 'suspect').segments;
    }),
    corrections: [correction('too-fast', state.accepted, last, { increment, quality: 'suspect' })],
  };
}

/** Whether one held reading bears out the one before it. */
function doesFollow({ rule, power }: CountingContext, previous: Reading, reading: Reading): boolean {
  return judgeStep(rule, startAt(previous), reading, power).kind !== 'contradiction';
}

const decisionOn = (
  { declarations }: CountingContext,
  accepted: Reading,
  readings: readonly Reading[],
): DecidedJump | undefined =>
  declarations.findLast(
    (one): one is DecidedJump =>
      one.kind === 'jump' &&
      one.atMs > accepted.time &&
      one.atMs <= readings.at(-1)!.time &&
      readings[0]!.value > accepted.value,
  );
