import { expect, test } from 'vitest';
import { LONGEST_SILENCE_MS } from './limits.ts';
import { ReportFilter } from './report-filter.ts';

const BAD = 129;

function filterWith(deadband: number): ReportFilter {
  const filter = new ReportFilter(Float64Array.of(deadband));
  filter.keep(0, 20, 0, 1_000);
  return filter;
}

test('the first sample of a point is kept', () => {
  expect(new ReportFilter(Float64Array.of(5)).wants(0, 0, 0, 0)).toBe(true);
});

test('a change smaller than the deadband is not kept, one of exactly the deadband is', () => {
  const filter = filterWith(0.5);
  expect(filter.wants(0, 20.4, 0, 2_000)).toBe(false);
  expect(filter.wants(0, 20.5, 0, 2_000)).toBe(true);
  expect(filter.wants(0, 19.5, 0, 2_000)).toBe(true);
});

test('small changes are measured from the last kept value, so a slow drift is kept', () => {
  const filter = filterWith(0.5);
  const kept = [20.2, 20.4, 20.6, 20.8, 21.0, 21.2].filter((value, i) => {
    const wants = filter.wants(0, value, 0, 2_000 + i);
    if (wants) filter.keep(0, value, 0, 2_000 + i);
    return wants;
  });
  expect(kept).toEqual([20.6, 21.2]);
});

test('without a deadband every change is kept and a repetition is not', () => {
  const filter = filterWith(0);
  expect(filter.wants(0, 20, 0, 2_000)).toBe(false);
  expect(filter.wants(0, 20.000001, 0, 2_000)).toBe(true);
});

test('a change of quality is kept, a repeated bad quality is not', () => {
  const filter = filterWith(0.5);
  expect(filter.wants(0, 20, 64, 2_000)).toBe(true);
  filter.keep(0, Number.NaN, BAD, 2_000);
  expect(filter.wants(0, Number.NaN, BAD, 3_000)).toBe(false);
  expect(filter.wants(0, 20, 0, 3_000)).toBe(true);
});

test('an unchanged value is kept again after the longest silence, also when the clock stepped back', () => {
  const filter = filterWith(0.5);
  expect(filter.wants(0, 20, 0, 1_000 + LONGEST_SILENCE_MS - 1)).toBe(false);
  expect(filter.wants(0, 20, 0, 1_000 + LONGEST_SILENCE_MS)).toBe(true);
  expect(filter.wants(0, 20, 0, 1_000 - LONGEST_SILENCE_MS)).toBe(true);
});
