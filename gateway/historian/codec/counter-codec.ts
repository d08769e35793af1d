import type { CounterDay } from '../sinks/embedded/counter-day.ts';
import { readColumns, sealFrame } from './frame.ts';
import { decodeIntegers, encodeIntegers } from './integer-column.ts';
import { decodeValues, encodeValues } from './value-column.ts';

const LEVEL = 3;

/** One condensed counter day; exact. */
export function encodeCounterDay({ segments, end }: CounterDay): Uint8Array {
  const n = segments.length;
  const column = (pick: (i: number) => number): Float64Array => Float64Array.from({ length: n }, (_, i) => pick(i));
  const columns = [
    encodeIntegers(
      column((i) => segments[i]!.fromMs),
      n,
      1,
    ),
    encodeIntegers(
      column((i) => segments[i]!.toMs),
      n,
      1,
    ),
    encodeIntegers(
      column((i) => segments[i]!.coveredMs),
      n,
      1,
    ),
    encodeValues(
      column((i) => segments[i]!.rise),
      n,
    ),
    encodeIntegers([end ? 1 : 0, end?.time ?? 0], 2, 0),
    encodeValues(Float64Array.of(end?.value ?? 0), 1),
  ];
  return sealFrame('counter', n, columns, LEVEL);
}

/** The day as it was, or undefined when it is damaged. */
export function decodeCounterDay(bytes: Uint8Array): CounterDay | undefined {
  return readColumns('counter', bytes, (n, payload) => {
    const from = decodeIntegers(payload, 0, n, 1);
    const to = decodeIntegers(payload, from.end, n, 1);
    const covered = decodeIntegers(payload, to.end, n, 1);
    const rise = decodeValues(payload, covered.end, n);
    const head = decodeIntegers(payload, rise.end, 2, 0);
    const value = decodeValues(payload, head.end, 1);
    const segments = Array.from({ length: n }, (_, i) => ({
      fromMs: from.values[i]!,
      toMs: to.values[i]!,
      rise: rise.values[i]!,
      coveredMs: covered.values[i]!,
    }));
    return { segments, end: head.values[0] === 1 ? { time: head.values[1]!, value: value.values[0]! } : undefined };
  });
}
