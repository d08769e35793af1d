import type { SendResult } from '../../../ports/channel.ts';
import type { Exchange, HttpAnswer } from './http-line.ts';

const SECOND = 1000;
/** Without a word from the provider about how long. */
const PATIENCE_MS = 60 * SECOND;
const SHORTEST_WAIT_MS = SECOND;
/** Nobody makes us wait longer before we look again. */
const LONGEST_WAIT_MS = 600 * SECOND;

/** Wrong address, wrong key, moved, gone: the same for every message until somebody changes the settings. */
const OF_THE_CHANNEL: ReadonlySet<number> = new Set([401, 402, 403, 404, 405, 407, 410]);
const PASSING: ReadonlySet<number> = new Set([408, 425]);

/** What an exchange says by its status alone; `sent` for every 2xx. */
export function resultOfStatus(exchange: Exchange, nowMs: number): SendResult {
  if (!exchange.ok) return { kind: 'failed', detail: exchange.detail };
  const { status } = exchange.answer;
  const detail = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const waitMs = askedWaitMs(exchange.answer, nowMs);
  if (waitMs !== undefined) return { kind: 'throttled', afterMs: waitMs, detail };
  if (status >= 500 || PASSING.has(status)) return { kind: 'failed', detail };
  if (status < 400 || OF_THE_CHANNEL.has(status)) return { kind: 'broken', detail };
  return { kind: 'rejected', detail };
}

/** RFC 9110 10.2.3: seconds or a date, beside 429 and any 5xx; 429 alone asks for patience too. */
function askedWaitMs({ status, retryAfter }: HttpAnswer, nowMs: number): number | undefined {
  if (status !== 429 && status < 500) return undefined;
  const text = retryAfter?.trim() ?? '';
  const waitMs = /^\d{1,9}$/.test(text) ? Number(text) * SECOND : Date.parse(text) - nowMs;
  if (Number.isNaN(waitMs)) return status === 429 ? PATIENCE_MS : undefined;
  return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, waitMs));
}
