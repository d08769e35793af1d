import type { Measure } from '../../ports/alarm-performance.ts';

interface Target {
  readonly target: number;
  /** Null: beyond the target is to be reviewed, there is nothing worse. */
  readonly limit: number | null;
}

/** What is aimed at, and from where on something is to be done: ISA-18.2 and EEMUA 191 for one person at one desk; delays are our own. */
export const TARGETS = {
  perTenMinutes: { target: 1, limit: 2 },
  perHour: { target: 6, limit: 12 },
  perDay: { target: 150, limit: 300 },
  peakTenMinutes: { target: 10, limit: null },
  busyShare: { target: 0.01, limit: 0.05 },
  floodShare: { target: 0.01, limit: null },
  topTenShare: { target: 0.05, limit: 0.2 },
  chatteringConditions: { target: 0, limit: 0 },
  fleetingEpisodes: { target: 0, limit: 0 },
  standingOnWorstDay: { target: 4, limit: null },
  urgentShare: { target: 0.05, limit: null },
  highShare: { target: 0.15, limit: null },
  acknowledgedInTimeP1: { target: 2 * 60_000, limit: 5 * 60_000 },
  acknowledgedInTimeP2: { target: 10 * 60_000, limit: 30 * 60_000 },
  nuisanceShare: { target: 0.2, limit: 0.5 },
  shelvedTooLong: { target: 0, limit: null },
  outOfServiceTooLong: { target: 0, limit: null },
} as const satisfies Record<string, Target>;

/** A figure with what it is to be; all of them are the better the smaller. */
export function measure(name: keyof typeof TARGETS, value: number | null): Measure {
  const { target, limit }: Target = TARGETS[name];
  return { value, target, limit, verdict: judge(value, target, limit) };
}

function judge(value: number | null, target: number, limit: number | null): Measure['verdict'] {
  if (value === null) return 'none';
  if (value <= target) return 'good';
  return limit !== null && value > limit ? 'action' : 'review';
}
