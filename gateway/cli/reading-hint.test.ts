import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Point } from '../domain/point.ts';
import type { ReadRow } from '../pipeline/read-row.ts';
import { readingHint } from './reading-hint.ts';

const row = (tag: string, more: Partial<ReadRow> = {}): ReadRow => ({
  ...{ device: 'm:1', tag, address: 'input 0x0000+2', raw: '4367 0000', value: 231, engineering: 231, unit: 'V' },
  ...{ quality: 'good', isGood: true, tookMs: 10, alternatives: [], ...more },
});

const band = (tag: string, normal: readonly [number, number]): [string, Point] => {
  const texts = { en: tag, zh: tag };
  return [
    tag,
    {
      ...{
        index: 0,
        tag,
        name: tag,
        equipment: 'M',
        device: 'm:1',
        title: texts,
        kind: 'number',
        unit: 'V',
        decimals: 1,
      },
      ...{ states: undefined, scale: 1, offset: 0, sentinels: [], range: [0, 600], normal, deadband: 0 },
      ...{ scanClass: 'normal', periodMs: 5000, staleAfterMs: 15_000, rollover: undefined },
    },
  ];
};
const POINTS = new Map([band('a', [214, 246]), band('b', [214, 246]), band('c', [214, 246])]);
const silent: Partial<ReadRow> = { value: null, engineering: null, quality: 'bad-timeout', isGood: false };

test('a meter that answers well needs no hint', () => {
  expect(readingHint([row('a'), row('b')], POINTS, null)).toBeUndefined();
});

test('no answer at all: unit, wiring, line', () => {
  expect(readingHint([row('a', silent), row('b', silent)], POINTS, null)).toContain('check the unit number');
});

test('a connection that cannot be opened says so', () => {
  expect(readingHint([row('a', silent)], POINTS, 'refused')).toBe('refused');
});

test('illegal data address: another register base', () => {
  const refused = { ...silent, quality: 'bad-device-exception', detail: 'exception 2 (illegal data address)' };
  expect(readingHint([row('a'), row('b', refused)], POINTS, null)).toContain('setting:firstRegister');
});

test('values that make sense in another order: that order, with an example', () => {
  const swapped = {
    value: 2.3e-41,
    engineering: 2.3e-41,
    alternatives: [
      { label: 'CDAB', value: 230.1234 },
      { label: 'BADC', value: 9e9 },
    ],
  };
  expect(readingHint([row('a', swapped), row('b', swapped), row('c')], POINTS, null)).toBe(
    'the values make sense when read as CDAB (a would be 230.123 V): set setting:order to CDAB',
  );
});

test('values that make sense one register aside: the register base', () => {
  const aside = {
    value: 1e9,
    engineering: null,
    quality: 'bad-out-of-range',
    isGood: false,
    alternatives: [{ label: 'register before', value: 229 }],
  };
  expect(readingHint([row('a', aside), row('b', aside)], POINTS, null)).toContain('setting:firstRegister');
});

test('one odd value among good ones is not a wrong order', () => {
  const odd = { value: 180, engineering: 180, alternatives: [{ label: 'CDAB', value: 230 }] };
  expect(readingHint([row('a', odd), row('b'), row('c')], POINTS, null)).toBeUndefined();
});

test('a bad point always has a hint, whatever came', () => {
  const any = fc.record({
    quality: fc.constantFrom('bad-timeout', 'bad-sentinel', 'bad-out-of-range', 'bad-unsupported', 'bad-decode'),
    value: fc.option(fc.double()),
    alternatives: fc.array(fc.record({ label: fc.constantFrom('CDAB', 'register before'), value: fc.double() })),
  });
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 5 }), (some) => {
      const rows = some.map((one, index) => row('abcde'[index]!, { ...one, engineering: null, isGood: false }));
      expect(readingHint([...rows, row('a')], POINTS, null)).toBeTypeOf('string');
    }),
  );
});
