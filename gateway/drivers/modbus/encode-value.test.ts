import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../domain/errors.ts';
import { decoderFor } from './codec.ts';
import { encodeValue, type WireValue } from './encode-value.ts';
import { addressSchema, deviceSchema } from './schemas.ts';
import { type ByteOrder, deviceOrder, type NumberType, ordersOf } from './value-types.ts';

const encode = (address: object, raw: number, device: object = {}): Outcome<WireValue> =>
  encodeValue(addressSchema.parse(address), deviceSchema.parse(device), raw);
const holding = (more: object = {}): object => ({ table: 'holding', register: 0, ...more });
const detailOf = (outcome: Outcome<WireValue>): string | undefined => (outcome.ok ? undefined : outcome.detail);

const WRITABLE: Readonly<Partial<Record<NumberType, fc.Arbitrary<number>>>> = {
  u16: fc.integer({ min: 0, max: 0xffff }),
  s16: fc.integer({ min: -0x8000, max: 0x7fff }),
  u32: fc.integer({ min: 0, max: 0xffff_ffff }),
  s32: fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
  u64: fc.maxSafeNat(),
  s64: fc.maxSafeInteger(),
  f32: fc.float({ noNaN: true, noDefaultInfinity: true }),
  f64: fc.double({ noNaN: true, noDefaultInfinity: true }),
  bcd16: fc.integer({ min: 0, max: 9999 }),
  bcd32: fc.integer({ min: 0, max: 99_999_999 }),
};

describe.each(Object.entries(WRITABLE) as [NumberType, fc.Arbitrary<number>][])('%s', (type, values) => {
  test.each(ordersOf(type))('%s reads as it was written', (order: ByteOrder) => {
    fc.assert(
      fc.property(values, (raw) => {
        const outcome = encode(holding({ type, order }), raw);
        if (!outcome.ok || typeof outcome.value === 'boolean') throw new Error('refused');
        const bytes = Buffer.alloc(outcome.value.length * 2);
        outcome.value.forEach((register, i) => void bytes.writeUInt16BE(register, i * 2));
        expect(decoderFor(type, order)(bytes, 0)).toBe(raw);
      }),
    );
  });
});

test('the order of the device counts where the address names none, but not for single registers', () => {
  for (const order of deviceOrder.options) {
    const [own, inherited] = [
      encode(holding({ type: 'u32', order }), 1),
      encode(holding({ type: 'u32' }), 1, { order }),
    ];
    expect(inherited).toEqual(own);
    expect(encode(holding(), 0x1234, { order })).toEqual({ ok: true, value: [0x1234] });
  }
});

test('a number that the type cannot hold is refused', () => {
  const refusals: readonly (readonly [string, number])[] = [
    ['u16', -1],
    ['u16', 65_536],
    ['u16', 1.5],
    ['s16', 32_768],
    ['u32', 2 ** 32],
    ['s32', -(2 ** 31) - 1],
    ['u64', 2 ** 53],
    ['s64', -(2 ** 53)],
    ['f16', 65_505],
    ['f32', 3.5e38],
    ['bcd16', 10_000],
    ['bcd32', 0.5],
    ['u16', Number.NaN],
    ['f32', Number.NaN],
    ['f64', Number.POSITIVE_INFINITY],
  ];
  for (const [type, raw] of refusals)
    expect(encode(holding({ type }), raw)).toMatchObject({ ok: false, detail: `${raw} does not fit into ${type}` });
});

test('what is a whole number but for its scale is taken for one', () => {
  expect(encode(holding(), 21.5 / 0.1)).toEqual({ ok: true, value: [215] });
  expect(encode(holding({ type: 's16' }), -0.3 / 0.1)).toEqual({ ok: true, value: [-3 & 0xffff] });
});

test('a coil is on or off, and nothing else', () => {
  const coil = { table: 'coil', register: 3 };
  expect(encode(coil, 1)).toEqual({ ok: true, value: true });
  expect(encode(coil, 0)).toEqual({ ok: true, value: false });
  expect(detailOf(encode(coil, 2))).toBe('2 is neither 0 nor 1');
});

test('what shares its registers with others, or cannot be written at all, is refused', () => {
  expect(detailOf(encode({ table: 'input', register: 0 }, 1))).toBe('input cannot be written');
  expect(detailOf(encode({ modicon: 10_001 }, 1))).toBe('discrete cannot be written');
  expect(detailOf(encode(holding({ bits: [3, 1] }), 1))).toContain('single bits');
  expect(detailOf(encode(holding({ type: 'u8-high' }), 1))).toContain('half of a register');
  expect(detailOf(encode(holding({ type: 'string', length: 2 }), 1))).toContain('a text');
  const parts = [
    { register: 0, times: 1 },
    { register: 1, times: 60 },
  ];
  expect(detailOf(encode({ table: 'holding', parts }, 1))).toContain('a sum');
  expect(encode({ modicon: 40_001 }, 7)).toEqual({ ok: true, value: [7] });
});
