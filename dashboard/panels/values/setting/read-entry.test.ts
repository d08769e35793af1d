import { expect, it } from 'vitest';
import { readEntry } from './read-entry.ts';

const OFFER = { range: [-5, 15], step: 0.1, values: null };

it.each<[typed: string, expected: number | string]>([
  ['6.5', 6.5],
  [' 6.5 ', 6.5],
  ['６．５', 6.5],
  ['６。５', 6.5],
  ['−4.9', -4.9],
  ['15', 15],
  ['15.1', 'outside'],
  ['-5.1', 'outside'],
  ['6.55', 'betweenSteps'],
  ['6,5', 'notNumber'],
  ['', 'notNumber'],
  ['1e1', 'notNumber'],
  ['0x0f', 'notNumber'],
  ['Infinity', 'notNumber'],
])('%s', (typed, expected) => {
  const entry = readEntry(typed, OFFER);
  expect(entry.ok ? entry.value : entry.problem).toBe(expected);
});

it('takes of a state only what it may be set to', () => {
  const offer = { range: [0, 3], step: 1, values: [0, 1, 3] };
  expect(readEntry('3', offer)).toEqual({ ok: true, value: 3 });
  expect(readEntry('2', offer)).toEqual({ ok: false, problem: 'choose' });
  expect(readEntry('', offer)).toEqual({ ok: false, problem: 'choose' });
});
