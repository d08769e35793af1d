import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { bitsOf, decodeField, type FieldOrder, type FieldType, ordersOf } from './binary-field.ts';

const read = (hex: string, type: FieldType, order: FieldOrder = 'ABCD', more: object = {}) =>
  decodeField(Buffer.from(hex, 'hex'), { offset: 0, type, order, ...more });

describe('least and greatest of each type', () => {
  it.each([
    ['00', 'u8', 0],
    ['ff', 'u8', 255],
    ['80', 's8', -128],
    ['7f', 's8', 127],
    ['ffff', 'u16', 65_535],
    ['8000', 's16', -32_768],
    ['7fff', 's16', 32_767],
    ['ffffffff', 'u32', 4_294_967_295],
    ['80000000', 's32', -2_147_483_648],
    ['7fffffff', 's32', 2_147_483_647],
    ['ffffffffffffffff', 'u64', 2 ** 64],
    ['8000000000000000', 's64', -(2 ** 63)],
    ['001fffffffffffff', 'u64', Number.MAX_SAFE_INTEGER],
    ['ffffffffffffffff', 's64', -1],
    ['ff7fffff', 'f32', -3.4028234663852886e38],
    ['7fefffffffffffff', 'f64', Number.MAX_VALUE],
  ] as const)('%s as %s', (hex, type, value) => {
    expect(read(hex, type)).toEqual({ value, quality: QUALITY.good });
  });
});

describe('orders', () => {
  it.each([
    ['01020304', 'ABCD'],
    ['03040102', 'CDAB'],
    ['02010403', 'BADC'],
    ['04030201', 'DCBA'],
  ] as const)('%s is %s', (hex, order) => {
    expect(read(hex, 'u32', order).value).toBe(0x01020304);
  });

  it('of two and eight bytes', () => {
    expect(read('0201', 'u16', 'DCBA').value).toBe(0x0102);
    expect(read('0706050403020100', 'u64', 'DCBA').value).toBe(0x0001020304050607);
    expect(read('0607040502030001', 'u64', 'CDAB').value).toBe(0x0001020304050607);
  });

  it('of one type read different numbers, however often they are tried', () => {
    for (const type of ['u8', 'u16', 'u32'] as const) {
      const values = ordersOf(type).map((order) => read('01020304', type, order).value);
      expect(new Set(values).size).toBe(ordersOf(type).length);
    }
  });
});

describe('what is not there', () => {
  it('beyond the end is bad, and so is no number', () => {
    expect(read('0102', 'u32').quality).toBe(QUALITY['bad-decode']);
    expect(decodeField(Buffer.alloc(4), { offset: 3, type: 'u16', order: 'ABCD' }).quality).toBe(QUALITY['bad-decode']);
    expect(read('7fc00000', 'f32').quality).toBe(QUALITY['bad-not-a-number']);
    expect(read('ff800000', 'f32').quality).toBe(QUALITY['bad-not-a-number']);
  });
});

it('bits are those of the integer', () => {
  const types = ['u8', 's8', 'u16', 's16', 'u32', 's32', 'u64', 's64'] as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.nat(),
      fc.nat(),
      (type, raw, a, b) => {
        const width = bitsOf(type);
        const first = a % width;
        const count = 1 + (b % Math.min(32, width - first));
        const bytes = Buffer.alloc(8);
        bytes.writeBigUInt64BE(BigInt.asUintN(width, raw));
        const field = { offset: 8 - width / 8, type, order: 'ABCD', bits: [first, count] } as const;
        expect(decodeField(bytes, field).value).toBe(
          Number(BigInt.asUintN(count, BigInt.asUintN(width, raw) >> BigInt(first))),
        );
      },
    ),
  );
});
