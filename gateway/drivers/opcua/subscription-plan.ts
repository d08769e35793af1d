const SHORTEST_PUBLISHING_MS = 50;
/** A server with nothing to report still says so about once per scan period, within these limits. */
const SHORTEST_SIGN_MS = 500;
const LONGEST_SIGN_MS = 1_500;
/** The library raises anything lower to this. */
const SMALLEST_KEEPALIVE_COUNT = 3;
/** A server forgets a subscription nobody asks about after this, so that a gateway that died leaves nothing behind. */
const LIFETIME_MS = 30_000;
/** Part 4, 5.14.2: the lifetime is at least three keepalives. */
const LIFETIME_KEEPALIVES = 3;
const IDLE_PERIOD_MS = 1_000;
const SHORTEST_SILENCE_MS = 5_000;
const SILENT_KEEPALIVES = 5;

/** How a subscription is timed. */
export interface SubscriptionTiming {
  readonly publishingMs: number;
  readonly keepAliveCount: number;
  readonly lifetimeCount: number;
}

/** What is asked of the server for all points of one scan period. */
export interface SubscriptionPlan extends SubscriptionTiming {
  readonly periodMs: number;
  readonly samplingMs: number;
  /** Positions of its points in the list that was planned. */
  readonly slots: readonly number[];
}

/**
 * One subscription per scan period, in order of period; one without points when there are none, for its signs of life.
 * `slots` picks the periods that are planned; all of them when left out.
 */
export function planSubscriptions(
  periods: readonly number[],
  publishingMs: number,
  slots: Iterable<number> = periods.keys(),
): readonly SubscriptionPlan[] {
  const slotsByPeriod = Map.groupBy(slots, (slot) => periods[slot]!);
  if (slotsByPeriod.size === 0) slotsByPeriod.set(IDLE_PERIOD_MS, []);
  return [...slotsByPeriod]
    .sort(([a], [b]) => a - b)
    .map(([periodMs, slots]) => ({ periodMs, slots, ...timing(periodMs, publishingMs) }));
}

function timing(periodMs: number, wantedMs: number): Omit<SubscriptionPlan, 'periodMs' | 'slots'> {
  const publishingMs = Math.max(SHORTEST_PUBLISHING_MS, Math.min(periodMs / 2, wantedMs));
  const signMs = Math.min(LONGEST_SIGN_MS, Math.max(SHORTEST_SIGN_MS, periodMs));
  const keepAliveCount = Math.max(SMALLEST_KEEPALIVE_COUNT, Math.floor(signMs / publishingMs));
  return {
    publishingMs,
    samplingMs: Math.max(publishingMs, periodMs / 2),
    keepAliveCount,
    lifetimeCount: Math.max(LIFETIME_KEEPALIVES * keepAliveCount, Math.ceil(LIFETIME_MS / publishingMs)),
  };
}

/** How long a subscription may be silent before it is taken for dead: five keepalives, at least five seconds. */
export function silenceLimit(publishingMs: number, keepAliveCount: number): number {
  return Math.max(SHORTEST_SILENCE_MS, SILENT_KEEPALIVES * publishingMs * keepAliveCount);
}
