import type { Priority } from '../../domain/alarm.ts';
import type { SendResult } from '../../ports/channel.ts';
import type { LeasedNotice, Notice, Settlement } from '../../ports/outbox.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** After the first, second, … failed attempt; then always the last. */
export const BACKOFF_MS: readonly number[] = [5, 15, 45, 120, 300, 600].map((seconds) => seconds * SECOND);
/** Waiting times differ by a fifth either way, so that many messages do not come back at the same moment. */
const JITTER = 0.2;
/** Older than this a message helps nobody any more. */
const MAX_AGE_MS: Readonly<Record<Priority, number>> = { P1: HOUR, P2: 6 * HOUR, P3: 24 * HOUR, P4: 24 * HOUR };
/** A self-test that arrives late has failed. */
const TEST_AGE_MS = 10 * MINUTE;
/** What was held back on purpose (quiet hours) counts its age from its own time, but is no older than this in the end. */
const LONGEST_HELD_MS = 48 * HOUR;
/** A provider is believed about its patience within these bounds. */
const SHORTEST_WAIT_MS = SECOND;
const LONGEST_WAIT_MS = HOUR;

export const maxAgeMs = ({ kind, priority }: Pick<Notice, 'kind' | 'priority'>): number =>
  kind === 'test' ? TEST_AGE_MS : MAX_AGE_MS[priority];

/** Whether a notice that was not sent until now is given up. */
export function isTooOld(notice: LeasedNotice, now: number): boolean {
  const { attempts, queuedAt, dueAt } = notice;
  const from = attempts === 0 && notice.priority !== 'P1' ? Math.max(queuedAt, dueAt) : queuedAt;
  return now - from >= maxAgeMs(notice) || now - queuedAt >= LONGEST_HELD_MS;
}

/** What becomes of a notice after an attempt. `random` is in [0, 1). */
export function settle(notice: LeasedNotice, result: SendResult, now: number, random: number): Settlement {
  switch (result.kind) {
    case 'sent':
      return { state: 'sent', at: now, receipt: result.receipt ?? null };
    case 'rejected':
      return { state: 'dead', at: now, detail: result.detail };
    case 'throttled':
      if (isTooOld(notice, now)) return givenUp(now, result.detail);
      return { state: 'waiting', dueAt: now + patienceMs(result.afterMs), detail: result.detail };
    case 'failed':
    case 'broken':
      // What a person puts right in the settings of a channel lets through what is still worth sending then.
      if (isTooOld({ ...notice, attempts: notice.attempts + 1 }, now)) return givenUp(now, result.detail);
      return { state: 'queued', dueAt: now + retryDelayMs(notice.attempts, random), detail: result.detail };
  }
}

export const givenUp = (at: number, last: string): Settlement => ({
  state: 'dead',
  at,
  detail: `too old; last: ${last}`,
});

export const patienceMs = (afterMs: number): number =>
  Math.min(
    LONGEST_WAIT_MS,
    Math.max(SHORTEST_WAIT_MS, Number.isFinite(afterMs) ? Math.ceil(afterMs) : LONGEST_WAIT_MS),
  );

/** 5, 15, 45, 120, 300, then 600 s, ± 20 %, by the attempts made before this one. */
export function retryDelayMs(attempts: number, random: number): number {
  const delayMs = BACKOFF_MS[Math.min(attempts, BACKOFF_MS.length - 1)]!;
  return Math.round(delayMs * (1 - JITTER + 2 * JITTER * random));
}
