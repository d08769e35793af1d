import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBit, decoderFor, registersOf } from './codec.ts';
import { type ByteOrder, byteOrder, type NumberType, numberType } from './schemas.ts';

/** Independent of the decoder: writes the value with DataView, then moves 16-bit words and bytes as a device would. */
function encode(type: NumberType, order: ByteOrder, value: number | bigint): Buffer {
  const length = registersOf(type) * 2;
  const view = new DataView(new ArrayBuffer(length));
  const write: Record<NumberType, () => void> = {
    u16: () => view.setUint16(0, Number(value)),
    s16: () => view.setInt16(0, Number(value)),
    u32: () => view.setUint32(0, Number(value)),
    s32: () => view.setInt32(0, Number(value)),
    f32: () => view.setFloat32(0, Number(value)),
    f64: () => view.setFloat64(0, Number(value)),
    u64: () => view.setBigUint64(0, BigInt(value)),
    s64: () => view.setBigInt64(0, BigInt(value)),
  };
  write[type]();
  let words: number[][] = [];
  for (let i = 0; i < length; i += 2) words.push([view.getUint8(i), view.getUint8(i + 1)]);
  if (order === 'CDAB' || order === 'DCBA') words = words.reverse();
  if (order === 'BADC' || order === 'DCBA') words = words.map((word) => word.reverse());
  return Buffer.from(words.flat());
}

const VALUES: Record<NumberType, fc.Arbitrary<number | bigint>> = {
  u16: fc.integer({ min: 0, max: 0xffff }),
  s16: fc.integer({ min: -0x8000, max: 0x7fff }),
  u32: fc.integer({ min: 0, max: 0xffff_ffff }),
  s32: fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
  f32: fc.float(),
  f64: fc.double(),
  u64: fc.bigInt({ min: 0n, max: 2n ** 53n - 1n }),
  s64: fc.bigInt({ min: -(2n ** 53n) + 1n, max: 2n ** 53n - 1n }),
};

for (const type of numberType.options) {
  for (const order of byteOrder.options) {
    test(`${type} ${order} is read as it was written, wherever it stands`, () => {
      const decode = decoderFor(type, order);
      fc.assert(
        fc.property(VALUES[type], fc.nat(20), (value, offset) => {
          const bytes = Buffer.concat([Buffer.alloc(offset, 0xa5), encode(type, order, value), Buffer.alloc(3, 0x5a)]);
          expect(decode(bytes, offset)).toBe(Number(value));
        }),
      );
    });
  }
}

test('bits are cut out of any integer in any order', () => {
  const unsigned = fc.constantFrom<NumberType>('u16', 's16', 'u32', 's32', 'u64', 's64');
  fc.assert(
    fc.property(
      unsigned,
      fc.constantFrom(...byteOrder.options),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.nat(63),
      fc.integer({ min: 1, max: 32 }),
      (type, order, raw, fromSeed, widthSeed) => {
        const size = registersOf(type) * 16;
        const from = fromSeed % size;
        const width = 1 + ((widthSeed - 1) % Math.min(32, size - from));
        const value = BigInt.asUintN(size, raw);
        const bytes = encode(size === 16 ? 'u16' : size === 32 ? 'u32' : 'u64', order, value);
        const expected = Number((value >> BigInt(from)) & ((1n << BigInt(width)) - 1n));
        expect(decoderFor(type, order, [from, width])(bytes, 0)).toBe(expected);
      },
    ),
    { numRuns: 1000 },
  );
});

test('coils are taken low bit first', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), (coils) => {
      const bytes = Buffer.alloc(Math.ceil(coils.length / 8));
      coils.forEach((on, i) => {
        if (on) bytes[Math.floor(i / 8)]! += 2 ** (i % 8);
      });
      expect(coils.map((_, i) => decodeBit(bytes, i) === 1)).toEqual(coils);
    }),
  );
});

test('published examples: SDM630 sends 230.2 as 43 66 33 34', () => {
  expect(decoderFor('f32', 'ABCD')(Buffer.from('43663334', 'hex'), 0)).toBeCloseTo(230.2, 4);
  expect(decoderFor('f32', 'CDAB')(Buffer.from('33344366', 'hex'), 0)).toBeCloseTo(230.2, 4);
  expect(decoderFor('s32', 'ABCD')(Buffer.from('fffffff6', 'hex'), 0)).toBe(-10);
});
