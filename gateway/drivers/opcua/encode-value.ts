import { TYPE } from './data-type.ts';
import { halvesOf } from './int64.ts';

/** A number as a node takes it; `shown` is what a read gives when it was taken. */
export type EncodedValue =
  | {
      readonly ok: true;
      readonly value: boolean | number | readonly [high: number, low: number];
      readonly shown: number;
    }
  | { readonly ok: false; readonly detail: string };

const RANGES: ReadonlyMap<number, readonly [min: number, max: number]> = new Map([
  [TYPE.sbyte, [-128, 127]],
  [TYPE.byte, [0, 255]],
  [TYPE.int16, [-32_768, 32_767]],
  [TYPE.uint16, [0, 65_535]],
  [TYPE.int32, [-2_147_483_648, 2_147_483_647]],
  [TYPE.uint32, [0, 4_294_967_295]],
  [TYPE.int64, [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]],
  [TYPE.uint64, [0, Number.MAX_SAFE_INTEGER]],
]);

const no = (detail: string): EncodedValue => ({ ok: false, detail });

/** `number` as a value of the built-in type `dataType`; a type that cannot hold exactly this number is refused, nothing is rounded away. */
export function encodeValue(dataType: number, number: number): EncodedValue {
  const raw = number + 0; // no negative zero
  if (!Number.isFinite(raw)) return no('not a number');
  switch (dataType) {
    case TYPE.boolean:
      return raw === 0 || raw === 1 ? { ok: true, value: raw === 1, shown: raw } : no('a Boolean takes 0 or 1');
    case TYPE.double:
      return { ok: true, value: raw, shown: raw };
    case TYPE.float: {
      const shown = Math.fround(raw);
      return Number.isFinite(shown) ? { ok: true, value: shown, shown } : no('too large for a Float');
    }
    default:
      return encodeInteger(dataType, raw);
  }
}

function encodeInteger(dataType: number, raw: number): EncodedValue {
  const range = RANGES.get(dataType);
  if (!range) return no('the node holds no number');
  const [min, max] = range;
  if (!Number.isInteger(raw)) return no('the node takes whole numbers');
  if (raw < min || raw > max) return no(`the node takes ${min} to ${max}`);
  const isLong = dataType === TYPE.int64 || dataType === TYPE.uint64;
  return { ok: true, value: isLong ? halvesOf(BigInt(raw)) : raw, shown: raw };
}
