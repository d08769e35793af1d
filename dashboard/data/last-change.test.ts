import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastChange } from './last-change.ts';

const series = (...last: (number | null)[]) => ({ time: last.map((_, i) => 1_000 + i * 60), last });

test('a state is as old as the first column of its unbroken run', () => {
  expect(lastChange(series(1, 0, 1, 1, 1), 1)).toEqual({ at: 1_120, isKnown: true });
});

test('a run that begins with the past, or behind a gap, is only at least so old', () => {
  expect(lastChange(series(1, 1), 1)).toEqual({ at: 1_000, isKnown: false });
  expect(lastChange(series(0, null, 1), 1)).toEqual({ at: 1_120, isKnown: false });
});

test('a past that does not end with the present state says nothing', () => {
  expect(lastChange(series(1, 0), 1)).toBeUndefined();
  expect(lastChange(series(), 1)).toBeUndefined();
});

test('columns that are not filled yet do not hide the state', () => {
  expect(lastChange(series(0, 1, 1, null), 1)).toEqual({ at: 1_060, isKnown: true });
  expect(lastChange(series(1, null, null, null, null), 1)).toBeUndefined();
});

test('from that moment on every column has the present state', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 1, null)), (last) => {
      const all = series(...last);
      const since = lastChange(all, 1);
      if (since) expect(last.slice(all.time.indexOf(since.at))).not.toContain(0);
    }),
  );
});
