import type { Point } from '../domain/point.ts';
import { isBad, QUALITY } from '../domain/quality.ts';
import type { SampleBatch } from '../domain/sample.ts';

/**
 * Readings → samples, in place: sentinels on the raw number, then scale and offset, then the range of the sensor.
 * A bad sample carries no number (NaN), so that nothing downstream can show or add it up by mistake.
 */
export function createConverter(points: readonly Point[]): (batch: SampleBatch) => void {
  const scale = Float64Array.from(points, (point) => point.scale);
  const offset = Float64Array.from(points, (point) => point.offset);
  const low = Float64Array.from(points, (point) => point.range?.[0] ?? Number.NEGATIVE_INFINITY);
  const high = Float64Array.from(points, (point) => point.range?.[1] ?? Number.POSITIVE_INFINITY);
  const sentinels = points.map((point) => (point.sentinels.length > 0 ? point.sentinels : undefined));

  const judge = (point: number, raw: number, value: number): number => {
    if (sentinels[point]?.includes(raw)) return QUALITY['bad-sentinel'];
    if (!Number.isFinite(value)) return QUALITY['bad-not-a-number'];
    return value < low[point]! || value > high[point]! ? QUALITY['bad-out-of-range'] : QUALITY.good;
  };

  return (batch) => {
    for (let i = 0; i < batch.length; i++) {
      const point = batch.point[i]!;
      const raw = batch.value[i]!;
      const value = raw * scale[point]! + offset[point]!;
      if (!isBad(batch.quality[i]!)) batch.quality[i] = Math.max(batch.quality[i]!, judge(point, raw, value));
      batch.value[i] = isBad(batch.quality[i]!) ? Number.NaN : value;
    }
  };
}
