import { expect, test } from 'vitest';
import { Patience } from './patience.ts';

const FULL_MS = 1000;

function lineThatAnswersIn(ms: number): Patience {
  const patience = new Patience(FULL_MS);
  for (let n = 0; n < 64; n++) patience.answered(1, ms);
  return patience;
}

test('a unit that answers gets the whole limit', () => {
  expect(lineThatAnswersIn(5).limitFor(1, 0)).toBe(FULL_MS);
});

test('a silent unit is waited for as long as slow answers take, and the whole limit twice a minute', () => {
  const patience = lineThatAnswersIn(30);
  patience.stayedSilent(2, 0);
  expect(patience.limitFor(2, 1000)).toBe(140);
  expect(patience.limitFor(2, 30_000)).toBe(FULL_MS);
  expect(patience.limitFor(2, 31_000)).toBe(140);
});

test('one answer held up by a stall does not make every probe long', () => {
  const patience = lineThatAnswersIn(5);
  patience.answered(1, 900);
  patience.stayedSilent(2, 0);
  expect(patience.limitFor(2, 1000)).toBe(50);
});

test('nothing known of the line yet: the whole limit', () => {
  const patience = new Patience(FULL_MS);
  patience.stayedSilent(2, 0);
  expect(patience.limitFor(2, 1000)).toBe(FULL_MS);
});

test('a unit that has answered again is in good standing', () => {
  const patience = lineThatAnswersIn(5);
  patience.stayedSilent(2, 0);
  patience.answered(2, 5);
  expect(patience.limitFor(2, 1000)).toBe(FULL_MS);
});
