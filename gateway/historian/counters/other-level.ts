import type { CorrectionKind } from '../../domain/counter-correction.ts';
import type { Correction } from './correction.ts';
import { mostIn } from './counter-rule.ts';
import type { CountingContext, Taken } from './counting.ts';
import type { DecidedJump } from './declaration.ts';
import { type CounterState, type Reading, startAt } from './reading.ts';
import { correction, stretch } from './stretch.ts';

/** Goes on at another level; what the step to it is worth depends on what can have happened. */
export function enter(
  context: CountingContext,
  state: CounterState,
  first: Reading,
  decision: DecidedJump | undefined,
): Taken {
  const { accepted, declaredMs } = state;
  const { kind, increment, quality } =
    first.value > accepted.value ? jump(accepted, first, decision) : restart(context, accepted, first);
  const event = correction(kind, accepted, first, { increment, quality, declaration: decision?.id ?? 0 });
  const { segments } = stretch(context.rule, accepted, first, increment, quality);
  return { state: startAt(first, declaredMs), segments, corrections: [event] };
}

type Worth = Pick<Correction, 'kind' | 'increment' | 'quality'>;

/** More than can have been used: left out until a person says that it was. */
function jump(accepted: Reading, first: Reading, decision: DecidedJump | undefined): Worth {
  if (!decision) return { kind: 'jump', increment: 0, quality: 'suspect' };
  if (decision.isAccepted) return { kind: 'jump', increment: first.value - accepted.value, quality: 'measured' };
  return { kind: 'jump', increment: 0, quality: 'estimated' };
}

/**
 * A register that started again from 0 has counted at least what it shows. A replaced meter shows another history, which
 * says nothing about what was used. The power beside the counter knows better in both cases.
 */
function restart({ rule, power }: CountingContext, accepted: Reading, first: Reading): Worth {
  const most = mostIn(rule, first.time - accepted.time, accepted.value) ?? accepted.value / 100;
  const isReset = first.value >= 0 && first.value <= most;
  const kind: CorrectionKind = isReset ? 'reset' : 'replacement';
  const energy = power?.(accepted.time, first.time);
  if (energy !== undefined) return { kind, increment: energy, quality: 'estimated' };
  return isReset ? { kind, increment: first.value, quality: 'estimated' } : { kind, increment: 0, quality: 'suspect' };
}
