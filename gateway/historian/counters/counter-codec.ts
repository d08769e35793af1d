import { correctionKind, incrementQuality } from '../../domain/counter-correction.ts';
import { readColumns, sealFrame } from '../codec/frame.ts';
import { decodeIntegers, encodeIntegers } from '../codec/integer-column.ts';
import { decodeValues, encodeValues } from '../codec/value-column.ts';
import type { Correction } from './correction.ts';
import type { CounterDay } from './counter-day.ts';
import type { CounterSegment, CounterState, Reading } from './reading.ts';

const LEVEL = 3;
const KINDS = correctionKind.options;
const QUALITIES = incrementQuality.options;

/** One condensed counter day; exact. The columns up to the end reading are those of files written before there were corrections. */
export function encodeCounterDay({ before, segments, corrections, end }: CounterDay): Uint8Array {
  const known = before === 'unknown' ? undefined : before;
  const columns = [
    ...integers(segments, [(one) => one.fromMs, (one) => one.toMs, (one) => one.coveredMs]),
    ...values(segments, [(one) => one.rise]),
    encodeIntegers([end ? 1 : 0, end?.accepted.time ?? 0], 2, 0),
    encodeValues(Float64Array.of(end?.accepted.value ?? 0), 1),
    encodeIntegers([corrections.length, before === 'unknown' ? 1 : 0], 2, 0),
    ...integers(segments, [(one) => one.knownMs, (one) => QUALITIES.indexOf(one.quality)]),
    ...encodeCorrections(corrections),
    ...encodeState(end),
    ...encodeState(known),
  ];
  return sealFrame('counter', segments.length, columns, LEVEL);
}

function encodeCorrections(corrections: readonly Correction[]): Uint8Array[] {
  return [
    ...integers(corrections, [(one) => KINDS.indexOf(one.kind), (one) => QUALITIES.indexOf(one.quality)]),
    ...integers(corrections, [(one) => one.fromMs, (one) => one.toMs, (one) => one.count, (one) => one.declaration]),
    ...values(corrections, [(one) => one.before, (one) => one.after, (one) => one.increment]),
  ];
}

function encodeState(state: CounterState | undefined): Uint8Array[] {
  const readings: readonly Reading[] = state ? [state.accepted, ...state.held] : [];
  return [
    encodeIntegers([readings.length, state?.unchangedSinceMs ?? 0, state?.declaredMs ?? 0], 3, 0),
    ...integers(readings, [(one) => one.time]),
    ...values(readings, [(one) => one.value]),
  ];
}

/** One column per number of a row. */
function integers<T>(rows: readonly T[], picks: readonly ((row: T) => number)[]): Uint8Array[] {
  return picks.map((pick) => encodeIntegers(rows.map(pick), rows.length, 1));
}

function values<T>(rows: readonly T[], picks: readonly ((row: T) => number)[]): Uint8Array[] {
  return picks.map((pick) => encodeValues(Float64Array.from(rows, pick), rows.length));
}

/** The day as it was, or undefined when it is damaged. */
export function decodeCounterDay(bytes: Uint8Array): CounterDay | undefined {
  return readColumns('counter', bytes, (n, payload) => {
    const reader = new ColumnReader(payload);
    const [from, to, covered] = [reader.integers(n), reader.integers(n), reader.integers(n)];
    const rise = reader.values(n);
    const [hasEnd, time] = reader.integers(2, 0);
    const [value] = reader.values(1);
    const accepted = hasEnd === 1 ? { time: time!, value: value! } : undefined;
    if (reader.isAtEnd) return oldDay({ from, to, covered, rise }, accepted);
    const [count, isUnknown] = reader.integers(2, 0);
    const [known, quality] = [reader.integers(n), reader.integers(n)];
    const corrections = readCorrections(reader, count!);
    const end = readState(reader);
    const before = readState(reader);
    const segments = Array.from({ length: n }, (_, i) => ({
      ...{ fromMs: from[i]!, toMs: to[i]!, rise: rise[i]!, coveredMs: covered[i]! },
      ...{ knownMs: known[i]!, quality: QUALITIES[quality[i]!] ?? 'suspect' },
    }));
    return { before: isUnknown === 1 ? 'unknown' : before, segments, corrections, end };
  });
}

interface OldColumns {
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly covered: ArrayLike<number>;
  readonly rise: ArrayLike<number>;
}

/** From a file without corrections: everything in it counts as measured. */
function oldDay({ from, to, covered, rise }: OldColumns, accepted: Reading | undefined): CounterDay {
  const segments = Array.from({ length: from.length }, (_, i): CounterSegment => {
    const [fromMs, toMs] = [from[i]!, to[i]!];
    return { fromMs, toMs, rise: rise[i]!, knownMs: toMs - fromMs, coveredMs: covered[i]!, quality: 'measured' };
  });
  const end = accepted && { accepted, unchangedSinceMs: accepted.time, held: [], declaredMs: 0 };
  return { before: 'unknown', segments, corrections: [], end };
}

function readCorrections(reader: ColumnReader, n: number): Correction[] {
  const [kind, quality, from, to, count, declaration] = Array.from({ length: 6 }, () => reader.integers(n));
  const [before, after, increment] = Array.from({ length: 3 }, () => reader.values(n));
  return Array.from({ length: n }, (_, i) => ({
    kind: KINDS[kind![i]!] ?? 'wrong-reading',
    quality: QUALITIES[quality![i]!] ?? 'suspect',
    ...{ fromMs: from![i]!, toMs: to![i]!, count: count![i]!, declaration: declaration![i]! },
    ...{ before: before![i]!, after: after![i]!, increment: increment![i]! },
  }));
}

function readState(reader: ColumnReader): CounterState | undefined {
  const [n, unchangedSinceMs, declaredMs] = reader.integers(3, 0);
  const [time, value] = [reader.integers(n!), reader.values(n!)];
  const [accepted, ...held] = Array.from({ length: n! }, (_, i) => ({ time: time[i]!, value: value[i]! }));
  return accepted && { accepted, unchangedSinceMs: unchangedSinceMs!, held, declaredMs: declaredMs! };
}

/** Reads one column after the other. Throws a RangeError when the payload ends too early. */
class ColumnReader {
  private readonly payload: Uint8Array;
  private at = 0;

  constructor(payload: Uint8Array) {
    this.payload = payload;
  }

  get isAtEnd(): boolean {
    return this.at >= this.payload.length;
  }

  integers(n: number, order: 0 | 1 = 1): Float64Array {
    const { values, end } = decodeIntegers(this.payload, this.at, n, order);
    this.at = end;
    return values;
  }

  values(n: number): Float64Array {
    const { values, end } = decodeValues(this.payload, this.at, n);
    this.at = end;
    return values;
  }
}
