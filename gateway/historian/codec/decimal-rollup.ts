import type { Rollup } from '../sinks/embedded/rollup.ts';
import { decodeIntegers, encodeIntegers, LARGEST_INTEGER } from './integer-column.ts';
import { decimalsOf, toScaled } from './value-column.ts';

/** The mean is for the eye: this many decimals more than the values have, and never fewer than three. */
const MORE_DECIMALS = 2;
const FEWEST_MEAN_DECIMALS = 3;

export const meanDecimals = (decimals: number): number => Math.max(FEWEST_MEAN_DECIMALS, decimals + MORE_DECIMALS);

type Values = Pick<Rollup, 'mean' | 'min' | 'max' | 'first' | 'last'>;

/**
 * The value columns of a rollup whose values are whole at one decimal scale, told by what they have to do with each other:
 * a bucket begins with what the one before ended with, and its extremes lie around its end. Undefined when they are not
 * whole at any scale. Columns have no holes.
 */
export function encodeDecimal({ mean, min, max, first, last }: Values): Uint8Array | undefined {
  const n = last.length;
  const decimals = decimalsOf([last, min, max, first], n);
  if (decimals === undefined) return undefined;
  const [ends, lows, highs, starts] = [last, min, max, first].map((column) => toScaled(column, decimals));
  const means = toScaled(mean, meanDecimals(decimals));
  const middle = middleOf(lows!, highs!, decimals);
  if ([...means, ...middle].some((value) => Math.abs(value) > LARGEST_INTEGER)) return undefined;
  const columns = [
    encodeIntegers(ends!, n, 1),
    encodeIntegers(
      starts!.map((start, i) => start - (i > 0 ? ends![i - 1]! : 0)),
      n,
      0,
    ),
    encodeIntegers(
      ends!.map((end, i) => end - lows![i]!),
      n,
      0,
    ),
    encodeIntegers(
      highs!.map((high, i) => high - ends![i]!),
      n,
      0,
    ),
    encodeIntegers(
      means.map((value, i) => value - middle[i]!),
      n,
      0,
    ),
  ];
  return Buffer.concat([Uint8Array.of(decimals), ...columns]);
}

/** Reads back what `encodeDecimal` wrote. */
export function decodeDecimal(bytes: Uint8Array, at: number, n: number): Values {
  const decimals = bytes[at] ?? 0;
  let from = at + 1;
  const next = (order: 0 | 1): Float64Array => {
    const { values, end } = decodeIntegers(bytes, from, n, order);
    from = end;
    return values;
  };
  const [ends, starts, lows, highs, means] = [next(1), next(0), next(0), next(0), next(0)];
  for (let i = 0; i < n; i++) {
    starts[i] = starts[i]! + (i > 0 ? ends[i - 1]! : 0);
    lows[i] = ends[i]! - lows[i]!;
    highs[i] = ends[i]! + highs[i]!;
  }
  const middle = middleOf(lows, highs, decimals);
  for (let i = 0; i < n; i++) means[i] = means[i]! + middle[i]!;
  return {
    mean: unscaled(means, meanDecimals(decimals)),
    min: unscaled(lows, decimals),
    max: unscaled(highs, decimals),
    first: unscaled(starts, decimals),
    last: unscaled(ends, decimals),
  };
}

function unscaled(column: Float64Array, decimals: number): Float64Array {
  const factor = 10 ** decimals;
  return column.map((value) => value / factor);
}

/** Half way between the extremes, at the scale of the mean. */
function middleOf(lows: Float64Array, highs: Float64Array, decimals: number): Float64Array {
  const factor = 10 ** (meanDecimals(decimals) - decimals);
  return lows.map((low, i) => Math.floor((low + highs[i]!) / 2) * factor);
}
