import { decodeBcd, decodeHalf, encodeBcd, encodeHalf } from './odd-numbers.ts';
import { type ByteOrder, type NumberType, registersOf } from './value-types.ts';

/** Reads one number from an answer; `position` is a byte offset for registers, a bit offset for coils and inputs. */
export type Decoder = (bytes: Buffer, position: number) => number;

/** The bytes of a number as they go over the wire. Only for numbers the type can hold. */
export type Encoder = (value: number) => Buffer;

const WORD = 0x1_0000_0000;

/** Big-endian, byte 0 the most significant; both directions side by side. 64-bit integers above 2^53 lose their last digits. */
const FORMATS: Readonly<Record<NumberType, { read: Decoder; write: (bytes: Buffer, value: number) => void }>> = {
  u16: { read: (b, at) => b.readUInt16BE(at), write: (b, value) => b.writeUInt16BE(value) },
  s16: { read: (b, at) => b.readInt16BE(at), write: (b, value) => b.writeInt16BE(value) },
  u32: { read: (b, at) => b.readUInt32BE(at), write: (b, value) => b.writeUInt32BE(value) },
  s32: { read: (b, at) => b.readInt32BE(at), write: (b, value) => b.writeInt32BE(value) },
  f16: {
    read: (b, at) => decodeHalf(b.readUInt16BE(at)),
    write: (b, value) => b.writeUInt16BE(encodeHalf(value)),
  },
  f32: { read: (b, at) => b.readFloatBE(at), write: (b, value) => b.writeFloatBE(value) },
  f64: { read: (b, at) => b.readDoubleBE(at), write: (b, value) => b.writeDoubleBE(value) },
  u64: {
    read: (b, at) => b.readUInt32BE(at) * WORD + b.readUInt32BE(at + 4),
    write: (b, value) => {
      b.writeUInt32BE(Math.floor(value / WORD));
      b.writeUInt32BE(lowWord(value), 4);
    },
  },
  s64: {
    read: (b, at) => b.readInt32BE(at) * WORD + b.readUInt32BE(at + 4),
    write: (b, value) => {
      b.writeInt32BE(Math.floor(value / WORD));
      b.writeUInt32BE(lowWord(value), 4);
    },
  },
  bcd16: {
    read: (b, at) => decodeBcd(b.readUInt16BE(at), 4),
    write: (b, value) => b.writeUInt16BE(encodeBcd(value)),
  },
  bcd32: {
    read: (b, at) => decodeBcd(b.readUInt32BE(at), 8),
    write: (b, value) => b.writeUInt32BE(encodeBcd(value)),
  },
  'u8-high': { read: (b, at) => b.readUInt8(at), write: (b, value) => b.writeUInt8(value) },
  'u8-low': { read: (b, at) => b.readUInt8(at + 1), write: (b, value) => b.writeUInt8(value, 1) },
  's8-high': { read: (b, at) => b.readInt8(at), write: (b, value) => b.writeInt8(value) },
  's8-low': { read: (b, at) => b.readInt8(at + 1), write: (b, value) => b.writeInt8(value, 1) },
};

const lowWord = (value: number): number => value - Math.floor(value / WORD) * WORD;

/** Index of the most significant, second, … byte inside a value of n bytes; its own inverse. */
function byteOrderOf(order: ByteOrder, length: number): readonly number[] {
  const natural = Array.from({ length }, (_, i) => i);
  switch (order) {
    case 'ABCD':
      return natural;
    case 'DCBA':
      return natural.toReversed();
    case 'BADC':
      return natural.map((i) => i ^ 1);
    case 'CDAB':
      return natural.map((i) => length - 2 - (i & ~1) + (i & 1));
    case 'CDAB-pairs':
      return natural.map((i) => i ^ 4);
    case 'BADC-pairs':
      return natural.map((i) => i ^ 5);
  }
}

function reorder(read: Decoder, sourceOf: readonly number[]): Decoder {
  const scratch = Buffer.alloc(sourceOf.length);
  return (bytes, at) => {
    for (let i = 0; i < sourceOf.length; i++) scratch[i] = bytes[at + sourceOf[i]!]!;
    return read(scratch, 0);
  };
}

/** Cuts bits out of an unsigned integer, low bit first; works above bit 31. */
function extractBits(read: Decoder, from: number, width: number): Decoder {
  const divisor = 2 ** from;
  const modulus = 2 ** width;
  return (bytes, at) => {
    const shifted = Math.floor(read(bytes, at) / divisor);
    return shifted - Math.floor(shifted / modulus) * modulus;
  };
}

/** Bits are cut from the unsigned value, exactly: of 64 bits only the half or halves they touch is read. */
function bitsDecoder(type: NumberType, order: ByteOrder, from: number, width: number): Decoder {
  const bytes = registersOf(type) * 2;
  if (bytes < 8) return extractBits(numberDecoder(bytes === 2 ? 'u16' : 'u32', order), from, width);
  const { read } = FORMATS.u32;
  const high = extractBits(read, Math.max(0, from - 32), width - Math.max(0, 32 - from));
  const low = extractBits((b, at) => read(b, at + 4), from, Math.min(width, 32 - from));
  const natural: Decoder = (b, at) => {
    if (from >= 32) return high(b, at);
    if (from + width <= 32) return low(b, at);
    return low(b, at) + high(b, at) * 2 ** (32 - from);
  };
  return order === 'ABCD' ? natural : reorder(natural, byteOrderOf(order, bytes));
}

function numberDecoder(type: NumberType, order: ByteOrder): Decoder {
  const { read } = FORMATS[type];
  const sourceOf = byteOrderOf(order, registersOf(type) * 2);
  return sourceOf.every((source, i) => source === i) ? read : reorder(read, sourceOf);
}

/** The decoder of a register value; `bits` is [first bit, width] within the integer. NaN for digits that are none. */
export function decoderFor(type: NumberType, order: ByteOrder, bits?: readonly [number, number]): Decoder {
  return bits ? bitsDecoder(type, order, bits[0], bits[1]) : numberDecoder(type, order);
}

/** The exact inverse of the decoder of the same type and order; the other half of a register of one byte is zero. */
export function encoderFor(type: NumberType, order: ByteOrder): Encoder {
  const { write } = FORMATS[type];
  const sourceOf = byteOrderOf(order, registersOf(type) * 2);
  return (value) => {
    const natural = Buffer.alloc(sourceOf.length);
    write(natural, value);
    return Buffer.from(sourceOf.map((source) => natural[source]!));
  };
}

/** Coils and inputs are packed eight to a byte, the first in the lowest bit (application protocol 1.1b3, 6.1). */
export const decodeBit: Decoder = (bytes, position) => (bytes[position >> 3]! >> (position & 7)) & 1;
