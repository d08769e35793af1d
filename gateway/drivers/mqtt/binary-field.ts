import { z } from 'zod';
import { QUALITY } from '../../domain/quality.ts';
import { type DecodedValue, UNDECODABLE } from './decoded-value.ts';

export const fieldType = z.enum(['u8', 's8', 'u16', 's16', 'u32', 's32', 'u64', 's64', 'f32', 'f64']);
export type FieldType = z.infer<typeof fieldType>;

/** As Modbus writes it: A is the most significant byte; CDAB has its 16-bit words, BADC the bytes of each swapped. */
export type FieldOrder = 'ABCD' | 'CDAB' | 'BADC' | 'DCBA';

/** A number at a fixed place of a message. */
export interface BinaryField {
  readonly offset: number;
  readonly type: FieldType;
  readonly order: FieldOrder;
  readonly bits?: readonly [first: number, count: number] | undefined;
}

export const bytesOf = (type: FieldType): number => Number(type.slice(1)) / 8;

/** How many bits can be picked out of a value of this type; 0 of floats. */
export const bitsOf = (type: FieldType): number => (type.startsWith('f') ? 0 : Number(type.slice(1)));

/** The orders that differ for a type, the natural one first. */
export function ordersOf(type: FieldType): readonly FieldOrder[] {
  if (bytesOf(type) === 1) return ['ABCD'];
  return bytesOf(type) === 2 ? ['ABCD', 'DCBA'] : ['ABCD', 'CDAB', 'BADC', 'DCBA'];
}

/** Reads the field; bad when the message is too short or the float is no number. 64-bit integers above 2^53 lose their last digits. */
export function decodeField(message: Uint8Array, field: BinaryField): DecodedValue {
  const length = bytesOf(field.type);
  if (field.offset + length > message.length) return UNDECODABLE;
  const bytes = natural(message.subarray(field.offset, field.offset + length), field.order);
  const value = field.bits ? pickBits(bytes, field.bits) : readNumber(bytes, field.type);
  if (!Number.isFinite(value)) return { value: Number.NaN, quality: QUALITY['bad-not-a-number'] };
  return { value, quality: QUALITY.good };
}

/** The bytes with the most significant first. */
function natural(bytes: Uint8Array, order: FieldOrder): DataView {
  const source = order === 'CDAB' || order === 'DCBA' ? wordsReversed(bytes) : bytes;
  const isSwapped = (order === 'BADC' || order === 'DCBA') && bytes.length > 1;
  const result = Uint8Array.from(source, (byte, at) => (isSwapped ? source[at ^ 1]! : byte));
  return new DataView(result.buffer);
}

function wordsReversed(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 1) return bytes;
  return bytes.map((_, at) => bytes[bytes.length - 2 - (at & ~1) + (at & 1)]!);
}

function pickBits(bytes: DataView, [first, count]: readonly [number, number]): number {
  let raw = 0n;
  for (let at = 0; at < bytes.byteLength; at++) raw = (raw << 8n) | BigInt(bytes.getUint8(at));
  return Number(BigInt.asUintN(count, raw >> BigInt(first)));
}

function readNumber(bytes: DataView, type: FieldType): number {
  switch (type) {
    case 'u8':
      return bytes.getUint8(0);
    case 's8':
      return bytes.getInt8(0);
    case 'u16':
      return bytes.getUint16(0);
    case 's16':
      return bytes.getInt16(0);
    case 'u32':
      return bytes.getUint32(0);
    case 's32':
      return bytes.getInt32(0);
    case 'u64':
      return Number(bytes.getBigUint64(0));
    case 's64':
      return Number(bytes.getBigInt64(0));
    case 'f32':
      return bytes.getFloat32(0);
    case 'f64':
      return bytes.getFloat64(0);
  }
}
