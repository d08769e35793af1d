import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { QUALITY } from '../../../domain/quality.ts';
import { loadCodec, type SparkplugCodec } from './codec.ts';
import { decodeMetric, decodeMetricText, encodeMetric } from './metric-value.ts';
import type { SparkplugMetric, WireValue } from './payload.ts';

const INT8 = 1;
const INT16 = 2;
const INT32 = 3;
const INT64 = 4;
const UINT8 = 5;
const UINT16 = 6;
const UINT32 = 7;
const UINT64 = 8;
const FLOAT = 9;
const DOUBLE = 10;
const BOOLEAN = 11;
const STRING = 12;
const DATE_TIME = 13;

const metric = (value: WireValue, quality?: number): SparkplugMetric => ({
  ...{ name: 'm', alias: undefined, time: undefined, type: undefined, isHistorical: false, quality },
  value,
});
const integer = (bits: bigint): SparkplugMetric => metric({ kind: 'integer', bits });

let codec: SparkplugCodec;
beforeAll(async () => {
  codec = await loadCodec();
});

/** The only metric of a message in wire form, as another implementation would write it. */
function fromWire(hex: string): SparkplugMetric {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  const [only] = codec.decode(Buffer.concat([Buffer.from([0x12, bytes.length]), bytes]))!.metrics;
  return only!;
}

describe('least and greatest of each type, drawn out and bare', () => {
  it.each([
    [INT8, 0xffffff80n, -128],
    [INT8, 0x80n, -128],
    [INT8, 0xffffffffffffff80n, -128],
    [INT8, 0x7fn, 127],
    [INT16, 0xffff8000n, -32_768],
    [INT16, 0x8000n, -32_768],
    [INT16, 0x7fffn, 32_767],
    [INT32, 0x80000000n, -2_147_483_648],
    [INT32, 0xffffffff80000000n, -2_147_483_648],
    [INT32, 0x7fffffffn, 2_147_483_647],
    [INT64, 0x8000000000000000n, -(2 ** 63)],
    [INT64, 0xffffffffffffffffn, -1],
    [INT64, 0x7fffffffffffffffn, 2 ** 63],
    [UINT8, 0xffn, 255],
    [UINT16, 0xffffn, 65_535],
    [UINT32, 0xffffffffn, 4_294_967_295],
    [UINT32, 0xffffffffffffffffn, 4_294_967_295],
    [UINT64, 0xffffffffffffffffn, 2 ** 64],
    [UINT64, 0x1fffffffffffffn, Number.MAX_SAFE_INTEGER],
    [DATE_TIME, 1_767_600_000_000n, 1_767_600_000_000],
  ])('type %d, bits %d', (type, bits, value) => {
    expect(decodeMetric(integer(bits), type)).toEqual({ value, quality: QUALITY.good });
  });

  it.each([
    [UINT8, 300n],
    [INT8, 200n << 8n],
    [UINT16, 0x10000n],
    [INT16, 0x18000n],
    [FLOAT, 1n],
    [BOOLEAN, 1n],
    [STRING, 1n],
    [99, 1n],
  ])('type %d has no bits %d', (type, bits) => {
    expect(decodeMetric(integer(bits), type).quality).toBe(QUALITY['bad-decode']);
  });
});

describe('what lies on the wire', () => {
  it.each([
    ['0a0161 2003 50ffffffff0f', INT32, -1],
    ['0a0161 2007 50ffffffff0f', UINT32, 4_294_967_295],
    ['0a0161 2007 58ffffffff0f', UINT32, 4_294_967_295],
    ['0a0161 2004 58fbffffffffffffffff01', INT64, -5],
    ['0a0161 2008 58ffffffffffffffffff01', UINT64, 2 ** 64],
    ['0a0161 2001 508001', INT8, -128],
    ['0a0161 2003 5000', INT32, 0],
    ['0a0161 2009 650000c03f', FLOAT, 1.5],
    ['0a0161 200a 69000000000000f8bf', DOUBLE, -1.5],
    ['0a0161 200b 7000', BOOLEAN, 0],
    ['0a0161 200b 7001', BOOLEAN, 1],
  ])('%s', (hex, type, value) => {
    const found = fromWire(hex);
    expect(found).toMatchObject({ name: 'a', type, alias: undefined });
    expect(decodeMetric(found, found.type)).toEqual({ value, quality: QUALITY.good });
  });

  it('without its type, as senders do after the birth', () => {
    const found = fromWire('1007 58fbffffffffffffffff01');
    expect(found).toMatchObject({ name: undefined, alias: 7n, type: undefined });
    expect(decodeMetric(found, INT64).value).toBe(-5);
    expect(decodeMetric(found, undefined).quality).toBe(QUALITY['bad-decode']);
  });

  it('alias 0 is one, null is no value, and a missing value is none', () => {
    expect(fromWire('1000 5005').alias).toBe(0n);
    expect(decodeMetric(fromWire('0a0161 2003 3801'), INT32).quality).toBe(QUALITY['bad-sentinel']);
    expect(decodeMetric(fromWire('0a0161 2003'), INT32).quality).toBe(QUALITY['bad-decode']);
    expect(fromWire('0a0161 2003 2801 5005').isHistorical).toBe(true);
  });

  it('a text, and no text', () => {
    const found = fromWire('0a0161 200c 7a044155544f');
    expect(decodeMetricText(found, STRING)).toEqual({ value: 0, quality: QUALITY.good, text: 'AUTO' });
    expect(decodeMetric(found, STRING).quality).toBe(QUALITY['bad-decode']);
    expect(decodeMetricText(fromWire('0a0161 200c 3801'), STRING)).toMatchObject({ text: '', value: 0 });
  });

  it('the property Quality is believed', () => {
    const quality = (code: number) => `4a0f 0a075175616c697479 1204 0803 18${code === 500 ? 'f403' : 'c001'}`;
    expect(decodeMetric(fromWire(`0a0161 2003 ${quality(500)} 5005`), INT32)).toEqual({
      value: 5,
      quality: QUALITY['bad-stale'],
    });
    expect(decodeMetric(metric({ kind: 'integer', bits: 5n }, 192), INT32).quality).toBe(QUALITY.good);
    expect(decodeMetric(metric({ kind: 'integer', bits: 5n }, 0), INT32).quality).toBe(QUALITY['bad-device']);
  });

  it('anything at all is a message or none, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(40), (bytes, type) => {
        for (const each of codec.decode(bytes)?.metrics ?? []) {
          const { value, quality } = decodeMetric(each, type);
          expect(Number.isNaN(value)).toBe(quality !== QUALITY.good && each.quality === undefined);
          decodeMetricText(each, type);
        }
      }),
    );
  });
});

it('what is written to a metric is what it reads, and what its type does not have is not written', () => {
  const types = [INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, DOUBLE, BOOLEAN];
  const numbers = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }));
  fc.assert(
    fc.property(fc.constantFrom(...types), numbers, (type, raw) => {
      const value = encodeMetric(raw, type);
      if (value === undefined) return;
      const [read] = codec.decode(codec.encode([{ name: 'm', type, value }], 0))!.metrics;
      // Whole numbers have one zero.
      const wanted = type === DOUBLE ? raw : raw + 0;
      expect(decodeMetric(read!, type)).toEqual({ value: wanted, quality: QUALITY.good });
    }),
  );
  expect([
    encodeMetric(128, INT8),
    encodeMetric(-1, UINT8),
    encodeMetric(1.5, INT32),
    encodeMetric(2, BOOLEAN),
    encodeMetric(1, STRING),
    encodeMetric(Number.NaN, DOUBLE),
  ]).toEqual(Array(6).fill(undefined));
});
