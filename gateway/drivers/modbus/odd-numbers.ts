/** Four bits per decimal digit, as in `0x1234` for 1234. NaN when a digit is above 9. */
export function decodeBcd(raw: number, digits: number): number {
  let value = 0;
  for (let shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
    const digit = (raw >>> shift) & 0xf;
    if (digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Of a whole number of at most eight digits. */
export const encodeBcd = (value: number): number => Number.parseInt(String(value), 16);

const HALF_BIAS = 15;
const HALF_FRACTION = 1024;
/** Smallest step of a half: 2^-24. */
const HALF_STEP = 2 ** -24;
export const LARGEST_HALF = 65_504;

/** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. */
export function decodeHalf(raw: number): number {
  const sign = raw & 0x8000 ? -1 : 1;
  const exponent = (raw >> 10) & 0x1f;
  const fraction = raw & 0x3ff;
  if (exponent === 0) return sign * fraction * HALF_STEP;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / HALF_FRACTION) * 2 ** (exponent - HALF_BIAS);
}

/** The nearest half, of two equally near ones the even; the magnitude is at most `LARGEST_HALF`. */
export function encodeHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  const exponent = Math.max(1 - HALF_BIAS, Math.floor(Math.log2(magnitude || HALF_STEP)));
  // A fraction that rounds up to a whole carries into the exponent, as it should.
  const steps = roundToEven((magnitude / 2 ** exponent) * HALF_FRACTION);
  return sign | (steps + (exponent + HALF_BIAS - 1) * HALF_FRACTION);
}

function roundToEven(value: number): number {
  const whole = Math.floor(value);
  const rest = value - whole;
  if (rest !== 0.5) return Math.round(value);
  return whole % 2 === 0 ? whole : whole + 1;
}
