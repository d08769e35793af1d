import fc from 'fast-check';
import { DataType, LocalizedText, NodeId, StatusCodes, VariantArrayType } from 'node-opcua-client';
import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { decodeText, wordsOf } from './decode-text.ts';

const scalar = (type: keyof typeof DataType, value: unknown) => ({
  dataType: DataType[type],
  arrayType: VariantArrayType.Scalar,
  value,
});

describe('words of a value', () => {
  it.each([
    ['String', '电梯 1', '电梯 1'],
    ['String', null, ''],
    ['LocalizedText', new LocalizedText({ text: 'open', locale: 'en' }), 'open'],
    ['DateTime', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['Int32', -7, '-7'],
    ['Boolean', true, 'true'],
    ['UInt64', [0xffffffff, 0xffffffff], '18446744073709551615'],
    ['Int64', [0xffffffff, 0xffffffff], '-1'],
    ['Guid', '72962B91-FA75-4AE6-8D28-B404DC7DAF63', '72962B91-FA75-4AE6-8D28-B404DC7DAF63'],
    ['ByteString', Buffer.from([1, 255]), '01ff'],
    ['StatusCode', StatusCodes.BadTimeout, 'BadTimeout'],
    ['NodeId', NodeId.resolveNodeId('ns=2;s=a'), 'ns=2;s=a'],
  ] as const)('%s %j', (type, value, text) => {
    expect(decodeText(scalar(type, value), QUALITY.good)).toEqual({ text, quality: QUALITY.good });
  });

  it('a structure or an array is none for a point, an array has words for people', () => {
    expect(decodeText(scalar('ExtensionObject', {}), QUALITY.good)).toEqual({
      text: '',
      quality: QUALITY['bad-decode'],
    });
    const array = { dataType: DataType.Double, arrayType: VariantArrayType.Array, value: Float64Array.of(1, 2.5) };
    expect(decodeText(array, QUALITY.good).quality).toBe(QUALITY['bad-decode']);
    expect(wordsOf(array)).toBe('[1, 2.5]');
  });

  it('a bad value has no words', () => {
    expect(decodeText(scalar('String', 'old'), QUALITY['bad-device'])).toEqual({
      text: '',
      quality: QUALITY['bad-device'],
    });
  });

  it('whatever a server sends, it is at most 128 visible characters', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.anything());
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 2 }),
        anything,
        (dataType, arrayType, value) => {
          const { text } = decodeText({ dataType, arrayType, value }, QUALITY.good);
          expect([...text].length).toBeLessThanOrEqual(128);
          expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        },
      ),
    );
  });
});
