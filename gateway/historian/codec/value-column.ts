import { decodeIntegers, encodeIntegers, LARGEST_INTEGER } from './integer-column.ts';

/**
 * How a column of values is stored; every form gives back exactly the same doubles.
 * Registers scaled by a power of ten come out of the pipeline as n / 10^k or as n × 10^-k, which differ in the last bit.
 */
const FORM = { divided: 0, multiplied: 1, dictionary: 2, float32: 3, float64: 4 } as const;

const LARGEST_DECIMALS = 6;
const LARGEST_DICTIONARY = 4096;

const power = (decimals: number): number => 10 ** decimals;
const inverse = (decimals: number): number => Number(`1e-${decimals}`);

type Scaled = (n: number, decimals: number) => number;
const divided: Scaled = (n, decimals) => n / power(decimals);
const multiplied: Scaled = (n, decimals) => n * inverse(decimals);

/** The values as whole numbers at this scale, or undefined if one would not come back exactly. */
function toIntegers(values: Float64Array, n: number, decimals: number, scaled: Scaled): Float64Array | undefined {
  const factor = power(decimals);
  const step = decimals === 0 ? 1 : scaled(1, decimals);
  const exact = scaled === divided ? (k: number) => k / factor : (k: number) => k * step;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const k = Math.round(values[i]! * factor);
    if (exact(k) !== values[i] || Math.abs(k) > LARGEST_INTEGER) return undefined;
    out[i] = k;
  }
  return out;
}

/** The smallest number of decimals with which all values of the columns are quotients of whole numbers; undefined when there is none. */
export function decimalsOf(columns: readonly Float64Array[], n: number): number | undefined {
  let decimals = 0;
  for (const column of columns) {
    while (!toIntegers(column, n, decimals, divided)) if (++decimals > LARGEST_DECIMALS) return undefined;
  }
  return decimals;
}

/** The values as whole numbers at this scale, rounded where they are not. */
export function toScaled(values: Float64Array, decimals: number): Float64Array {
  const factor = power(decimals);
  return values.map((value) => Math.round(value * factor) + 0);
}

function encodeDecimal(values: Float64Array, n: number): Uint8Array | undefined {
  for (let decimals = 0; decimals <= LARGEST_DECIMALS; decimals++) {
    const quotients = toIntegers(values, n, decimals, divided);
    if (quotients) return joined([FORM.divided, decimals], encodeIntegers(quotients, n, 1));
    const products = decimals > 0 ? toIntegers(values, n, decimals, multiplied) : undefined;
    if (products) return joined([FORM.multiplied, decimals], encodeIntegers(products, n, 1));
  }
  return undefined;
}

/** Worth it when values repeat (an odd scale such as 0.05, a state): few distinct doubles and small steps between their ranks. */
function encodeDictionary(values: Float64Array, n: number): Uint8Array | undefined {
  const limit = Math.min(LARGEST_DICTIONARY, n / 8);
  const distinct = new Set<number>();
  for (let i = 0; i < n; i++) if (distinct.add(values[i]!).size > limit) return undefined;
  const sorted = Float64Array.from(distinct).sort();
  const rank = new Map(Array.from(sorted, (value, i) => [value, i]));
  const ranks = Float64Array.from({ length: n }, (_, i) => rank.get(values[i]!)!);
  const count = sorted.length;
  return joined(
    [FORM.dictionary, count & 255, count >>> 8],
    toPlanes(new Uint8Array(sorted.buffer), count, 8),
    encodeIntegers(ranks, n, 1),
  );
}

function encodeFloats(values: Float64Array, n: number): Uint8Array {
  const exact = values.slice(0, n);
  const singles = Float32Array.from(exact);
  if (exact.every((value, i) => singles[i] === value)) {
    return joined([FORM.float32], toPlanes(new Uint8Array(singles.buffer), n, 4));
  }
  return joined([FORM.float64], toPlanes(new Uint8Array(exact.buffer), n, 8));
}

/** Finite values only; minus zero comes back as zero. */
export function encodeValues(values: Float64Array, n: number): Uint8Array {
  return encodeDecimal(values, n) ?? encodeDictionary(values, n) ?? encodeFloats(values, n);
}

/** Reads back what `encodeValues` wrote, starting at `at`. */
export function decodeValues(bytes: Uint8Array, at: number, n: number): { values: Float64Array; end: number } {
  const form = bytes[at];
  switch (form) {
    case FORM.divided:
    case FORM.multiplied:
      return decodeDecimal(bytes, at, n, form);
    case FORM.dictionary:
      return decodeDictionary(bytes, at, n);
    case FORM.float32: {
      const raw = fromPlanes(bytes, at + 1, n, 4);
      return { values: Float64Array.from(new Float32Array(raw.buffer)), end: at + 1 + 4 * n };
    }
    case FORM.float64:
      return { values: new Float64Array(fromPlanes(bytes, at + 1, n, 8).buffer), end: at + 1 + 8 * n };
    default:
      throw new RangeError('value column has an unknown form');
  }
}

function decodeDecimal(bytes: Uint8Array, at: number, n: number, form: number): { values: Float64Array; end: number } {
  const decimals = bytes[at + 1]!;
  if (decimals > LARGEST_DECIMALS) throw new RangeError('value column has an unknown scale');
  const { values, end } = decodeIntegers(bytes, at + 2, n, 1);
  const factor = power(decimals);
  const step = inverse(decimals);
  for (let i = 0; i < n; i++) values[i] = form === FORM.divided ? values[i]! / factor : values[i]! * step;
  return { values, end };
}

function decodeDictionary(bytes: Uint8Array, at: number, n: number): { values: Float64Array; end: number } {
  const count = bytes[at + 1]! + 256 * bytes[at + 2]!;
  const sorted = new Float64Array(fromPlanes(bytes, at + 3, count, 8).buffer);
  const { values, end } = decodeIntegers(bytes, at + 3 + 8 * count, n, 1);
  for (let i = 0; i < n; i++) {
    const value = sorted[values[i]!];
    if (value === undefined) throw new RangeError('value column points outside of its dictionary');
    values[i] = value;
  }
  return { values, end };
}

/** Byte shuffle: the first bytes of all elements, then the second ones. */
function toPlanes(bytes: Uint8Array, n: number, width: number): Uint8Array {
  const out = new Uint8Array(n * width);
  for (let plane = 0; plane < width; plane++) {
    for (let i = 0; i < n; i++) out[plane * n + i] = bytes[i * width + plane]!;
  }
  return out;
}

function fromPlanes(bytes: Uint8Array, at: number, n: number, width: number): Uint8Array {
  if (at + n * width > bytes.length) throw new RangeError('value column is cut short');
  const out = new Uint8Array(n * width);
  for (let plane = 0; plane < width; plane++) {
    for (let i = 0; i < n; i++) out[i * width + plane] = bytes[at + plane * n + i]!;
  }
  return out;
}

function joined(head: readonly number[], ...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([Uint8Array.from(head), ...parts]);
}
