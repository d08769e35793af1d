/** No gateway of this version has run before; an earlier clock has not been set since it lost its battery. */
export const EARLIEST_MS = Date.UTC(2026, 0, 1);

/** Corrections by NTP are smaller than this or they are steps. */
const SMALLEST_STEP_MS = 500;
/** Doubtful stretches that are remembered; a clock that steps more often than that is of no use anyway. */
const MOST_STRETCHES = 16;

export interface ClockStep {
  /** What the clock showed just before and just after. */
  readonly fromMs: number;
  readonly toMs: number;
}

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What is known of the wall clock, by comparing it with the clock that never steps. */
export interface ClockTrust {
  /** Wall clock minus monotonic clock. */
  readonly offsetMs: number;
  /** Since when, by its own time, the wall clock has gone on without a step. */
  readonly sinceMs: number;
  /** Times that have been given out twice, because the clock was set back. */
  readonly repeated: readonly Stretch[];
}

export function beginTrust(wallMs: number, monotonicMs: number): ClockTrust {
  return { offsetMs: wallMs - monotonicMs, sinceMs: wallMs, repeated: [] };
}

/** Looks at both clocks again. A clock that slowly runs away is followed without a word. */
export function lookAtClock(
  trust: ClockTrust,
  wallMs: number,
  monotonicMs: number,
): { readonly trust: ClockTrust; readonly step: ClockStep | undefined } {
  const fromMs = monotonicMs + trust.offsetMs;
  const offsetMs = wallMs - monotonicMs;
  if (Math.abs(wallMs - fromMs) < SMALLEST_STEP_MS) return { trust: { ...trust, offsetMs }, step: undefined };
  const isBack = wallMs < fromMs;
  const repeated = isBack ? [...trust.repeated, { fromMs: trust.sinceMs, toMs: fromMs }] : trust.repeated;
  return {
    trust: { offsetMs, sinceMs: wallMs, repeated: repeated.slice(-MOST_STRETCHES) },
    step: { fromMs, toMs: wallMs },
  };
}

/** A clock that has never been set tells no time at all. */
export const isClockSet = (wallMs: number): boolean => wallMs >= EARLIEST_MS;

/** Whether a time may belong to another moment as well. */
export function isRepeated({ repeated }: ClockTrust, wallMs: number): boolean {
  return repeated.some(({ fromMs, toMs }) => wallMs >= fromMs && wallMs <= toMs);
}
