/**
 * How a device on a polled link is doing. Times are monotonic ms.
 * A suspect device is asked one question at a time; an offline one seldom, so that it does not cost the others their turn.
 */
export type DeviceHealth =
  | { readonly state: 'online' }
  | { readonly state: 'suspect'; readonly failures: number; readonly silentSince: number; readonly probeAt: number }
  | { readonly state: 'offline'; readonly pauseMs: number; readonly probeAt: number };

export const ONLINE: DeviceHealth = { state: 'online' };

const SUSPECT_PAUSE_MS = 500;
/** Offline takes two failures in a row and this much silence: one lost frame is no outage. */
const OFFLINE_FAILURES = 2;
const OFFLINE_SILENCE_MS = 2_000;
const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const PAUSE_GROWTH = 1.5;

/** Nothing known yet: it is asked once before everything else is. */
export function unproven(now: number): DeviceHealth {
  return { state: 'suspect', failures: 0, silentSince: now, probeAt: now };
}

/**
 * After a question without an answer. `lastAnswerAt` is when the device last answered anything; `fastestPeriodMs` bounds
 * the pause between questions to an offline device, so that it is live again within two scan periods of its return.
 */
export function afterSilence(
  health: DeviceHealth,
  now: number,
  lastAnswerAt: number,
  fastestPeriodMs: number,
): DeviceHealth {
  switch (health.state) {
    case 'online':
      return { state: 'suspect', failures: 1, silentSince: lastAnswerAt, probeAt: now };
    case 'suspect': {
      const failures = health.failures + 1;
      const isOffline = failures >= OFFLINE_FAILURES && now - health.silentSince >= OFFLINE_SILENCE_MS;
      if (isOffline) return { state: 'offline', pauseMs: SHORTEST_PAUSE_MS, probeAt: now + SHORTEST_PAUSE_MS };
      return { ...health, failures, probeAt: now + SUSPECT_PAUSE_MS };
    }
    case 'offline': {
      const longest = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, fastestPeriodMs));
      const pauseMs = Math.min(longest, health.pauseMs * PAUSE_GROWTH);
      return { state: 'offline', pauseMs, probeAt: now + pauseMs };
    }
  }
}

/** Ask it at once: a neighbour has returned, or the link was made anew. */
export function hurried(health: DeviceHealth, now: number): DeviceHealth {
  switch (health.state) {
    case 'online':
      return health;
    case 'suspect':
      return { ...health, probeAt: now };
    case 'offline':
      return { state: 'offline', pauseMs: SHORTEST_PAUSE_MS, probeAt: now };
  }
}
