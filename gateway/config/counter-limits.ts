import { energyPerHour } from '../domain/energy-units.ts';
import type { Point } from '../domain/point.ts';

/** A meter must run for so long at its largest load before its register starts again (2014/32/EU, annex V). */
const HOURS_TO_ROLLOVER = 4_000;

/**
 * A counter with the largest rise in an hour that is plausible: the template's own word; else what the range of the power
 * beside it allows; else one hour for a counter of hours; else what its register is made for. None of them: no limit.
 */
export function withCounterLimits(point: Point, maxRate: number | undefined, power: Point | undefined): Point {
  if (point.kind !== 'counter') return point;
  const maxPerHour = maxRate ?? rateOfPower(point, power) ?? rateOfUnit(point.unit) ?? rateOfRegister(point.rollover);
  return { ...point, maxPerHour, power: power?.tag };
}

function rateOfPower({ unit }: Point, power: Point | undefined): number | undefined {
  if (!power?.range) return undefined;
  const factor = energyPerHour(power.unit, unit);
  return factor === undefined ? undefined : Math.max(...power.range.map(Math.abs)) * factor;
}

const rateOfUnit = (unit: string): number | undefined => (unit === 'h' ? 1 : undefined);

const rateOfRegister = (rollover: number | undefined): number | undefined =>
  rollover === undefined ? undefined : rollover / HOURS_TO_ROLLOVER;
