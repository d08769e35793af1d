import { isBad, QUALITY } from '../../domain/quality.ts';
import { TYPE, type TypedValue } from './data-type.ts';
import { bigintOf } from './int64.ts';

export interface DecodedValue {
  /** NaN when there is no number. */
  readonly value: number;
  readonly quality: number;
}

/**
 * The number in a value of `quality`: Boolean as 0 or 1, 64-bit integers rounded to a double, DateTime as seconds since
 * 1970, everything else that is not a number as `bad-decode`. A bad quality stays as it is, with the value if the server
 * still gave one.
 */
export function decodeValue(typed: TypedValue | null | undefined, quality: number): DecodedValue {
  const value = typed && typed.arrayType === 0 ? toNumber(typed) : undefined;
  if (isBad(quality)) return { value: value ?? Number.NaN, quality };
  if (value === undefined) return { value: Number.NaN, quality: QUALITY['bad-decode'] };
  if (!Number.isFinite(value)) return { value: Number.NaN, quality: QUALITY['bad-not-a-number'] };
  return { value, quality };
}

function toNumber({ dataType, value }: TypedValue): number | undefined {
  if (dataType === TYPE.boolean) return typeof value === 'boolean' ? Number(value) : undefined;
  if (dataType === TYPE.dateTime) return value instanceof Date ? value.getTime() / 1000 : undefined;
  if (dataType < TYPE.sbyte || dataType > TYPE.double) return undefined;
  if (typeof value === 'number') return value;
  if (dataType !== TYPE.int64 && dataType !== TYPE.uint64) return undefined;
  const integer = bigintOf(value, dataType === TYPE.int64);
  return integer === undefined ? undefined : Number(integer);
}
