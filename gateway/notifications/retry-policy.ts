import type { Priority } from '../domain/alarm.ts';
import type { SendResult } from '../ports/channel.ts';
import type { LeasedNotice, Settlement } from '../ports/outbox.ts';

const FIRST_DELAY_MS = 5_000;
/** What is urgent is tried every minute, so that it goes out a minute after the channel is back. */
export const LONGEST_DELAY_MS: Readonly<Record<Priority, number>> = {
  P1: 60_000,
  P2: 600_000,
  P3: 3_600_000,
  P4: 3_600_000,
};
/** Waiting times differ by a fifth either way, so that many messages do not come back at the same moment. */
const JITTER = 0.2;
/** A message older than this helps nobody any more. */
export const MAX_AGE_MS = 24 * 3_600_000;

/** Whether there is still a reason to send: nobody is told of what has been acknowledged, closed or undone meanwhile. */
export function isStillDue({ kind, alarm, wasAnnounced }: LeasedNotice): boolean {
  switch (kind) {
    case 'alarm-activated':
      return alarm.state === 'active-unacknowledged' || alarm.state === 'returned-unacknowledged';
    case 'alarm-returned':
      return wasAnnounced && (alarm.state === 'returned-unacknowledged' || alarm.state === 'closed');
  }
}

/** What becomes of a notice after an attempt. `random` is in [0, 1). */
export function settle(notice: LeasedNotice, result: SendResult, now: number, random: number): Settlement {
  if (result.ok) return { state: 'sent', at: now };
  if (!result.recoverable) return { state: 'dead', at: now, detail: result.detail };
  if (now - notice.queuedAt >= MAX_AGE_MS) return { state: 'dead', at: now, detail: `too old; last: ${result.detail}` };
  return { state: 'queued', dueAt: now + retryDelayMs(notice, random), detail: result.detail };
}

/** 5 s, doubled with every attempt made before, up to the longest of its priority; ± 20 %. */
export function retryDelayMs(
  { priority, attempts }: Pick<LeasedNotice, 'priority' | 'attempts'>,
  random: number,
): number {
  const delayMs = Math.min(LONGEST_DELAY_MS[priority], FIRST_DELAY_MS * 2 ** Math.min(attempts, 20));
  return Math.round(delayMs * (1 - JITTER + 2 * JITTER * random));
}
