import type { CorrectionKind, IncrementQuality } from '../../domain/counter-correction.ts';
import type { Correction } from './correction.ts';
import type { CounterRule } from './counter-rule.ts';
import type { CounterSegment, Reading } from './reading.ts';

/** The rise between two readings, as one segment, and the gap if there is one. */
export function stretch(rule: CounterRule, from: Reading, to: Reading, rise: number, quality: IncrementQuality) {
  const span = to.time - from.time;
  const isGap = span > rule.holdMs;
  const isShaped = isGap && rise > 0;
  const segment: CounterSegment = {
    fromMs: from.time,
    toMs: to.time,
    rise,
    knownMs: span,
    coveredMs: isGap ? 0 : span,
    quality: isShaped && quality === 'measured' ? 'estimated' : quality,
  };
  const gap = correction('gap', from, to, { increment: rise, quality: 'estimated' });
  return {
    segments: span > 0 || rise !== 0 ? [segment] : [],
    corrections: isShaped && to.value - from.value === rise ? [gap] : [],
  };
}

/** Held readings that turned out to be wrong. */
export const ignored = (accepted: Reading, held: readonly Reading[]): Correction[] =>
  held.map((reading) => correction('wrong-reading', accepted, reading, { increment: 0, quality: 'measured' }));

export function correction(
  kind: CorrectionKind,
  from: Reading,
  to: Reading,
  worth: Pick<Correction, 'increment' | 'quality'> & { readonly declaration?: number },
): Correction {
  const { declaration = 0, increment, quality } = worth;
  return {
    ...{ kind, fromMs: from.time, toMs: to.time, before: from.value, after: to.value },
    ...{ increment, quality, count: 1, declaration },
  };
}
