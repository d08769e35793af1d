import { DAY_MS, HOLD_MS } from '../../limits.ts';
import { mergeSeries, type Series } from '../../series.ts';
import { LEVELS, type Level } from './levels.ts';
import { buildRollup, coarsen, type Rollup } from './rollup.ts';

const MINUTE_MS = 60_000;

/** With fewer samples than this per bucket the samples themselves are smaller. */
const WORTH_SAMPLES_PER_BUCKET = 4;

/** All levels of one closed day, finest first. */
export function rollUpDay(day: number, leading: Series, samples: Series, holdMs = HOLD_MS): Map<Level, Rollup> {
  const rollups = new Map<Level, Rollup>();
  let finer: Rollup | undefined;
  for (const level of LEVELS) {
    finer = finer
      ? coarsen(finer, (level * MINUTE_MS) / finer.bucketMs)
      : buildRollup(mergeSeries([leading, samples]), day * DAY_MS, MINUTE_MS, 1440, (day + 1) * DAY_MS, holdMs);
    rollups.set(level, finer);
  }
  return rollups;
}

/** A level is worth its space for days with more samples than this. */
export const storedFrom = (level: Level): number => (WORTH_SAMPLES_PER_BUCKET * 1440) / level;

/** The day itself is stored in any case: it says that there was data. */
export const isWorthStoring = (level: Level, samples: number): boolean => level === 1440 || samples > storedFrom(level);
