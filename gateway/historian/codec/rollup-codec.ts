import type { Rollup } from '../sinks/embedded/rollup.ts';
import { decodeDecimal, encodeDecimal } from './decimal-rollup.ts';
import { readColumns, sealFrame } from './frame.ts';
import { decodeIntegers, encodeIntegers } from './integer-column.ts';
import { decodeValues, encodeValues } from './value-column.ts';

const LEVEL = 3;

/** First byte of the payload. Rollups were written without one before; they begin with the width of a column, which is smaller. */
const FORM = { decimal: 0x80, plain: 0x81 } as const;

/** Empty buckets repeat their neighbour; their goodMs of 0 says what they are. */
function filled(column: Float64Array, goodMs: Float64Array): Float64Array {
  let previous = 0;
  return column.map((value, i) => {
    if (goodMs[i] !== 0) previous = value;
    return previous;
  });
}

/** In single precision where that can hold it. */
function shortened(mean: number): number {
  const single = Math.fround(mean);
  return Number.isFinite(single) ? single + 0 : mean;
}

/** The mean is for the eye and rounded; everything else is exact. */
export function encodeRollup(rollup: Rollup): Uint8Array {
  const { startMs, bucketMs, length, count, goodMs } = rollup;
  const [mean, min, max, first, last] = [rollup.mean, rollup.min, rollup.max, rollup.first, rollup.last].map((column) =>
    filled(column, goodMs),
  );
  const decimal = encodeDecimal({ mean: mean!, min: min!, max: max!, first: first!, last: last! });
  const plain = [mean!.map(shortened), min!, max!, first!, last!];
  const columns = [
    Uint8Array.of(decimal ? FORM.decimal : FORM.plain),
    encodeIntegers([startMs, bucketMs], 2, 0),
    encodeIntegers(count, length, 0),
    encodeIntegers(
      goodMs.map((ms) => bucketMs - ms),
      length,
      0,
    ),
    ...(decimal ? [decimal] : plain.map((column) => encodeValues(column, length))),
  ];
  return sealFrame('rollup', length, columns, LEVEL);
}

/** The rollup as it was, or undefined when it is damaged. */
export function decodeRollup(bytes: Uint8Array): Rollup | undefined {
  return readColumns('rollup', bytes, (length, payload) => {
    const form = payload[0];
    if (form !== FORM.decimal && form !== FORM.plain) return decodeFormer(payload, length);
    const head = decodeIntegers(payload, 1, 2, 0);
    const [startMs, bucketMs] = [head.values[0]!, head.values[1]!];
    const count = decodeIntegers(payload, head.end, length, 0);
    const missing = decodeIntegers(payload, count.end, length, 0);
    const goodMs = missing.values.map((ms) => bucketMs - ms);
    const values = (form === FORM.decimal ? decodeDecimal : decodePlain)(payload, missing.end, length);
    return { startMs, bucketMs, length, count: count.values, goodMs, ...blanked(values, goodMs) };
  });
}

type Values = Pick<Rollup, 'mean' | 'min' | 'max' | 'first' | 'last'>;

/** As rollups were written before they had forms. */
function decodeFormer(payload: Uint8Array, length: number): Rollup {
  const head = decodeIntegers(payload, 0, 2, 0);
  const count = decodeIntegers(payload, head.end, length, 1);
  const good = decodeIntegers(payload, count.end, length, 1);
  const values = blanked(decodePlain(payload, good.end, length), good.values);
  const [startMs, bucketMs] = [head.values[0]!, head.values[1]!];
  return { startMs, bucketMs, length, count: count.values, goodMs: good.values, ...values };
}

function decodePlain(payload: Uint8Array, from: number, length: number): Values {
  let at = from;
  const next = (): Float64Array => {
    const { values, end } = decodeValues(payload, at, length);
    at = end;
    return values;
  };
  const [mean, min, max, first, last] = [next(), next(), next(), next(), next()];
  return { mean, min, max, first, last };
}

/** Puts NaN back where nothing was known. */
function blanked(values: Values, goodMs: Float64Array): Values {
  for (const column of [values.mean, values.min, values.max, values.first, values.last]) {
    for (let i = 0; i < goodMs.length; i++) if (goodMs[i] === 0) column[i] = Number.NaN;
  }
  return values;
}
