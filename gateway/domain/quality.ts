/**
 * Quality of a sample: good, uncertain or bad, always with the reason.
 * One small integer, so that it travels in a Uint8Array; the order of the ranges makes "worst of" a maximum.
 */
export const QUALITY = {
  good: 0,
  /** Entered by hand or imported: as old as its time says, and not expected to be renewed. */
  'good-manual': 1,
  /** First value after a retained MQTT message or a reconnect gap: real, but of unknown age. */
  'uncertain-old': 64,
  'uncertain-out-of-range': 65,
  'uncertain-clock': 66,
  'uncertain-device': 67,
  /** Nothing has been heard since the gateway started. */
  'bad-waiting': 128,
  'bad-timeout': 129,
  'bad-not-connected': 130,
  'bad-device-exception': 131,
  'bad-unsupported': 132,
  'bad-sentinel': 133,
  'bad-not-a-number': 134,
  'bad-out-of-range': 135,
  'bad-decode': 136,
  'bad-stale': 137,
  'bad-device': 138,
  'bad-out-of-service': 139,
} as const;

export type QualityName = keyof typeof QUALITY;
export type QualityCode = (typeof QUALITY)[QualityName];
export type QualityLevel = 'good' | 'uncertain' | 'bad';

const NAME_BY_CODE = new Map<number, QualityName>(
  Object.entries(QUALITY).map(([name, code]) => [code, name as QualityName]),
);

/** The name of a code; an unknown code is reported as the worst, never as good. */
export function qualityName(code: number): QualityName {
  return NAME_BY_CODE.get(code) ?? 'bad-device';
}

export function qualityLevel(code: number): QualityLevel {
  if (code < 64) return 'good';
  return code < 128 ? 'uncertain' : 'bad';
}

export const isGood = (code: number): boolean => code < 64;
export const isBad = (code: number): boolean => code >= 128;

/** A value computed from several inputs is as bad as its worst input. */
export const worstQuality = (a: number, b: number): number => (a > b ? a : b);
