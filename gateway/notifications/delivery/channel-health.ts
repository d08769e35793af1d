import type { SendResult } from '../../ports/channel.ts';

/** How often a channel that is down is tried. */
export const PROBE_MS = 60_000;
/** One after the other, without a success between them. */
const FAILURES_TO_DOWN = 3;

/** Times are monotonic. `isBroken`: nothing can work until a person has changed something. */
export type ChannelHealth =
  | { readonly state: 'up'; readonly failures: number }
  | { readonly state: 'down'; readonly failures: number; readonly probeAt: number; readonly isBroken: boolean };

export const HEALTHY: ChannelHealth = { state: 'up', failures: 0 };

export interface HealthStep {
  readonly health: ChannelHealth;
  /** Reported once for each time it goes down, and once when it is back. */
  readonly turn: 'down' | 'up' | null;
}

/**
 * After an attempt through the channel that ended at `now`. A provider that asks for patience or refuses one message is there: that
 * is no failure, but no proof of a message that went through either.
 */
export function stepHealth(health: ChannelHealth, result: SendResult['kind'], now: number): HealthStep {
  switch (result) {
    case 'sent':
      return { health: HEALTHY, turn: health.state === 'down' ? 'up' : null };
    case 'throttled':
    case 'rejected':
      return { health: health.state === 'up' ? health : { ...health, probeAt: now + PROBE_MS }, turn: null };
    case 'failed':
      return fail(health, now, false);
    case 'broken':
      return fail(health, now, true);
  }
}

function fail(health: ChannelHealth, now: number, isBroken: boolean): HealthStep {
  const failures = health.failures + 1;
  if (health.state === 'up' && !isBroken && failures < FAILURES_TO_DOWN)
    return { health: { state: 'up', failures }, turn: null };
  const turn = health.state === 'up' ? 'down' : null;
  return { health: { state: 'down', failures, probeAt: now + PROBE_MS, isBroken }, turn };
}
