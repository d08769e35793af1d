import { type Series, SeriesBuilder } from '../series.ts';
import { type Counted, type CountInput, countSeries } from './count-series.ts';
import type { CounterRule } from './counter-rule.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const plainRule: CounterRule = { rollover: undefined, maxPerHour: undefined, step: 0.01, holdMs: 10 * MINUTE };

export type Told = readonly [time: number, value: number];

/** A series out of readings in any order; NaN is a bad one, and of one moment the last counts. */
export function seriesOf(readings: readonly Told[]): Series {
  const builder = new SeriesBuilder();
  for (const [time, value] of readings) builder.add(time, value, Number.isNaN(value) ? 129 : 0);
  return builder.toSeries();
}

/** Readings one minute apart. */
export const everyMinute = (values: readonly number[]): Series =>
  seriesOf(values.map((value, i) => [i * MINUTE, value]));

export const count = (series: Series, input: Partial<CountInput> = {}): Counted =>
  countSeries({ rule: plainRule, before: undefined, ...input }, series);

export const riseOf = ({ segments }: Pick<Counted, 'segments'>): number =>
  segments.reduce((sum, { rise }) => sum + rise, 0);
