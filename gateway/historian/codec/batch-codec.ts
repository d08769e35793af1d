import type { SampleBatch } from '../../domain/sample.ts';
import { readColumns, sealFrame } from './frame.ts';
import { decodeIntegers, encodeIntegers } from './integer-column.ts';
import { blankBad, fillBad } from './series-codec.ts';
import { decodeValues, encodeValues } from './value-column.ts';

/** The log is written ten times a second and lives for minutes: speed before size. */
const LEVEL = 1;

/** A batch of the log; `point` holds persisted ids. Whole milliseconds, finite values (NaN where bad). */
export function encodeBatch({ length, point, value, quality, sourceTime }: SampleBatch): Uint8Array {
  const columns = [
    encodeIntegers(point, length, 1),
    encodeIntegers(sourceTime, length, 1),
    encodeIntegers(quality, length, 1),
    encodeValues(fillBad(value, quality, length), length),
  ];
  return sealFrame('batch', length, columns, LEVEL);
}

/** The batch as it was, or undefined when it is damaged. */
export function decodeBatch(bytes: Uint8Array): SampleBatch | undefined {
  return readColumns('batch', bytes, (count, payload) => {
    const points = decodeIntegers(payload, 0, count, 1);
    const times = decodeIntegers(payload, points.end, count, 1);
    const codes = decodeIntegers(payload, times.end, count, 1);
    const { values: value } = decodeValues(payload, codes.end, count);
    const quality = Uint8Array.from(codes.values);
    blankBad(value, quality);
    return { length: count, point: Uint32Array.from(points.values), value, quality, sourceTime: times.values };
  });
}
