import { expect, it } from 'vitest';
import type { PointState } from '../../../gateway/contract/resources.ts';
import type { Reading } from '../../data/point-store.ts';
import { MISSING } from '../../format/number.ts';
import type { Words } from '../../i18n/use-words.ts';
import { describeReading } from './describe-reading.ts';

const words: Words = { t: (key) => key, text: (text) => text.en, language: 'en' };
const READING: Reading = { value: 0, standing: 'good', reason: 'good', sourceTime: 1, ageSeconds: null };
const POINT: PointState = {
  ...{ index: 0, tag: 'CH-1.fault', name: 'fault', equipment: 'CH-1', device: 'CH-1', unit: '', decimals: 0 },
  ...{ title: { en: 'Fault', zh: '故障' }, kind: 'text', states: null, range: null, normal: null },
  ...{ scanClass: 'slow', periodMs: 1000, staleAfterMs: 3000, writable: false, expression: null },
  ...{ value: null, text: null, quality: 'good', reason: 'good', sourceTime: null },
};

it('shows the words of a text, never the number that carries its quality', () => {
  expect(describeReading(POINT, READING, words, 'E12 high pressure')).toMatchObject({
    value: 'E12 high pressure',
    name: 'Fault, E12 high pressure, standing.good',
  });
  for (const said of [null, '']) expect(describeReading(POINT, READING, words, said).value).toBe(MISSING);
});

it('shows no words of a text that is bad', () => {
  const bad: Reading = { ...READING, value: null, standing: 'bad', reason: 'bad-timeout' };
  expect(describeReading(POINT, bad, words, 'E12')).toMatchObject({ value: MISSING, tag: 'tag.bad' });
  expect(describeReading(POINT, bad, words, 'E12').name).toContain('value.none');
});

it('a number is written as before', () => {
  const number: PointState = { ...POINT, kind: 'number', unit: 'kPa', decimals: 1 };
  expect(describeReading(number, { ...READING, value: 7.25 }, words)).toMatchObject({ value: '7.3', unit: 'kPa' });
});
