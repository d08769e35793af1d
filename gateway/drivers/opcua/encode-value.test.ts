import fc from 'fast-check';
import { DataType, VariantArrayType } from 'node-opcua-client';
import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { decodeValue } from './decode-value.ts';
import { encodeValue } from './encode-value.ts';

const NUMBERS = ['SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Float', 'Double'] as const;

describe('encoding a number', () => {
  it.each([
    ['Boolean', 2, 'a Boolean takes 0 or 1'],
    ['SByte', 128, 'the node takes -128 to 127'],
    ['UInt16', -1, 'the node takes 0 to 65535'],
    ['Int32', 1.5, 'the node takes whole numbers'],
    ['UInt64', 2 ** 60, 'the node takes 0 to 9007199254740991'],
    ['Float', 1e300, 'too large for a Float'],
    ['String', 1, 'the node holds no number'],
    ['DateTime', 1, 'the node holds no number'],
    ['Double', Number.NaN, 'not a number'],
  ] as const)('%s refuses %d', (type, raw, detail) => {
    expect(encodeValue(DataType[type], raw)).toEqual({ ok: false, detail });
  });

  it('what a type takes, it gives back', () => {
    const raw = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double({ noNaN: true }), fc.constantFrom(0, -0, 1, 255));
    fc.assert(
      fc.property(fc.constantFrom('Boolean' as const, ...NUMBERS), raw, (type, number) => {
        const encoded = encodeValue(DataType[type], number);
        if (!encoded.ok) return;
        const typed = { dataType: DataType[type], arrayType: VariantArrayType.Scalar, value: encoded.value };
        expect(decodeValue(typed, QUALITY.good)).toEqual({ value: encoded.shown, quality: QUALITY.good });
        if (type !== 'Float') expect(encoded.shown).toBe(number + 0);
      }),
    );
  });
});
