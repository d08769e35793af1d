const SHORTEST_MS = 500;
const LONGEST_MS = 2_000;

/**
 * Pause before the next attempt to reach a link: 0.5 s doubling to 2 s, of which a random part is taken off so that many
 * links do not knock at the same moment. Never longer than the fastest scan period, so that a link is found again within two.
 * `random` gives numbers in [0, 1).
 */
export function reconnectPauseMs(attempt: number, fastestPeriodMs: number, random: () => number): number {
  const limit = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, fastestPeriodMs));
  const full = Math.min(limit, SHORTEST_MS * 2 ** Math.min(attempt, 10));
  return full * (1 - 0.4 * random());
}
