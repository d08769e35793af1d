import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readHours } from './run-hours.ts';

const DAY = 86_400_000;
const trace = (...hours: readonly number[]) => hours.map((value, n) => ({ at: n * DAY, hours: value }));

it('means the hours of the last weeks', () => {
  expect(readHours(trace(100, 110, 120, 130), undefined)).toEqual({
    kind: 'good',
    hours: 130,
    register: 130,
    perDay: 10,
  });
});

it('says nothing of a pace that was seen for less than three days', () => {
  expect(readHours(trace(100, 110), undefined)).toMatchObject({ kind: 'good', perDay: null });
  expect(readHours([], undefined)).toEqual({ kind: 'unknown' });
});

it('asks a person about a fall, unless the register is known to roll over', () => {
  expect(readHours(trace(2010, 3), undefined)).toMatchObject({ kind: 'rebase', because: 'fell', from: 2010, to: 3 });
  expect(readHours(trace(9990, 2), 10_000)).toMatchObject({ kind: 'good', hours: 10_002, register: 2 });
  expect(readHours(trace(5000, 2), 10_000)).toMatchObject({ kind: 'rebase' });
});

it('asks a person about more hours than have passed', () => {
  expect(readHours(trace(100, 140), undefined)).toMatchObject({ kind: 'rebase', because: 'jumped' });
  expect(readHours(trace(100, 124), undefined)).toMatchObject({ kind: 'good' });
});

it('a counter that never runs faster than time is always good, and its hours never fall', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 24, noNaN: true }), { maxLength: 60 }), (rises) => {
      const values = [1000];
      for (const rise of rises) values.push(values.at(-1)! + rise);
      const state = readHours(trace(...values), undefined);
      expect(state.kind).toBe('good');
      if (state.kind === 'good') expect(state.hours).toBeGreaterThanOrEqual(1000);
    }),
  );
});
