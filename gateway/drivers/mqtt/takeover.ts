/** Losses inside this window count together. */
const WINDOW_MS = 30_000;
const SHORT_LIFE_MS = 5_000;
const SUSPICIOUS_LOSSES = 3;
/** A connection that has held this long has no rival. */
const SETTLED_MS = 30_000;
/** Least time from one connection to the next while there is a rival: two clients of one kind must not storm the broker. */
const LEAST_BETWEEN_MS = 5_000;

/**
 * Two clients with one id throw each other out for ever: connect, and seconds later the connection is gone.
 * What is known about such a rival; times are monotonic ms.
 */
export interface Rivalry {
  /** When connections that lived only briefly were lost, newest last; never more than two unless suspected. */
  readonly losses: readonly number[];
  readonly isSuspected: boolean;
}

export const NO_RIVAL: Rivalry = { losses: [], isSuspected: false };

/** Who ended a connection: the broker, saying that another client took it over; the broker in good order; anything else. */
export type EndedBy = 'takeover' | 'broker' | 'else';

/** A connection that stood is gone. A line that breaks is no rival's doing, however often it does. */
export function afterLoss(rivalry: Rivalry, lostAtMs: number, livedMs: number, by: EndedBy): Rivalry {
  if (by === 'takeover') return { losses: [], isSuspected: true };
  if (livedMs >= SETTLED_MS) return NO_RIVAL;
  if (rivalry.isSuspected || by === 'else') return rivalry;
  if (livedMs >= SHORT_LIFE_MS) return NO_RIVAL;
  const losses = [...rivalry.losses.filter((at) => lostAtMs - at <= WINDOW_MS), lostAtMs];
  return losses.length < SUSPICIOUS_LOSSES ? { losses, isSuspected: false } : { losses: [], isSuspected: true };
}

/** A broker that cannot be reached was cut off, not taken over: a rival's victim always finds the door open. */
export const afterFailedAttempt = (): Rivalry => NO_RIVAL;

/** Whether people should be told, with a connection that has stood for `livedMs` (0 when there is none). */
export const isRivalLikely = (rivalry: Rivalry, livedMs: number): boolean =>
  rivalry.isSuspected && livedMs < SETTLED_MS;

/** How long to wait before the next connection, when the last one was begun `sinceLastMs` ago. */
export const pauseBeforeConnectMs = (rivalry: Rivalry, sinceLastMs: number): number =>
  rivalry.isSuspected ? Math.max(0, LEAST_BETWEEN_MS - sinceLastMs) : 0;
