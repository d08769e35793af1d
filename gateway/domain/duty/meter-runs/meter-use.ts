import type { MeterLine, MeterOddity } from './meter-run.ts';

/** Smallest use worth comparing: a meter that stood still and now moves by a hair is not odd. */
const LEAST_USE = 1;

type UseInput = Pick<MeterLine, 'how' | 'last' | 'reading' | 'factor' | 'rollover' | 'replaced' | 'counted'>;

/**
 * What went through since the last reading, in the unit of the register; null where either reading is missing. A counter of
 * telemetry is counted by the historian, which knows roll-overs, resets and exchanges; a register read by hand is the difference,
 * over a declared exchange that of both meters, over a roll-over the way round.
 */
export function consumption({ how, last, reading, factor, rollover, replaced, counted }: UseInput): number | null {
  if (how === 'auto' && counted !== null) return counted;
  if (last === null || reading === null) return null;
  let use = 0;
  let from = last;
  for (const { finalReading, startReading } of replaced) {
    use += finalReading - from;
    from = startReading;
  }
  return (use + rise(from, reading, rollover)) * (how === 'auto' ? 1 : factor);
}

/** A register that shows less than before has begun again, where it is known at what value it does and the way round is the shorter one. */
function rise(from: number, to: number, rollover: number | null): number {
  if (to >= from || rollover === null) return to - from;
  const around = rollover - from + to;
  return around < rollover / 2 ? around : to - from;
}

/** What is odd about a use, against the mean of the runs before and the run before. */
export function oddUse(
  use: number | null,
  usual: number | null,
  previous: number | null,
  share: number,
): readonly MeterOddity[] {
  if (use === null) return [];
  if (use < 0) return ['negative'];
  const expected = usual ?? previous;
  if (expected === null || expected < LEAST_USE) return [];
  if (use === 0) return ['stopped'];
  if (isFar(use, expected, share) && isFar(use, previous ?? expected, share)) {
    return [use > expected ? 'above-usual' : 'below-usual'];
  }
  return [];
}

const isFar = (use: number, expected: number, share: number): boolean => Math.abs(use - expected) > share * expected;

/** The line with everything that follows from its readings: which one counts, the use, and what is odd. */
export function derived(line: MeterLine, oddShare: number, tolerance: number): MeterLine {
  const how = line.hand !== null ? 'hand' : line.auto?.value != null ? 'auto' : line.estimate ? 'estimated' : null;
  // Of a meter that was only looked at, telemetry goes on counting.
  const counts = how === 'hand' && line.auto?.value != null ? 'auto' : how;
  const reading =
    counts === 'auto' ? line.auto!.value : counts === 'hand' ? line.hand!.value : (line.estimate?.value ?? null);
  const use = consumption({ ...line, how: counts, reading: counts === null ? null : reading });
  const odd = [...oddUse(use, line.usual, line.previousUse, oddShare)];
  if (differs(line, tolerance)) odd.push('differs-from-meter');
  if (counts === 'auto' && line.isDoubtful) odd.push('counter-doubtful');
  return { ...line, how: counts, reading: counts === null ? null : reading, use, odd };
}

/** Telemetry and what stands on the meter itself are further apart than allowed; compared in the unit of telemetry. */
function differs({ auto, hand, factor }: MeterLine, tolerance: number): boolean {
  if (auto?.value == null || hand === null) return false;
  return Math.abs(hand.value * factor - auto.value) > tolerance * factor;
}
