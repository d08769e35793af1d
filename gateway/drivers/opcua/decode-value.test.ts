import fc from 'fast-check';
import { DataType, VariantArrayType } from 'node-opcua-client';
import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { decodeValue } from './decode-value.ts';

const scalar = (type: keyof typeof DataType, value: unknown) => ({
  dataType: DataType[type],
  arrayType: VariantArrayType.Scalar,
  value,
});

describe('decoding a value', () => {
  it.each([
    ['Boolean', true, 1],
    ['Boolean', false, 0],
    ['SByte', -128, -128],
    ['Byte', 255, 255],
    ['Int16', -32768, -32768],
    ['UInt16', 65535, 65535],
    ['Int32', -1, -1],
    ['UInt32', 4294967295, 4294967295],
    ['Int64', [0xffffffff, 0xffffffff], -1],
    ['Int64', [0, 7], 7],
    ['UInt64', [1, 0], 2 ** 32],
    ['UInt64', [0xffffffff, 0xffffffff], 2 ** 64],
    ['Float', 1.5, 1.5],
    ['Double', -2.25, -2.25],
    ['DateTime', new Date(1_500), 1.5],
  ] as const)('%s %j', (type, raw, value) => {
    expect(decodeValue(scalar(type, raw), QUALITY.good)).toEqual({ value, quality: QUALITY.good });
  });

  it.each([
    ['String', '12'],
    ['DateTime', '2026-01-01'],
    ['Null', null],
    ['ExtensionObject', {}],
    ['Boolean', 1],
    ['Int32', '7'],
    ['Int64', [1]],
    ['Int64', [1.5, 2]],
    ['UInt64', null],
  ] as const)('%s %j is no number', (type, raw) => {
    expect(decodeValue(scalar(type, raw), QUALITY.good)).toEqual({ value: Number.NaN, quality: QUALITY['bad-decode'] });
  });

  it('an array or nothing at all is no number', () => {
    const array = { dataType: DataType.Double, arrayType: VariantArrayType.Array, value: [1, 2] };
    expect(decodeValue(array, QUALITY.good).quality).toBe(QUALITY['bad-decode']);
    expect(decodeValue(undefined, QUALITY.good).quality).toBe(QUALITY['bad-decode']);
  });

  it('NaN and infinity are bad', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(decodeValue(scalar('Double', value), QUALITY.good).quality).toBe(QUALITY['bad-not-a-number']);
    }
  });

  it('a bad quality stays, with the value if there is one', () => {
    expect(decodeValue(scalar('Int32', 5), QUALITY['bad-device'])).toEqual({
      value: 5,
      quality: QUALITY['bad-device'],
    });
    expect(decodeValue(null, QUALITY['bad-waiting'])).toEqual({ value: Number.NaN, quality: QUALITY['bad-waiting'] });
  });

  it('64-bit integers are what their bits say', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const bits = BigInt.asUintN(64, value);
        const halves = [Number(bits >> 32n), Number(bits & 0xffffffffn)];
        expect(decodeValue(scalar('Int64', halves), QUALITY.good).value).toBe(Number(value));
        expect(decodeValue(scalar('UInt64', halves), QUALITY.good).value).toBe(Number(bits));
      }),
    );
  });

  it('whatever a server sends, it never throws, and good means a finite number', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 2 }), fc.anything(), (dataType, arrayType, value) => {
        const decoded = decodeValue({ dataType, arrayType, value }, QUALITY.good);
        expect(Number.isFinite(decoded.value)).toBe(decoded.quality === QUALITY.good);
      }),
    );
  });
});
