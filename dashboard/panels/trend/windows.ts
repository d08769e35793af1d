const HOUR = 3_600_000;

/** The windows a trend can be asked for, shortest first. */
export const TREND_WINDOWS = {
  '1h': HOUR,
  '8h': 8 * HOUR,
  '24h': 24 * HOUR,
  '7d': 168 * HOUR,
  '30d': 720 * HOUR,
  '1y': 366 * 24 * HOUR,
  '3y': 1096 * 24 * HOUR,
} as const;
export type TrendWindow = keyof typeof TREND_WINDOWS;

export const isTrendWindow = (text: unknown): text is TrendWindow =>
  typeof text === 'string' && Object.hasOwn(TREND_WINDOWS, text);
