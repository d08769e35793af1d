import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { PastWindow, type WindowRules } from './past-window.ts';

const RULES: WindowRules = { windowMs: 120_000, holdMs: 5_000, rollover: undefined, isCounter: false };
const START = 1_000_000_000_000;

function windowOf(
  samples: readonly (readonly [number, number | undefined])[],
  rules: Partial<WindowRules> = {},
): PastWindow {
  const window = new PastWindow({ ...RULES, ...rules });
  for (const [ms, value] of samples) {
    window.add(value ?? Number.NaN, value === undefined ? QUALITY['bad-timeout'] : QUALITY.good, START + ms);
  }
  return window;
}

/** One sample a second. */
const everySecond = (values: readonly (number | undefined)[]) => values.map((value, i) => [i * 1_000, value] as const);

describe('the past of a point', () => {
  it('has its mean by time, its extremes, its rise and its starts', () => {
    const window = windowOf(everySecond(Array.from({ length: 121 }, (_, i) => (i % 10 < 5 ? 0 : 8))));
    expect(window.figure('avg')).toBeCloseTo(4, 1);
    expect(window.figure('min')).toBe(0);
    expect(window.figure('max')).toBe(8);
    expect(window.figure('count')).toBe(12);
    expect(window.figure('delta')).toBe(0);
  });

  it('says nothing while less than half of it is known', () => {
    expect(windowOf(everySecond(Array(50).fill(3))).figure('avg')).toBeUndefined();
    expect(windowOf(everySecond(Array(70).fill(3))).figure('avg')).toBe(3);
    expect(windowOf([]).figure('max')).toBeUndefined();
  });

  it('does not hold a value beyond its limit, nor over a bad one', () => {
    const gap = windowOf([...everySecond(Array(61).fill(3)), [120_000, 9]]);
    expect(gap.figure('avg')).toBe(3);
    const bad = windowOf([...everySecond(Array(60).fill(3)), [60_000, undefined], [61_000, 9], [62_000, 9]]);
    expect(bad.figure('avg')).toBeCloseTo((60 * 3 + 9) / 61, 6);
  });

  it('has a median and a spread about it that a few odd steps do not move', () => {
    const usual = everySecond(Array.from({ length: 121 }, (_, i) => (i % 20 === 10 ? 1_000 : 20 + (i % 5))));
    expect(windowOf(usual).figure('median')).toBeCloseTo(22, 6);
    expect(windowOf(usual).figure('mad')).toBeCloseTo(1, 6);
    expect(windowOf(everySecond(Array(121).fill(7))).figure('mad')).toBe(0);
    expect(windowOf(everySecond(Array(50).fill(3))).figure('median')).toBeUndefined();
  });

  it('has its slope per minute, once nearly all of it is known', () => {
    const ramp = (seconds: number) => everySecond(Array.from({ length: seconds }, (_, i) => 20 + i * 0.05));
    expect(windowOf(ramp(121)).figure('slope')).toBeCloseTo(3, 6);
    expect(windowOf(ramp(100)).figure('slope')).toBeUndefined();
    expect(windowOf(everySecond(Array(121).fill(7))).figure('slope')).toBeCloseTo(0, 9);
  });

  it('counts the rise of a counter over a fall', () => {
    const values = Array.from({ length: 121 }, (_, i) => (90 + i) % 100);
    expect(windowOf(everySecond(values), { isCounter: true, rollover: 100 }).figure('delta')).toBe(120);
    expect(windowOf(everySecond(values), { isCounter: true }).figure('delta')).toBe(118);
  });

  it('forgets what lies before it', () => {
    const window = windowOf(everySecond([...Array(60).fill(100), ...Array(130).fill(1)]));
    expect(window.figure('max')).toBe(1);
    expect(window.figure('avg')).toBe(1);
  });

  it('passes a sample over that is older than the newest', () => {
    const window = windowOf([...everySecond(Array(100).fill(3)), [50_000, 999]]);
    expect(window.figure('max')).toBe(3);
  });

  it('is what adding up step by step gives, whatever comes', () => {
    const value = fc.option(fc.integer({ min: -5, max: 5 }), { nil: undefined, freq: 6 });
    const samples = fc.array(fc.tuple(fc.integer({ min: 1, max: 9_000 }), value), { minLength: 20, maxLength: 150 });
    fc.assert(
      fc.property(samples, (steps) => {
        let ms = 0;
        const series = steps.map(([step, value]) => {
          ms += step;
          return [ms, value] as const;
        });
        const window = windowOf(series);
        const expected = bruteForce(series);
        for (const figure of ['avg', 'min', 'max', 'delta', 'count'] as const) {
          const found = window.figure(figure);
          if (expected === undefined) expect(found).toBeUndefined();
          else expect(found).toBeCloseTo(expected[figure], 6);
        }
      }),
    );
  });
});

/** Millisecond by millisecond over the present second and the 119 before it. */
function bruteForce(series: readonly (readonly [number, number | undefined])[]) {
  const end = START + series.at(-1)![0];
  const begin = (Math.floor(end / 1_000) - 119) * 1_000;
  let [area, known, low, high, rise, starts] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const [i, [ms, value]] of series.entries()) {
    if (value === undefined) continue;
    const from = START + ms;
    const until = Math.min(START + (series[i + 1]?.[0] ?? ms), from + RULES.holdMs);
    const heldMs = until - Math.max(from, begin);
    if (from >= begin || heldMs > 0) [low, high] = [Math.min(low, value), Math.max(high, value)];
    if (heldMs > 0) [area, known] = [area + value * heldMs, known + heldMs];
    const before = series[i - 1]?.[1];
    if (from < begin || before === undefined) continue;
    rise += value - before;
    if (before === 0 && value !== 0) starts++;
  }
  if (known < 60_000) return undefined;
  return { avg: area / known, min: low, max: high, delta: rise, count: starts };
}
