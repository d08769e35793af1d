import type { HistorianPoint } from './settings.ts';

/** Only what the worker needs: a point of the caller may carry things that cannot travel between threads. */
export function plainPoint(point: HistorianPoint): HistorianPoint {
  const { index, tag, kind, unit, equipment, equipmentClass, area, name, title } = point;
  const { deadband, rollover, periodMs, maxPerHour, step, power } = point;
  const identity = { index, tag, kind, unit, equipment, equipmentClass, area, name, title };
  return { ...identity, deadband, rollover, periodMs, maxPerHour, step, power };
}
