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

/** Set in the first byte when the first code stands by itself: it is the whole value, the others are small differences. */
const FIRST_APART = 0x80;
const FIRST_BYTES = 7;

/**
 * Integers (|n| ≤ 2^50) as zigzag differences, laid out in byte planes: all lowest bytes, then all second bytes.
 * One byte says how many planes follow; a constant column has none. The planes are what makes zstd effective.
 */
export function encodeIntegers(values: ArrayLike<number>, n: number, order: DifferenceOrder): Uint8Array {
  const codes = differences(values, n, order);
  const width = bytesNeeded(codes);
  const widthOfRest = n > 1 ? bytesNeeded(codes.subarray(1)) : width;
  if (width === widthOfRest) {
    const out = new Uint8Array(1 + width * n);
    out[0] = width;
    writePlanes(out, 1, codes, width);
    return out;
  }
  const out = new Uint8Array(1 + FIRST_BYTES + widthOfRest * (n - 1));
  out[0] = FIRST_APART | widthOfRest;
  writePlanes(out, 1, codes.subarray(0, 1), FIRST_BYTES);
  writePlanes(out, 1 + FIRST_BYTES, codes.subarray(1), widthOfRest);
  return out;
}

function writePlanes(out: Uint8Array, from: number, codes: Float64Array, width: number): void {
  const n = codes.length;
  for (let i = 0; i < n; i++) {
    const code = codes[i]!;
    const low = code % TWO_32;
    const high = (code - low) / TWO_32;
    for (let plane = 0; plane < width; plane++) {
      out[from + plane * n + i] = plane < 4 ? low >>> (8 * plane) : high >>> (8 * (plane - 4));
    }
  }
}

/** Reads back what `encodeIntegers` wrote, starting at `at`; returns the values and where the column ends. */
export function decodeIntegers(
  bytes: Uint8Array,
  at: number,
  n: number,
  order: DifferenceOrder,
): { values: Float64Array; end: number } {
  const isApart = (bytes[at]! & FIRST_APART) !== 0;
  const width = bytes[at]! & ~FIRST_APART;
  const from = isApart ? at + 1 + FIRST_BYTES : at + 1;
  const count = isApart ? n - 1 : n;
  const end = from + width * count;
  if (width > 7 || count < 0 || end > bytes.length) throw new RangeError('integer column is cut short');
  const values = new Float64Array(n);
  if (isApart) readPlanes(values.subarray(0, 1), bytes, at + 1, FIRST_BYTES);
  if (width <= 3) {
    addUpNarrow(values, isApart ? 1 : 0, bytes, from, width, order);
    return { values, end };
  }
  readPlanes(isApart ? values.subarray(1) : values, bytes, from, width);
  addUp(values, order);
  return { values, end };
}

function readPlanes(codes: Float64Array, bytes: Uint8Array, from: number, width: number): void {
  const n = codes.length;
  for (let plane = width - 1; plane >= 0; plane--) {
    for (let i = 0; i < n; i++) codes[i] = codes[i]! * 256 + bytes[from + plane * n + i]!;
  }
}

/** The same as reading the planes and `addUp`, for codes that fit into 24 bits: nearly all there are. `apart` first codes are in `values`. */
function addUpNarrow(
  values: Float64Array,
  apart: 0 | 1,
  bytes: Uint8Array,
  from: number,
  width: number,
  order: DifferenceOrder,
): void {
  const n = values.length - apart;
  let previous = apart === 1 ? unzigzag(values[0]!) : 0;
  let previousStep = previous;
  if (apart === 1) values[0] = previous;
  for (let i = 0; i < n; i++) {
    let code = width > 0 ? bytes[from + i]! : 0;
    if (width > 1) code |= bytes[from + n + i]! << 8;
    if (width > 2) code |= bytes[from + 2 * n + i]! << 16;
    const plain = (code >>> 1) ^ -(code & 1);
    const step = order === 2 ? plain + previousStep : plain;
    const value = order === 0 ? step : previous + step;
    values[apart + i] = value;
    previous = value;
    previousStep = step;
  }
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
