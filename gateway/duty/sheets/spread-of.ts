import type { AutoValue } from '../../domain/duty/sheets/log-sheet.ts';

/** Parts of a time as the history answers them: a part without a good value has no figures. */
export interface SpreadParts {
  readonly min: ArrayLike<number>;
  readonly max: ArrayLike<number>;
  readonly mean: ArrayLike<number>;
  readonly good: ArrayLike<number>;
}

/** Smallest, largest and mean over all parts that are known, weighed by the share of each that is good; null where none is. */
export function spreadOf({ min, max, mean, good }: SpreadParts): AutoValue['spread'] {
  const spread = { min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY, mean: 0 };
  let count = 0;
  for (let part = 0; part < good.length; part++) {
    const [low, high, middle, weight] = [min[part]!, max[part]!, mean[part]!, good[part]!];
    if (!(weight > 0 && Number.isFinite(low) && Number.isFinite(high) && Number.isFinite(middle))) continue;
    spread.min = Math.min(spread.min, low);
    spread.max = Math.max(spread.max, high);
    spread.mean += middle * weight;
    count += weight;
  }
  if (count === 0) return null;
  return { min: short(spread.min), max: short(spread.max), mean: short(spread.mean / count) };
}

/** As many digits as an instrument has; the sheet is kept for years. */
const short = (value: number): number => Number(value.toPrecision(7));
