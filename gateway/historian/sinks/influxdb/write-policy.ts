import { backoffMs } from '../progress/backoff.ts';

/** What the server said to a write; `status` is absent when it said nothing. */
export type WriteAnswer =
  | { readonly kind: 'stored' }
  | { readonly kind: 'failed'; readonly status?: number; readonly retryAfter?: string; readonly message: string };

/** What to do about it. The data stays in the log whatever happens; only `stored` moves the cursor. */
export type WriteAction =
  | { readonly kind: 'stored' }
  /** Something in the body is unacceptable: find it and set it aside. */
  | { readonly kind: 'bisect'; readonly reason: string }
  /** The body is too large. */
  | { readonly kind: 'halve'; readonly reason: string }
  /** A person must act (token, database); ask again slowly. */
  | { readonly kind: 'refused'; readonly waitMs: number; readonly reason: string }
  /** The server is alive but busy. */
  | { readonly kind: 'busy'; readonly waitMs: number; readonly reason: string }
  /** No server, or a broken one: it may come back without what it acknowledged last. */
  | { readonly kind: 'down'; readonly waitMs: number; readonly reason: string };

const REFUSED_WAIT_MS = 30_000;
const LONGEST_REQUESTED_WAIT_MS = 300_000;

/** Retry-After is in seconds (RFC 9110, 10.2.3); the date form is rare and falls back to the own rhythm. */
function requestedWaitMs(retryAfter: string | undefined, fallbackMs: number): number {
  if (!retryAfter || !/^\d+$/.test(retryAfter.trim())) return fallbackMs;
  return Math.min(LONGEST_REQUESTED_WAIT_MS, Number(retryAfter) * 1_000);
}

/** `failures` counts failed writes in a row; `random` is 0–1. */
export function decideAction(answer: WriteAnswer, failures: number, random: number): WriteAction {
  if (answer.kind === 'stored') return { kind: 'stored' };
  const { status, message: reason } = answer;
  const waitMs = backoffMs(failures, random);
  switch (status) {
    case 400:
    case 406:
    case 422:
      return { kind: 'bisect', reason };
    case 413:
      return { kind: 'halve', reason };
    case 401:
    case 402:
    case 403:
    case 404:
    case 405:
      return { kind: 'refused', waitMs: REFUSED_WAIT_MS, reason };
    case 429:
      return { kind: 'busy', waitMs: requestedWaitMs(answer.retryAfter, waitMs), reason };
    case 503:
      return { kind: 'down', waitMs: requestedWaitMs(answer.retryAfter, waitMs), reason };
    default:
      return { kind: 'down', waitMs, reason };
  }
}

/** InfluxDB says how many points of the body it did not take: `partial write: … dropped=3`. */
export function droppedCount(reason: string): number | undefined {
  const found = /dropped=(\d+)/.exec(reason);
  return found ? Number(found[1]) : undefined;
}
