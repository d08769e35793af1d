import {
  COUNTER_RAW_DAYS,
  DAY_MS,
  DAY_ROLLUP_DAYS,
  HOUR_ROLLUP_DAYS,
  MINUTE_ROLLUP_DAYS,
  QUARTER_ROLLUP_DAYS,
} from '../../limits.ts';
import type { HistorianPoint, HistoryRetention } from '../../settings.ts';
import type { Level } from './levels.ts';

/** How long what belongs to one point is kept, ms. */
export interface Keeps {
  readonly rawMs: number;
  readonly levelMs: Readonly<Record<Level, number>>;
}

/** The retention of one point: what its equipment class is given, else what counters are given, else what all are. */
export function keepsOf(point: Pick<HistorianPoint, 'kind' | 'equipmentClass'>, retention: HistoryRetention): Keeps {
  const { minutesMs, quartersMs, hoursMs, daysMs } = retention;
  return {
    rawMs: rawMsOf(point, retention),
    levelMs: {
      1: minutesMs ?? MINUTE_ROLLUP_DAYS * DAY_MS,
      15: quartersMs ?? QUARTER_ROLLUP_DAYS * DAY_MS,
      60: hoursMs ?? HOUR_ROLLUP_DAYS * DAY_MS,
      1440: daysMs ?? DAY_ROLLUP_DAYS * DAY_MS,
    },
  };
}

/** Counters are few and are what bills and reports rest on: their readings are kept for longer. */
export function rawMsOf(
  { kind, equipmentClass }: Pick<HistorianPoint, 'kind' | 'equipmentClass'>,
  { rawMs, counterRawMs, classRawMs }: HistoryRetention,
): number {
  const ofClass = classRawMs?.[equipmentClass];
  if (ofClass !== undefined) return ofClass;
  return kind === 'counter' ? (counterRawMs ?? Math.max(rawMs, COUNTER_RAW_DAYS * DAY_MS)) : rawMs;
}
