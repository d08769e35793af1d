import { between, createRandom, type Random, uniform, whole } from '../../simulators/model/random.ts';
import type { Fault, Target } from './fault.ts';

/** One harm to one target; depends on seed, target and number only. */
export interface Round {
  readonly number: number;
  readonly fault: Fault;
  readonly unit: number;
  readonly holdMs: number;
  /** Calm after the return, in which nothing may turn bad. */
  readonly restMs: number;
  /** For what the fault does by chance. */
  readonly random: Random;
}

const HOLD_MS = [200, 4_000] as const;
/** One in so many is held for longer, so that every pause between attempts has grown to its full length. */
const LONG_ONE_IN = 10;
const LONG_HOLD_MS = [4_000, 12_000] as const;
const REST_MS = [500, 1_500] as const;

/** Rounds are counted from 1. Every fault has its turn before one comes again. */
export function planRound(seed: number, { id, faults, units }: Target, number: number): Round {
  const turn = Math.floor((number - 1) / faults.length);
  const order = shuffled(faults, createRandom(seed, `${id} order ${turn}`));
  const random = createRandom(seed, `${id} round ${number}`);
  const isLong = whole(random, 1, LONG_ONE_IN) === 1;
  return {
    number,
    fault: order[(number - 1) % faults.length]!,
    unit: units[whole(random, 0, units.length - 1)]!.unit,
    holdMs: isLong ? between(random, ...LONG_HOLD_MS) : between(random, ...HOLD_MS),
    restMs: between(random, ...REST_MS),
    random,
  };
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(Math.floor(uniform(random) * rest.length), 1)[0]!);
}
