import { between, createRandom, type Random, uniform, whole } from '../../../simulators/model/random.ts';

/** How one writer is going to die. Depends on seed, lane and number only. */
export interface KillPlan {
  readonly number: number;
  /** The n-th call of this kind in one thread kills it; absent: only the clock does. */
  readonly aim: { readonly call: string; readonly nth: number } | undefined;
  /** Killed this long after this moment, if it still lives: `go` tells it to open the historian. */
  readonly since: 'go' | 'opened';
  readonly afterMs: number;
  /** Told to close in order this long after it has opened, so that the kill meets packing and closing. */
  readonly closeAfterMs: number | undefined;
}

/** What a historian writes with; `write` wakes threads and tells the sink. Weights by repetition. */
const AIMS = ['pwrite64', 'pwrite64', 'pwrite64', 'fsync', 'fsync', 'fsync', 'ftruncate', 'unlink', 'write', 'write'];
/** About two seconds of calls. */
const LARGEST_NTH: Readonly<Record<string, number>> = { pwrite64: 300, fsync: 45, ftruncate: 8, unlink: 6, write: 400 };

/** Opening takes up to half a second under strace. */
const OPENING_MS = [0, 500] as const;
const LIFE_MS = [0, 400] as const;
/** An aim not reached by then is given up. */
const AIMED_LIFE_MS = 600;
/** Long enough for housekeeping, which comes every 5 s. */
const LONG_LIFE_MS = [5_500, 7_500] as const;
const LONG_ONE_IN = 50;
const CLOSED_ONE_IN = 6;
const WHILE_OPENING_ONE_IN = 4;

/** Numbers count from 1; every second one is aimed. */
export function planKill(seed: number, lane: string, number: number): KillPlan {
  const random = createRandom(seed, `${lane} kill ${number}`);
  if (number % LONG_ONE_IN === 0)
    return {
      number,
      aim: undefined,
      since: 'opened',
      afterMs: between(random, ...LONG_LIFE_MS),
      closeAfterMs: undefined,
    };
  const isAimed = number % 2 === 1;
  if (!isAimed && whole(random, 1, WHILE_OPENING_ONE_IN) === 1)
    return { number, aim: undefined, since: 'go', afterMs: between(random, ...OPENING_MS), closeAfterMs: undefined };
  const afterMs = between(random, ...LIFE_MS);
  const isClosed = whole(random, 1, CLOSED_ONE_IN) === 1;
  return {
    number,
    aim: isAimed ? aim(random) : undefined,
    since: 'opened',
    afterMs: isAimed ? AIMED_LIFE_MS : afterMs,
    closeAfterMs: isClosed ? Math.max(0, afterMs - between(random, 0, 40)) : undefined,
  };
}

/** Half of them anywhere, half of them early: the first calls open, the later ones commit, checkpoint and pack. */
function aim(random: Random): { call: string; nth: number } {
  const call = AIMS[whole(random, 0, AIMS.length - 1)]!;
  const largest = LARGEST_NTH[call]!;
  const isEarly = whole(random, 0, 1) === 1;
  return { call, nth: Math.ceil(isEarly ? largest ** uniform(random) : largest * uniform(random)) || 1 };
}

export const describeKill = ({ number, aim, since, afterMs, closeAfterMs }: KillPlan): string =>
  [
    `kill ${number}`,
    aim ? `at ${aim.call} ${aim.nth}` : `${afterMs.toFixed(0)} ms after ${since}`,
    closeAfterMs === undefined ? '' : `closing after ${closeAfterMs.toFixed(0)} ms`,
  ]
    .filter(Boolean)
    .join(', ');
