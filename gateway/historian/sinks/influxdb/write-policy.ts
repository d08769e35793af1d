import { backoffMs } from '../progress/backoff.ts';
import { oneLine, type Rejection, readRejection } from './rejection.ts';

/** What the server said to a write; `status` is absent when it said nothing. */
export interface WriteAnswer {
  readonly status?: number | undefined;
  readonly retryAfter?: string | undefined;
  /** Body of the answer, or why there is none. */
  readonly message: string;
}

/** What to do about it. The data stays in the log whatever happens; only `stored` moves the cursor. */
export type WriteAction =
  | { readonly kind: 'stored' }
  /** Something in the body is unacceptable: find it and set it aside. */
  | { readonly kind: 'narrow'; readonly rejection: Rejection }
  /** The body is too large. */
  | { readonly kind: 'halve'; readonly reason: string }
  | StopAction;

export type StopAction =
  /** A person must act (token, database); ask again slowly. */
  | { readonly kind: 'refused'; readonly waitMs: number; readonly reason: string }
  /** The server is alive but busy. */
  | { readonly kind: 'busy'; readonly waitMs: number; readonly reason: string }
  /** No server, or a broken one: it may come back without what it acknowledged last. */
  | { readonly kind: 'down'; readonly waitMs: number; readonly reason: string };

/** What the decision depends on besides the answer. */
export interface PolicyContext {
  readonly lines: readonly string[];
  /** Failed writes in a row. */
  readonly failures: number;
  /** 0–1. */
  readonly random: number;
}

export const REFUSED_WAIT_MS = 30_000;
const LONGEST_REQUESTED_WAIT_MS = 300_000;
/** The same answer 500 this often in a row: it may be one value that the server stumbles over. */
export const STUMBLES = 8;

/** Retry-After is in seconds (RFC 9110, 10.2.3); the date form is rare and falls back to the own rhythm. */
function requestedWaitMs(retryAfter: string | undefined, fallbackMs: number): number {
  if (!retryAfter || !/^\d+$/.test(retryAfter.trim())) return fallbackMs;
  return Math.max(fallbackMs, Math.min(LONGEST_REQUESTED_WAIT_MS, Number(retryAfter) * 1_000));
}

/** The table of answers. */
export function decideAction(answer: WriteAnswer, context: PolicyContext): WriteAction {
  const { status } = answer;
  if (status === undefined) return down(answer, context);
  if (status >= 200 && status < 300) return accepted(answer, context);
  switch (status) {
    case 400:
    case 406:
    case 422:
      return { kind: 'narrow', rejection: rejectionOf(answer, context) };
    case 413:
      return { kind: 'halve', reason: reasonOf(answer) };
    case 408:
    case 425:
      return down(answer, context);
    case 429:
      return { kind: 'busy', waitMs: waitMsOf(answer, context), reason: reasonOf(answer) };
    default:
      return status >= 300 && status < 500 ? refused(answer) : broken(answer, context);
  }
}

/** 204 says that all is stored. 200 and 201 may carry a list of lines that are not (InfluxDB Cloud before 2024 did). */
function accepted(answer: WriteAnswer, context: PolicyContext): WriteAction {
  if (answer.status === 204 || answer.message === '') return { kind: 'stored' };
  const rejection = rejectionOf(answer, context);
  return rejection.isAboutData ? { kind: 'narrow', rejection } : { kind: 'stored' };
}

/** Old servers answer 500 to data they do not want; that is an answer about the data and would never change. */
function broken(answer: WriteAnswer, context: PolicyContext): WriteAction {
  const rejection = rejectionOf(answer, context);
  if (rejection.isAboutData) return { kind: 'narrow', rejection };
  if (answer.status === 500 && context.failures >= STUMBLES) return { kind: 'narrow', rejection };
  return down(answer, context);
}

const refused = (answer: WriteAnswer): WriteAction => ({
  kind: 'refused',
  waitMs: REFUSED_WAIT_MS,
  reason: reasonOf(answer),
});

const down = (answer: WriteAnswer, context: PolicyContext): WriteAction => ({
  kind: 'down',
  waitMs: waitMsOf(answer, context),
  reason: reasonOf(answer),
});

function waitMsOf({ status, retryAfter }: WriteAnswer, { failures, random }: PolicyContext): number {
  const own = backoffMs(failures, random);
  return status === 429 || status === 503 ? requestedWaitMs(retryAfter, own) : own;
}

const rejectionOf = (answer: WriteAnswer, { lines }: PolicyContext): Rejection => {
  const rejection = readRejection(answer.message, lines);
  return rejection.reason ? rejection : { ...rejection, reason: `answer ${answer.status}` };
};

function reasonOf({ status, message }: WriteAnswer): string {
  const { reason } = readRejection(message, []);
  return oneLine(status === undefined ? reason : `${status} ${reason}`) || 'no answer';
}
