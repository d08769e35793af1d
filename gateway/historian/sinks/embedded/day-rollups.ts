import { DAY_MS } from '../../limits.ts';
import { mergeSeries, type Series } from '../../series.ts';
import { LEVELS, type Level } from './history-store.ts';
import { buildRollup, coarsen, type Rollup } from './rollup.ts';

const MINUTE_MS = 60_000;

/** Minute rows are stored only for days that are denser than this; below it the samples themselves are smaller. */
const SPARSE_DAY_SAMPLES = 2_880;

/** All levels of one day, finest first. `leading`: the sample before midnight that may still hold. */
export function rollUpDay(day: number, leading: Series, samples: Series, knownUntilMs: number): Map<Level, Rollup> {
  const rollups = new Map<Level, Rollup>();
  const minutes = buildRollup(mergeSeries([leading, samples]), day * DAY_MS, MINUTE_MS, 1440, knownUntilMs);
  let finer = minutes;
  for (const level of LEVELS) {
    finer = level === 1 ? minutes : coarsen(finer, (level * MINUTE_MS) / finer.bucketMs);
    rollups.set(level, finer);
  }
  return rollups;
}

/** Whether this level is worth its space for a day of so many samples. */
export function isWorthStoring(level: Level, samples: number): boolean {
  return level > 1 || samples > SPARSE_DAY_SAMPLES;
}
