const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** Exponential with full jitter between half and all of it, so that many gateways do not return in step; `random` is 0–1. */
export function backoffMs(failures: number, random: number): number {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(16, failures));
  return wait * (0.5 + random / 2);
}
