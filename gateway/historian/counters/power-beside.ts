import { isUsable, type Series } from '../series.ts';

const HOUR_MS = 3_600_000;
/** Less of the time with readings than this, and the rest is not made up. */
const LEAST_COVERAGE = 0.8;

/**
 * Energy of a power between two moments, in the power's unit × h; undefined when too much of it was not heard. A value
 * holds until the next, at most `holdMs`; power flowing backwards is not counted. `series` may begin before `fromMs`.
 */
export function integratePower(series: Series, fromMs: number, toMs: number, holdMs: number): number | undefined {
  let [energy, covered] = [0, 0];
  for (let i = 0; i < series.length; i++) {
    if (!isUsable(series, i)) continue;
    const time = series.time[i]!;
    const next = i + 1 < series.length ? series.time[i + 1]! : toMs;
    const held = Math.min(next, time + holdMs, toMs) - Math.max(time, fromMs);
    if (held <= 0) continue;
    energy += Math.max(0, series.value[i]!) * held;
    covered += held;
  }
  return covered >= LEAST_COVERAGE * (toMs - fromMs) ? energy / HOUR_MS : undefined;
}
