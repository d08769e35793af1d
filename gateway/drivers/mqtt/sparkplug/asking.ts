/** Least time between two requests to a node for a rebirth, which makes it send everything it has. */
const SHORTEST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 300_000;
/** A node that is just starting, or hears of us by other means, is given this long to be born by itself. */
const FIRST_PAUSE_MS = 2_000;

/** When a node may be asked for a rebirth again; times are monotonic ms. */
export interface Asking {
  readonly notBefore: number;
  readonly pauseMs: number;
}

/** A session with the broker has begun. */
export const firstAsking = (now: number): Asking => ({ notBefore: now + FIRST_PAUSE_MS, pauseMs: SHORTEST_PAUSE_MS });

/** Asked just now; a node that does not answer is asked more and more seldom. */
export const afterAsking = ({ pauseMs }: Asking, now: number): Asking => ({
  notBefore: now + pauseMs,
  pauseMs: Math.min(LONGEST_PAUSE_MS, 2 * pauseMs),
});

/** It was born: the next time it is asked soon again, but never sooner than it was to be. */
export const afterBirth = ({ notBefore }: Asking): Asking => ({ notBefore, pauseMs: SHORTEST_PAUSE_MS });
