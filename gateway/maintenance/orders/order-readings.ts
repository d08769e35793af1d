import type { Point } from '../../domain/point.ts';
import { isBad } from '../../domain/quality.ts';
import type { Site } from '../../domain/site.ts';
import type { OrderReading } from '../../domain/work-order-content.ts';
import type { LatestValues } from '../../ports/latest-values.ts';

/** Points of one machine that are kept with an order. */
const MOST_READINGS = 12;

/** What the equipment says around the work. */
export interface OrderReadings {
  /** The points shown first for the machine, as they are now; empty where there is none. */
  capture(equipment: string | null, stage: OrderReading['stage']): readonly OrderReading[];
  /** The live value of a point; null when there is no good one. */
  live(tag: string): number | null;
}

/** Readings of orders come from the live values, so that nobody has to write them down. */
export function createOrderReadings(
  site: Pick<Site, 'equipment' | 'points'>,
  latest: Pick<LatestValues, 'value' | 'quality' | 'sourceTime'>,
): OrderReadings {
  const byTag = new Map(site.points.map((point) => [point.tag, point]));
  const keyPoints = new Map(
    site.equipment.map(({ id, keyPoints: names }) => [
      id,
      names.flatMap((name) => byTag.get(`${id}.${name}`) ?? []).filter(({ kind }) => kind !== 'text'),
    ]),
  );
  const readingOf = ({ index, tag, unit, decimals }: Point, stage: OrderReading['stage']): OrderReading => {
    const at = latest.sourceTime[index] || null;
    const value = at === null ? null : good(latest, index);
    if (value === null) return { stage, tag, value, unit, at, missing: at === null ? 'waiting' : 'bad' };
    return { stage, tag, value: Number(value.toFixed(decimals)), unit, at, missing: null };
  };
  return {
    capture: (equipment, stage) =>
      (keyPoints.get(equipment ?? '') ?? []).slice(0, MOST_READINGS).map((point) => readingOf(point, stage)),
    live(tag) {
      const point = byTag.get(tag);
      return point ? good(latest, point.index) : null;
    },
  };
}

function good({ value, quality }: Pick<LatestValues, 'value' | 'quality'>, index: number): number | null {
  const found = value[index];
  return found === undefined || isBad(quality[index] ?? 255) || !Number.isFinite(found) ? null : found;
}
