import { isBad } from '../../domain/quality.ts';
import type { Series } from '../series.ts';
import { readColumns, sealFrame } from './frame.ts';
import { decodeIntegers, encodeIntegers } from './integer-column.ts';
import { decodeTimes, encodeTimes } from './time-column.ts';
import { decodeValues, encodeValues } from './value-column.ts';

const LEVEL = 3;

/** Bad samples have no value; the neighbour's is stored in its place because a repetition costs nothing. */
export function fillBad(value: Float64Array, quality: Uint8Array, n: number): Float64Array {
  const out = value.slice(0, n);
  let previous = 0;
  for (let i = 0; i < n; i++) {
    if (isBad(quality[i]!)) out[i] = previous;
    else previous = out[i]!;
  }
  return out;
}

/** Puts NaN back where the quality is bad. */
export function blankBad(value: Float64Array, quality: Uint8Array): void {
  for (let i = 0; i < value.length; i++) if (isBad(quality[i]!)) value[i] = Number.NaN;
}

/** A block of one point: whole milliseconds, finite values (NaN where bad), any quality codes. */
export function encodeSeries({ length, time, value, quality }: Series): Uint8Array {
  const columns = [
    encodeTimes(time, length),
    encodeIntegers(quality, length, 1),
    encodeValues(fillBad(value, quality, length), length),
  ];
  return sealFrame('series', length, columns, LEVEL);
}

/** The block as it was, or undefined when it is damaged. */
export function decodeSeries(bytes: Uint8Array): Series | undefined {
  return readColumns('series', bytes, (count, payload) => {
    const time = decodeTimes(payload, 0, count);
    const codes = decodeIntegers(payload, time.end, count, 1);
    const { values: value } = decodeValues(payload, codes.end, count);
    const quality = Uint8Array.from(codes.values);
    blankBad(value, quality);
    return { length: count, time: time.values, value, quality };
  });
}
