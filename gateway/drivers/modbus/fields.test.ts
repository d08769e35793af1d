import { describe, expect, test } from 'vitest';
import { QUALITY, qualityName } from '../../domain/quality.ts';
import { deliverFailure, deliverField } from './deliver-field.ts';
import { type TestPoint, testDevice } from './device.fixtures.ts';
import { atomsOf, type Field } from './fields.ts';
import { modiconPlace } from './modicon.ts';
import { addressSchema, deviceSchema, templateSchema } from './schemas.ts';

function fieldOf(address: TestPoint, settings: object = {}): Field {
  return atomsOf(testDevice([address], settings))[0]!.fields[0]!;
}

/** What reaches the sink from these bytes: the number, or the text, or the name of what is wrong. */
function delivered(address: TestPoint, hex: string, settings: object = {}): number | string {
  let seen: number | string = 'nothing';
  const note = (value: number | string, quality: number): void => {
    seen = quality === QUALITY.good ? value : qualityName(quality);
  };
  const sink = {
    reading: (_: number, value: number, quality: number) => note(value, quality),
    text: (_: number, value: string, quality: number) => note(value, quality),
    flush: () => undefined,
  };
  deliverField(fieldOf(address, settings), Buffer.from(hex, 'hex'), 0, sink, 0);
  return seen;
}

const input = (more: object): TestPoint => ({ table: 'input', register: 0, ...more });
const accepts = (address: object): boolean => addressSchema.safeParse(address).success;

describe('texts', () => {
  const text = (length: number, more: object = {}): TestPoint => input({ type: 'string', length, ...more });

  test('end at the first NUL, without the blanks that pad them', () => {
    expect(delivered(text(4), '504d3535363000ff')).toBe('PM5560');
    expect(delivered(text(4), '4142202020202020')).toBe('AB');
    expect(delivered(text(2), '00000000')).toBe('');
  });

  test('of swapped characters, and in UTF-8', () => {
    expect(delivered(text(3, { order: 'BA' }), '4d5035353036')).toBe('PM5560');
    expect(delivered(text(3, { charset: 'utf8' }), 'e6b3b5e688bf')).toBe('泵房');
  });

  test('what is not in the character set is replaced, control characters too', () => {
    expect(delivered(text(2), '41ff1b42')).toBe('A\ufffd\ufffdB');
    expect(delivered(text(2, { charset: 'utf8' }), '41e6b342')).toBe('A\ufffdB');
    expect(delivered(text(2, { charset: 'utf8' }), '411b0742')).toBe('A\ufffd\ufffdB');
  });

  test('are cut to 128 characters, and never inside of one', () => {
    expect(String(delivered(text(125), '41'.repeat(250)))).toHaveLength(128);
    const [letters, flame] = ['41'.repeat(127), 'f09f94a5'];
    expect(delivered(text(125, { charset: 'utf8' }), letters + flame.repeat(30))).toBe('A'.repeat(127));
  });

  test('a failure is an empty text of that quality', () => {
    const seen: unknown[] = [];
    const sink = {
      reading: () => seen.push('reading'),
      text: (...all: unknown[]) => seen.push(all),
      flush: () => undefined,
    };
    deliverFailure(fieldOf(text(2)), QUALITY['bad-unsupported'], sink, 7);
    expect(seen).toEqual([[0, '', QUALITY['bad-unsupported'], 7]]);
  });
});

describe('sums', () => {
  const parts = [
    { register: 10, times: 65_536 },
    { register: 11, times: 1 },
    { register: 14, type: 'u8-low', times: 1 / 60 },
  ];

  test('are read together and added', () => {
    const field = fieldOf({ table: 'holding', parts });
    expect([field.start, field.end]).toEqual([10, 15]);
    expect(delivered({ table: 'holding', parts }, '00010002ffffffffff1e')).toBe(65_538.5);
  });

  test('of parts in any order, with the printed number of the device', () => {
    const field = fieldOf({ table: 'holding', parts: parts.toReversed() }, { firstRegister: 1 });
    expect([field.start, field.end]).toEqual([9, 14]);
  });

  test('are bad if one part is', () => {
    const withBcd = [
      { register: 0, times: 100 },
      { register: 1, type: 'bcd16', times: 1 },
    ];
    expect(delivered({ table: 'input', parts: withBcd }, '00010012')).toBe(112);
    expect(delivered({ table: 'input', parts: withBcd }, '000100f2')).toBe('bad-decode');
  });
});

describe('what is no number', () => {
  test('digits that are none are a failure to decode, NaN is not a number', () => {
    expect(delivered(input({ type: 'bcd16' }), '1a34')).toBe('bad-decode');
    expect(delivered(input({ type: 'f32' }), '7fc00000')).toBe('bad-not-a-number');
    expect(delivered(input({ type: 'f16' }), '7c00')).toBe('bad-not-a-number');
  });
});

describe('numbers of Modicon', () => {
  test.each([
    [1, 'coil', 0],
    ['00001', 'coil', 0],
    [9999, 'coil', 9998],
    ['065536', 'coil', 65_535],
    [10_001, 'discrete', 0],
    [30_011, 'input', 10],
    [40_001, 'holding', 0],
    [49_999, 'holding', 9998],
    [400_001, 'holding', 0],
    [465_536, 'holding', 65_535],
    [365_536, 'input', 65_535],
  ])('%s is %s %d', (modicon, table, start) => {
    expect(modiconPlace(modicon)).toEqual({ table, start });
    const field = fieldOf({ modicon }, { firstRegister: 1 });
    expect([field.table, field.start]).toEqual([table, start]);
  });

  test('what names no register is a mistake', () => {
    for (const modicon of [0, 40_000, 20_001, 50_001, 465_537, 400_000, 1_400_001, '4001', '4000001', 'x40001'])
      expect(accepts({ modicon })).toBe(false);
    expect(accepts({ modicon: 10_001, type: 'u16' })).toBe(false);
    expect(accepts({ modicon: 40_001, register: 1 })).toBe(false);
    expect(accepts({ modicon: 40_001, type: 's32', order: 'CDAB', group: 'g' })).toBe(true);
    expect(accepts({ modicon: 30_001, type: 'string', length: 4 })).toBe(true);
  });
});

test('what does not fit together is a mistake', () => {
  expect(accepts({ table: 'input', register: 0, type: 'f32', order: 'CDAB-pairs' })).toBe(false);
  expect(accepts({ table: 'input', register: 0, type: 'f64', order: 'CDAB-pairs' })).toBe(true);
  expect(accepts({ table: 'input', register: 0, type: 'bcd16', bits: [0, 1] })).toBe(false);
  expect(accepts({ table: 'input', register: 0, type: 'u8-low', bits: [0, 1] })).toBe(false);
  expect(accepts({ table: 'coil', register: 0, type: 'u16' })).toBe(false);
  expect(accepts({ table: 'input', register: 0, type: 'string' })).toBe(false);
  expect(accepts({ table: 'input', parts: [{ register: 0, times: 1 }] })).toBe(false);
  expect(
    accepts({
      table: 'coil',
      parts: [
        { register: 0, times: 1 },
        { register: 1, times: 2 },
      ],
    }),
  ).toBe(false);
});

test('settings of a template are settings of its devices', () => {
  const settings = {
    pointAddresses: true,
    bitBase: 0,
    exceptions: { 4: 'bad-stale', 5: 'bad-waiting' },
    ignoreTransactionId: true,
    write: 'multiple',
  };
  expect(templateSchema.safeParse(settings).success).toBe(true);
  expect(deviceSchema.parse({ unit: 3, ...settings })).toMatchObject(settings);
  expect(deviceSchema.safeParse({ exceptions: { 0: 'bad-stale' } }).success).toBe(false);
  expect(deviceSchema.safeParse({ exceptions: { 4: 'good' } }).success).toBe(false);
});
