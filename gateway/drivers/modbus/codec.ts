import type { ByteOrder, NumberType } from './schemas.ts';

/** Reads one number from an answer; `position` is a byte offset for registers, a bit offset for coils and inputs. */
export type Decoder = (bytes: Buffer, position: number) => number;

const REGISTERS: Readonly<Record<NumberType, number>> = {
  u16: 1,
  s16: 1,
  u32: 2,
  s32: 2,
  f32: 2,
  u64: 4,
  s64: 4,
  f64: 4,
};

/** How many registers a value of this type takes. */
export const registersOf = (type: NumberType): number => REGISTERS[type];

/** Big-endian readers, byte 0 the most significant. 64-bit integers above 2^53 lose their last digits. */
const READERS: Readonly<Record<NumberType, Decoder>> = {
  u16: (bytes, at) => bytes.readUInt16BE(at),
  s16: (bytes, at) => bytes.readInt16BE(at),
  u32: (bytes, at) => bytes.readUInt32BE(at),
  s32: (bytes, at) => bytes.readInt32BE(at),
  f32: (bytes, at) => bytes.readFloatBE(at),
  f64: (bytes, at) => bytes.readDoubleBE(at),
  u64: (bytes, at) => bytes.readUInt32BE(at) * 0x1_0000_0000 + bytes.readUInt32BE(at + 4),
  s64: (bytes, at) => bytes.readInt32BE(at) * 0x1_0000_0000 + bytes.readUInt32BE(at + 4),
};

/** Index of the most significant, second, … byte inside a value of n bytes. */
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
  }
}

function reorder(read: Decoder, sourceOf: readonly number[]): Decoder {
  const scratch = Buffer.alloc(sourceOf.length);
  return (bytes, at) => {
    for (let i = 0; i < sourceOf.length; i++) scratch[i] = bytes[at + sourceOf[i]!]!;
    return read(scratch, 0);
  };
}

/** Cuts bits out of an integer, low bit first; works on the two's complement of negative numbers and above bit 31. */
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
  const high = extractBits(READERS.u32, Math.max(0, from - 32), width - Math.max(0, 32 - from));
  const low = extractBits((b, at) => READERS.u32(b, at + 4), from, Math.min(width, 32 - from));
  const natural: Decoder = (b, at) => {
    if (from >= 32) return high(b, at);
    if (from + width <= 32) return low(b, at);
    return low(b, at) + high(b, at) * 2 ** (32 - from);
  };
  return order === 'ABCD' ? natural : reorder(natural, byteOrderOf(order, bytes));
}

function numberDecoder(type: NumberType, order: ByteOrder): Decoder {
  const length = registersOf(type) * 2;
  const sourceOf = byteOrderOf(order, length);
  const isNatural = sourceOf.every((source, i) => source === i);
  return isNatural ? READERS[type] : reorder(READERS[type], sourceOf);
}

/** The decoder of a register value; `bits` is [first bit, width] within the integer. */
export function decoderFor(type: NumberType, order: ByteOrder, bits?: readonly [number, number]): Decoder {
  return bits ? bitsDecoder(type, order, bits[0], bits[1]) : numberDecoder(type, order);
}

/** Coils and inputs are packed eight to a byte, the first in the lowest bit (application protocol 1.1b3, 6.1). */
export const decodeBit: Decoder = (bytes, position) => (bytes[position >> 3]! >> (position & 7)) & 1;
