import { done, type Outcome, refused } from '../../domain/errors.ts';
import { encoderFor } from './codec.ts';
import { LARGEST_HALF } from './odd-numbers.ts';
import { orderOf, placeOf } from './place.ts';
import type { ModbusAddress, ModbusDevice } from './schemas.ts';
import type { NumberType } from './value-types.ts';

/** What a write puts on the wire: the state of a coil, or the contents of consecutive registers. */
export type WireValue = boolean | readonly number[];

const LARGEST_SINGLE = (2 - 2 ** -23) * 2 ** 127;

/** What the whole number of a type may be; 64 bits as far as a number names them exactly. */
const WHOLE: Readonly<Partial<Record<NumberType, readonly [number, number]>>> = {
  u16: [0, 0xffff],
  s16: [-0x8000, 0x7fff],
  u32: [0, 0xffff_ffff],
  s32: [-0x8000_0000, 0x7fff_ffff],
  u64: [0, Number.MAX_SAFE_INTEGER],
  s64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  bcd16: [0, 9999],
  bcd32: [0, 99_999_999],
};
const LARGEST: Readonly<Partial<Record<NumberType, number>>> = {
  f16: LARGEST_HALF,
  f32: LARGEST_SINGLE,
  f64: Number.MAX_VALUE,
};
/** 21.5 ÷ 0.1 is not quite 215; so far from a whole number the raw value still means it. */
const ROUNDING = 1e-6;

/**
 * What to write so that the address reads as `raw`, by the codec that reads it. Refused with REQUEST_INVALID for a table
 * that cannot be written, a value that shares its registers with others, and a number the type cannot hold.
 */
export function encodeValue(address: ModbusAddress, device: ModbusDevice, raw: number): Outcome<WireValue> {
  const { table } = placeOf(address, device);
  if (table === 'discrete' || table === 'input') return no(`${table} cannot be written`);
  if (table === 'coil') return encodeCoil(raw);
  if (!('type' in address)) return no('a sum of registers cannot be written');
  if (address.type === 'string') return no('a text cannot be written');
  if (address.bits) return no('single bits of a register cannot be written');
  return encodeNumber(address.type, raw, (value, type) =>
    toRegisters(encoderFor(type, orderOf(address, device))(value)),
  );
}

function encodeCoil(raw: number): Outcome<WireValue> {
  return raw === 0 || raw === 1 ? done(raw === 1) : no(`${raw} is neither 0 nor 1`);
}

type Encode = (value: number, type: NumberType) => readonly number[];

function encodeNumber(type: NumberType, raw: number, encode: Encode): Outcome<WireValue> {
  const limits = WHOLE[type];
  if (limits) {
    const whole = Math.round(raw);
    const isHeld = Math.abs(raw - whole) <= ROUNDING && whole >= limits[0] && whole <= limits[1];
    return isHeld ? done(encode(whole, type)) : no(`${raw} does not fit into ${type}`);
  }
  const largest = LARGEST[type];
  if (largest === undefined) return no('half of a register cannot be written');
  return Math.abs(raw) <= largest ? done(encode(raw, type)) : no(`${raw} does not fit into ${type}`);
}

function toRegisters(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readUInt16BE(i * 2));
}

const no = (detail: string): Outcome<never> => refused('REQUEST_INVALID', detail);
