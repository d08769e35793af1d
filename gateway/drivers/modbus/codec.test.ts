import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBit, decoderFor, encoderFor } from './codec.ts';
import {
  type ByteOrder,
  bitsOf,
  byteOrder,
  type NumberType,
  numberType,
  ordersOf,
  registersOf,
} from './value-types.ts';

const digits = (value: number | bigint, count: number): Buffer =>
  Buffer.from(String(value).padStart(count, '0'), 'hex');

/** Independent of the codec: the bytes of a value, the most significant first. */
const NATURAL: Record<NumberType, (view: DataView, value: number | bigint) => void> = {
  u16: (view, value) => view.setUint16(0, Number(value)),
  s16: (view, value) => view.setInt16(0, Number(value)),
  u32: (view, value) => view.setUint32(0, Number(value)),
  s32: (view, value) => view.setInt32(0, Number(value)),
  // A half is a single with fewer fraction bits: sign, re-biased exponent and the upper ten of them. Normal numbers only.
  f16: (view, value) => {
    view.setFloat32(0, Number(value));
    const single = view.getUint32(0);
    const isZero = single << 1 === 0;
    view.setUint16(0, ((single >>> 16) & 0x8000) | (isZero ? 0 : ((single >>> 13) & 0x3ffff) - (112 << 10)));
  },
  f32: (view, value) => view.setFloat32(0, Number(value)),
  f64: (view, value) => view.setFloat64(0, Number(value)),
  u64: (view, value) => view.setBigUint64(0, BigInt(value)),
  s64: (view, value) => view.setBigInt64(0, BigInt(value)),
  bcd16: (view, value) => view.setUint16(0, digits(value, 4).readUInt16BE()),
  bcd32: (view, value) => view.setUint32(0, digits(value, 8).readUInt32BE()),
  'u8-high': (view, value) => view.setUint8(0, Number(value)),
  'u8-low': (view, value) => view.setUint8(1, Number(value)),
  's8-high': (view, value) => view.setInt8(0, Number(value)),
  's8-low': (view, value) => view.setInt8(1, Number(value)),
};

/** Independent of the codec: moves 16-bit words and bytes as a device would. */
function encode(type: NumberType, order: ByteOrder, value: number | bigint): Buffer {
  const length = registersOf(type) * 2;
  const view = new DataView(new ArrayBuffer(8));
  NATURAL[type](view, value);
  const words: number[][] = [];
  for (let i = 0; i < length; i += 2) words.push([view.getUint8(i), view.getUint8(i + 1)]);
  const isSwapped = order.startsWith('BADC') || order === 'DCBA';
  const swapped = isSwapped ? words.map((word) => word.toReversed()) : words;
  if (order.endsWith('pairs')) return Buffer.from([...swapped.slice(2), ...swapped.slice(0, 2)].flat());
  return Buffer.from((order === 'CDAB' || order === 'DCBA' ? swapped.toReversed() : swapped).flat());
}

/** Normal halves are 11 significant bits times a power of two. */
const half = fc
  .record({ sign: fc.constantFrom(1, -1), steps: fc.integer({ min: 1024, max: 2047 }), exponent: fc.nat(29) })
  .map(({ sign, steps, exponent }) => sign * steps * 2 ** (exponent - 24));

const VALUES: Record<NumberType, fc.Arbitrary<number | bigint>> = {
  u16: fc.integer({ min: 0, max: 0xffff }),
  s16: fc.integer({ min: -0x8000, max: 0x7fff }),
  u32: fc.integer({ min: 0, max: 0xffff_ffff }),
  s32: fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
  f16: fc.oneof(half, fc.constantFrom(0, -0)),
  f32: fc.float(),
  f64: fc.double(),
  u64: fc.bigInt({ min: 0n, max: 2n ** 53n - 1n }),
  s64: fc.bigInt({ min: -(2n ** 53n) + 1n, max: 2n ** 53n - 1n }),
  bcd16: fc.integer({ min: 0, max: 9999 }),
  bcd32: fc.integer({ min: 0, max: 99_999_999 }),
  'u8-high': fc.integer({ min: 0, max: 0xff }),
  'u8-low': fc.integer({ min: 0, max: 0xff }),
  's8-high': fc.integer({ min: -0x80, max: 0x7f }),
  's8-low': fc.integer({ min: -0x80, max: 0x7f }),
};

describe.each(numberType.options)('%s', (type) => {
  test.each(ordersOf(type))('%s is read as it was written, wherever it stands, and written as it is read', (order) => {
    const decode = decoderFor(type, order);
    const write = encoderFor(type, order);
    fc.assert(
      fc.property(VALUES[type], fc.nat(20), (value, offset) => {
        const wire = encode(type, order, value);
        const bytes = Buffer.concat([Buffer.alloc(offset, 0xa5), wire, Buffer.alloc(3, 0x5a)]);
        expect(decode(bytes, offset)).toBe(Number(value));
        expect(write(Number(value))).toEqual(wire);
      }),
    );
  });
});

test.each<[NumberType, ByteOrder, string, number]>([
  ['u16', 'ABCD', '1234', 0x1234],
  ['u16', 'BADC', '3412', 0x1234],
  ['s16', 'ABCD', 'fffe', -2],
  ['u8-high', 'ABCD', '80ff', 128],
  ['u8-low', 'ABCD', '80ff', 255],
  ['s8-high', 'ABCD', '80ff', -128],
  ['s8-low', 'ABCD', '80ff', -1],
  ['u8-high', 'BADC', '80ff', 255],
  ['u32', 'ABCD', '00010002', 65_538],
  ['u32', 'CDAB', '00020001', 65_538],
  ['u32', 'BADC', '01000200', 65_538],
  ['u32', 'DCBA', '02000100', 65_538],
  ['s32', 'ABCD', 'fffffff6', -10],
  ['f16', 'ABCD', '3c00', 1],
  ['f16', 'ABCD', 'c000', -2],
  ['f16', 'ABCD', '7bff', 65_504],
  ['f16', 'ABCD', '0001', 2 ** -24],
  ['f16', 'ABCD', '3555', 0.333251953125],
  ['f16', 'ABCD', '7c00', Number.POSITIVE_INFINITY],
  ['f16', 'ABCD', '7e00', Number.NaN],
  ['f32', 'ABCD', '43663333', 230.1999969482422],
  ['f32', 'CDAB', '33334366', 230.1999969482422],
  ['f32', 'BADC', '66433333', 230.1999969482422],
  ['f32', 'DCBA', '33336643', 230.1999969482422],
  ['bcd16', 'ABCD', '2359', 2359],
  ['bcd16', 'BADC', '5923', 2359],
  ['bcd32', 'ABCD', '12345678', 12_345_678],
  ['bcd32', 'CDAB', '56781234', 12_345_678],
  ['bcd16', 'ABCD', '12a4', Number.NaN],
  ['bcd32', 'ABCD', '1234567f', Number.NaN],
  ['u64', 'ABCD', '0001020304050607', 0x0001020304050607],
  ['u64', 'CDAB', '0607040502030001', 0x0001020304050607],
  ['u64', 'BADC', '0100030205040706', 0x0001020304050607],
  ['u64', 'DCBA', '0706050403020100', 0x0001020304050607],
  ['u64', 'CDAB-pairs', '0405060700010203', 0x0001020304050607],
  ['u64', 'BADC-pairs', '0504070601000302', 0x0001020304050607],
  ['s64', 'ABCD', 'fffffffffffffffe', -2],
  ['f64', 'ABCD', '3ff8000000000000', 1.5],
  ['f64', 'CDAB-pairs', '000000003ff80000', 1.5],
])('%s %s: the bytes %s are %d', (type, order, bytes, value) => {
  expect(decoderFor(type, order)(Buffer.from(bytes, 'hex'), 0)).toBe(value);
});

test('what no half holds exactly becomes the nearest one, ties to even', () => {
  const write = encoderFor('f16', 'ABCD');
  const hex = (value: number): string => write(value).toString('hex');
  expect([0.1, 1 / 3, 2049, 2051, 65_503, 2 ** -25, 3 * 2 ** -26].map(hex)).toEqual([
    '2e66',
    '3555',
    '6800',
    '6802',
    '7bff',
    '0000',
    '0001',
  ]);
});

test('bits are cut out of any integer in any order', () => {
  const integers = numberType.options.filter((type) => bitsOf(type) > 0);
  expect(integers).toEqual(['u16', 's16', 'u32', 's32', 'u64', 's64']);
  fc.assert(
    fc.property(
      fc.constantFrom(...integers),
      fc.nat(),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.nat(63),
      fc.integer({ min: 1, max: 32 }),
      (type, orderSeed, raw, fromSeed, widthSeed) => {
        const orders = ordersOf(type);
        const order = orders[orderSeed % orders.length]!;
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

test('every order of four registers is one of its own', () => {
  const written = byteOrder.options.map((order) => encoderFor('u64', order)(0x0001020304050607).toString('hex'));
  expect(new Set(written).size).toBe(byteOrder.options.length);
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
