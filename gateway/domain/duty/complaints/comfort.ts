import { isInHours } from '../../week-hours.ts';
import type { ZoneOffsets } from '../../zone-offsets.ts';
import type { ComfortZone } from '../sheets/sheets-plan.ts';

/** Means of a quantity one after the other; null where nothing is known. */
export interface QuantityCourse {
  readonly time: readonly number[];
  readonly mean: readonly (number | null)[];
  readonly columnMs: number;
}

/** How long a quantity was where, of the time in which people are there. */
export interface BandFigures {
  readonly watchedMs: number;
  readonly lowMs: number;
  readonly highMs: number;
  readonly unknownMs: number;
  readonly worst: number | null;
}

export interface Band {
  readonly low: number;
  readonly high: number;
}

/** Time above and below a band; columns outside of the hours are not counted. Watched = in band + low + high + unknown. */
export function bandFigures(
  { time, mean, columnMs }: QuantityCourse,
  band: Band,
  { hours }: Pick<ComfortZone, 'hours'>,
  zone: ZoneOffsets,
): BandFigures {
  const figures = { watchedMs: 0, lowMs: 0, highMs: 0, unknownMs: 0 };
  let worst: number | null = null;
  for (const [i, at] of time.entries()) {
    if (hours.length > 0 && !isInHours(hours, at + zone.at(at))) continue;
    const value = mean[i] ?? null;
    figures.watchedMs += columnMs;
    if (value === null) figures.unknownMs += columnMs;
    else if (value < band.low) figures.lowMs += columnMs;
    else if (value > band.high) figures.highMs += columnMs;
    if (value !== null && distance(value, band) > (worst === null ? 0 : distance(worst, band))) worst = value;
  }
  return { ...figures, worst };
}

/** How far outside of the band; 0 inside. */
export const distance = (value: number, { low, high }: Band): number => Math.max(0, low - value, value - high);
