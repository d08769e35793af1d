import { isBad, QUALITY } from '../../domain/quality.ts';

/** A value as the library hands it over; the type numbers are those of Part 6, 5.1.2. */
export interface TypedValue {
  readonly dataType: number;
  /** 0 for a scalar. */
  readonly arrayType: number;
  readonly value: unknown;
}

export interface DecodedValue {
  /** NaN when there is no number. */
  readonly value: number;
  readonly quality: number;
}

const BOOLEAN = 1;
const INT64 = 8;
const UINT64 = 9;
const FIRST_NUMBER = 2; // SByte
const LAST_NUMBER = 11; // Double

/**
 * The number in a value of `quality`: Boolean as 0 or 1, 64-bit integers rounded to a double, everything else that is not
 * a number as `bad-decode`. A bad quality stays as it is, with the value if the server still gave one.
 */
export function decodeValue(typed: TypedValue | null | undefined, quality: number): DecodedValue {
  const value = typed && typed.arrayType === 0 ? toNumber(typed) : undefined;
  if (isBad(quality)) return { value: value ?? Number.NaN, quality };
  if (value === undefined) return { value: Number.NaN, quality: QUALITY['bad-decode'] };
  if (!Number.isFinite(value)) return { value: Number.NaN, quality: QUALITY['bad-not-a-number'] };
  return { value, quality };
}

function toNumber({ dataType, value }: TypedValue): number | undefined {
  if (dataType === BOOLEAN) return typeof value === 'boolean' ? Number(value) : undefined;
  if (dataType < FIRST_NUMBER || dataType > LAST_NUMBER) return undefined;
  if (typeof value === 'number') return value;
  if (dataType === INT64 || dataType === UINT64) return fromHalves(value, dataType === INT64);
  return undefined;
}

/** The library keeps 64-bit integers as [high, low], both unsigned. */
function fromHalves(value: unknown, isSigned: boolean): number | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [high, low]: unknown[] = value;
  if (!isUint32(high) || !isUint32(low)) return undefined;
  const bits = (BigInt(high) << 32n) | BigInt(low);
  return Number(isSigned ? BigInt.asIntN(64, bits) : bits);
}

const isUint32 = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
