import type { Notification } from '../../../ports/channel.ts';

const MINUTE_MS = 60_000;
const HALF_HOUR_MS = 30 * MINUTE_MS;

/**
 * The vendor asks not to send at :00 and :30, when everybody does (code 11232). A digest that is nobody's emergency waits
 * until the minute is over and up to a minute more; everything else goes at once. `random` is in [0, 1).
 */
export function busyMinuteDelayMs({ kind, priority }: Notification, nowMs: number, random: number): number {
  const into = nowMs % HALF_HOUR_MS;
  if (kind !== 'digest' || priority === 'P1' || into >= MINUTE_MS) return 0;
  return MINUTE_MS - into + Math.round(random * MINUTE_MS);
}
