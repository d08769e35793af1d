import { energyPerHour } from '../../domain/energy-units.ts';
import { DAY_MS, holdMsOf } from '../limits.ts';
import type { RegisteredPoint } from '../point-register.ts';
import type { Series } from '../series.ts';
import { type CounterDay, countDay } from './counter-day.ts';
import { counterRuleOf, type PowerBeside } from './counter-rule.ts';
import type { CounterSource } from './counter-source.ts';
import { integratePower } from './power-beside.ts';
import { spreadOverEdges } from './spread.ts';
import type { Surroundings } from './surroundings.ts';

/** Less measured time than this, and an earlier stretch says nothing about a later one. */
const LEAST_COVERAGE = 0.8;
/** Days kept while one question is answered. */
const KEPT_DAYS = 16;

/** Raw samples of another point, and the one before that may still hold. */
export type ReadRange = (point: RegisteredPoint, fromMs: number, toMs: number) => Series;

export interface Beside {
  readonly counter: RegisteredPoint;
  /** The power point that belongs to it. */
  readonly power: RegisteredPoint | undefined;
  readonly source: CounterSource;
  readonly range: ReadRange;
}

/** What the store knows around a counter. Reads nothing before it is asked. */
export function lookAround({ counter, power, source, range }: Beside): Surroundings {
  const days = new Map<number, CounterDay | undefined>();
  const day = (number: number): CounterDay | undefined => {
    if (days.has(number)) return days.get(number);
    if (days.size >= KEPT_DAYS) days.clear();
    const found = plainDay(counter, source, number);
    days.set(number, found);
    return found;
  };
  return { power: power && powerOf(counter, power, range), earlier: (fromMs, toMs) => measured(day, fromMs, toMs) };
}

function powerOf(counter: RegisteredPoint, power: RegisteredPoint, range: ReadRange): PowerBeside | undefined {
  const factor = energyPerHour(power.unit, counter.unit);
  if (factor === undefined) return undefined;
  return (fromMs, toMs) => {
    const energy = integratePower(range(power, fromMs, toMs), fromMs, toMs, holdMsOf(power));
    return energy === undefined ? undefined : energy * factor;
  };
}

/** A day counted by itself; its gaps have no shape, so that looking back never goes on without end. */
function plainDay(counter: RegisteredPoint, source: CounterSource, day: number): CounterDay | undefined {
  const condensed = source.condensed(day);
  if (condensed || !source.hasSamples(day)) return condensed;
  return countDay({ rule: counterRuleOf(counter), before: undefined }, source.samples(day));
}

function measured(day: (number: number) => CounterDay | undefined, fromMs: number, toMs: number): number | undefined {
  const [first, last] = [Math.floor(fromMs / DAY_MS), Math.floor(toMs / DAY_MS)];
  const days = Array.from({ length: last - first + 1 }, (_, i) => day(first + i));
  const segments = days.flatMap((one) => one?.segments ?? []);
  const { rise, coveredMs } = spreadOverEdges(segments, [fromMs, toMs]);
  return coveredMs[0]! >= LEAST_COVERAGE * (toMs - fromMs) ? rise[0] : undefined;
}
