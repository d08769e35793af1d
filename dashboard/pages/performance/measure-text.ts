import type { WireMeasure } from '../../data/performance-api.ts';
import { formatElapsed } from '../../format/duration.ts';
import { formatNumber, formatQuantity, MISSING } from '../../format/number.ts';

/** What a figure counts: how often, how many, a share, or how long. */
export type MeasureKind = 'rate' | 'count' | 'share' | 'time';

/** The figures of a report in the order they are read, each with what it counts. */
export const MEASURES = {
  perTenMinutes: 'rate',
  perHour: 'rate',
  perDay: 'rate',
  peakTenMinutes: 'count',
  busyShare: 'share',
  floodShare: 'share',
  topTenShare: 'share',
  chatteringConditions: 'count',
  fleetingEpisodes: 'count',
  standingOnWorstDay: 'count',
  urgentShare: 'share',
  highShare: 'share',
  acknowledgedInTimeP1: 'time',
  acknowledgedInTimeP2: 'time',
  nuisanceShare: 'share',
  shelvedTooLong: 'count',
  outOfServiceTooLong: 'count',
} as const satisfies Readonly<Record<string, MeasureKind>>;

export type MeasureName = keyof typeof MEASURES;

/** A figure as it is read; `MISSING` where there is none. Rates below ten keep a decimal. */
export function measureText(value: WireMeasure['value'], kind: MeasureKind): string {
  if (value === null) return MISSING;
  switch (kind) {
    case 'rate':
      return formatNumber(value, value < 10 && !Number.isInteger(value) ? 2 : 0);
    case 'count':
      return formatNumber(value, 0);
    case 'share':
      return formatQuantity(value * 100, Number.isInteger(value * 100) ? 0 : 1, '%');
    case 'time':
      return formatElapsed(value);
  }
}
