/** Integers up to this size survive two differences and the zigzag without losing a bit of the double. */
export const LARGEST_INTEGER = 2 ** 50;

const TWO_32 = 2 ** 32;
const zigzag = (n: number): number => (n >= 0 ? 2 * n : -2 * n - 1);
const unzigzag = (n: number): number => (n % 2 === 0 ? n / 2 : -(n + 1) / 2);

/** Differences of the given order: 1 suits values, 2 suits evenly spaced times. */
export type DifferenceOrder = 0 | 1 | 2;

function differences(values: ArrayLike<number>, n: number, order: DifferenceOrder): Float64Array {
  const out = new Float64Array(n);
  let previous = 0;
  let previousStep = 0;
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    const step = order === 0 ? value : value - previous;
    out[i] = zigzag(order === 2 ? step - previousStep : step);
    previous = value;
    previousStep = step;
  }
  return out;
}

function bytesNeeded(codes: Float64Array): number {
  let largest = 0;
  for (const code of codes) if (code > largest) largest = code;
  let width = 0;
  for (let rest = largest; rest >= 1; rest = Math.floor(rest / 256)) width++;
  return width;
}

/**
 * Integers (|n| ≤ 2^50) as zigzag differences, laid out in byte planes: all lowest bytes, then all second bytes.
 * One byte says how many planes follow; a constant column has none. The planes are what makes zstd effective.
 */
export function encodeIntegers(values: ArrayLike<number>, n: number, order: DifferenceOrder): Uint8Array {
  const codes = differences(values, n, order);
  const width = bytesNeeded(codes);
  const out = new Uint8Array(1 + width * n);
  out[0] = width;
  for (let i = 0; i < n; i++) {
    const code = codes[i]!;
    const low = code % TWO_32;
    const high = (code - low) / TWO_32;
    for (let plane = 0; plane < width; plane++) {
      out[1 + plane * n + i] = plane < 4 ? low >>> (8 * plane) : high >>> (8 * (plane - 4));
    }
  }
  return out;
}

/** Reads back what `encodeIntegers` wrote, starting at `at`; returns the values and where the column ends. */
export function decodeIntegers(
  bytes: Uint8Array,
  at: number,
  n: number,
  order: DifferenceOrder,
): { values: Float64Array; end: number } {
  const width = bytes[at]!;
  const end = at + 1 + width * n;
  if (width > 7 || end > bytes.length) throw new RangeError('integer column is cut short');
  const values = new Float64Array(n);
  for (let plane = width - 1; plane >= 0; plane--) {
    const from = at + 1 + plane * n;
    for (let i = 0; i < n; i++) values[i] = values[i]! * 256 + bytes[from + i]!;
  }
  addUp(values, order);
  return { values, end };
}

function addUp(values: Float64Array, order: DifferenceOrder): void {
  let previous = 0;
  let previousStep = 0;
  for (let i = 0; i < values.length; i++) {
    const code = unzigzag(values[i]!);
    const step = order === 2 ? code + previousStep : code;
    const value = order === 0 ? step : previous + step;
    values[i] = value;
    previous = value;
    previousStep = step;
  }
}
