import { QUALITY, qualityLevel } from '../../../domain/quality.ts';

/** The three values of the property Quality (Sparkplug 3.0, 6.4.9.1). */
export const WIRE_QUALITY = { bad: 0, good: 192, stale: 500 } as const;

/** Hosts know no "uncertain": a value that is not sure to be true now is stale to them, and keeps its number. */
export function wireQuality(code: number): number {
  switch (qualityLevel(code)) {
    case 'good':
      return WIRE_QUALITY.good;
    case 'uncertain':
      return WIRE_QUALITY.stale;
    case 'bad':
      return code === QUALITY['bad-stale'] ? WIRE_QUALITY.stale : WIRE_QUALITY.bad;
  }
}

const LOST: readonly number[] = [QUALITY['bad-timeout'], QUALITY['bad-not-connected'], QUALITY['bad-stale']];
/** They say nothing of whether the device can be reached. */
const SILENT: readonly number[] = [QUALITY['bad-waiting'], QUALITY['bad-unsupported'], QUALITY['bad-out-of-service']];

/** A sample that says no more than that its device does not answer. */
export const isLost = (code: number): boolean => LOST.includes(code);

/** Whether points with these qualities together mean that their device is gone. */
export function isDeviceLost(codes: readonly number[]): boolean {
  return codes.some(isLost) && codes.every((code) => isLost(code) || SILENT.includes(code));
}
