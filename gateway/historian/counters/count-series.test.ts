import { describe, expect, test } from 'vitest';
import { count, everyMinute, HOUR, MINUTE, plainRule, riseOf, seriesOf } from './counters.fixtures.ts';

describe('the rise of a counter', () => {
  test('is the difference of the readings', () => {
    const counted = count(everyMinute([100, 101, 101, 105]));
    expect(riseOf(counted)).toBe(5);
    expect(counted.corrections).toEqual([]);
  });

  test('goes on through a roll-over, which is told', () => {
    const rule = { ...plainRule, rollover: 1_000 };
    const counted = count(everyMinute([990, 998, 3, 10]), { rule });
    expect(riseOf(counted)).toBe(20);
    expect(counted.corrections).toMatchObject([
      { kind: 'rollover', before: 998, after: 3, increment: 5, quality: 'measured' },
    ]);
    expect(riseOf(count(everyMinute([990, 998, 3, 10]), { rule: { ...rule, maxPerHour: 600 } }))).toBe(20);
  });

  test('is not a roll-over when that would be more than the plausible power', () => {
    const rule = { ...plainRule, rollover: 1_000, maxPerHour: 60 };
    expect(riseOf(count(everyMinute([998, 300, 300, 300.5]), { rule }))).toBeCloseTo(0.5);
  });

  test('after a reset counts what the register shows, once three readings agree', () => {
    expect(riseOf(count(everyMinute([5_000, 5_001, 2, 3])))).toBe(1);
    const counted = count(everyMinute([5_000, 5_001, 2, 3, 4]));
    expect(riseOf(counted)).toBe(5);
    expect(counted.corrections).toMatchObject([
      { kind: 'reset', before: 5_001, after: 2, increment: 2, quality: 'estimated' },
    ]);
  });

  test('after a reset counts the energy of the power beside it, where there is one', () => {
    const around = { power: () => 7, earlier: () => undefined };
    const counted = count(everyMinute([5_000, 5_001, 2, 3, 4]), { around });
    expect(counted.corrections).toMatchObject([{ kind: 'reset', increment: 7, quality: 'estimated' }]);
    expect(riseOf(counted)).toBe(10);
  });

  test('invents nothing for a replaced meter that nobody declared', () => {
    const counted = count(everyMinute([5_000, 5_001, 4_000, 4_001, 4_002]));
    expect(riseOf(counted)).toBe(3);
    expect(counted.corrections).toMatchObject([{ kind: 'replacement', increment: 0, quality: 'suspect' }]);
  });

  test('ignores one wrong reading and tells of it', () => {
    const counted = count(everyMinute([5_000, 0, 5_001]));
    expect(riseOf(counted)).toBe(1);
    expect(counted.corrections).toMatchObject([{ kind: 'wrong-reading', before: 5_000, after: 0, increment: 0 }]);
    const rule = { ...plainRule, maxPerHour: 120 };
    expect(riseOf(count(everyMinute([5_000, 90_000, 5_001]), { rule }))).toBe(1);
  });

  test('ignores a small step back and does not count the step twice', () => {
    const counted = count(everyMinute([100, 99.95, 100.5]));
    expect(riseOf(counted)).toBeCloseTo(0.5, 9);
    expect(counted.corrections).toMatchObject([{ kind: 'step-back', increment: 0 }]);
  });

  test('takes a coarse counter that begins again for what it is', () => {
    const rule = { ...plainRule, step: 1, maxPerHour: 600 };
    expect(riseOf(count(everyMinute([7, 8, 0, 1, 2, 3]), { rule }))).toBe(1 + 3);
  });

  test('allows for the resolution of single precision', () => {
    const rule = { ...plainRule, step: 1e-9 };
    expect(riseOf(count(everyMinute([1_000_000, 999_999.9375, 1_000_000.5]), { rule }))).toBeCloseTo(0.5, 9);
  });

  test('leaves bad readings out', () => {
    expect(riseOf(count(everyMinute([100, Number.NaN, 103])))).toBe(3);
  });
});

describe('a jump', () => {
  const rule = { ...plainRule, maxPerHour: 60 };
  const readings = everyMinute([100, 101, 900, 901, 902]);

  test('is left out and suspect until a person decides; counting goes on beyond it', () => {
    const counted = count(readings, { rule });
    expect(riseOf(counted)).toBe(3);
    expect(counted.corrections).toMatchObject([
      { kind: 'jump', fromMs: MINUTE, toMs: 2 * MINUTE, before: 101, after: 900, increment: 0, quality: 'suspect' },
    ]);
  });

  test('waits while fewer than three readings agree', () => {
    const counted = count(everyMinute([100, 101, 900, 901]), { rule });
    expect(riseOf(counted)).toBe(1);
    expect(counted.end?.held.map(({ value }) => value)).toEqual([900, 901]);
  });

  test('counts when a person says so, even before the next readings', () => {
    const declarations = [{ kind: 'jump' as const, id: 7, atMs: 2 * MINUTE, isAccepted: true }];
    expect(riseOf(count(readings, { rule, declarations }))).toBe(802);
    const early = count(everyMinute([100, 101, 900]), { rule, declarations });
    expect(riseOf(early)).toBe(800);
    expect(early.corrections).toMatchObject([{ kind: 'jump', increment: 799, quality: 'measured', declaration: 7 }]);
  });

  test('is settled, and still left out, when a person says that nothing was used', () => {
    const declarations = [{ kind: 'jump' as const, id: 7, atMs: 2 * MINUTE, isAccepted: false }];
    const counted = count(readings, { rule, declarations });
    expect(riseOf(counted)).toBe(3);
    expect(counted.corrections).toMatchObject([{ kind: 'jump', quality: 'estimated', declaration: 7 }]);
  });

  test('is none when the register had not been renewed for a while, or when the power confirms it', () => {
    const late = seriesOf([...[0, 5, 10, 15].map((minute) => [minute * MINUTE, 100] as const), [20 * MINUTE, 118]]);
    expect(count(late, { rule }).corrections).toEqual([]);
    const around = { power: () => 790, earlier: () => undefined };
    expect(count(readings, { rule, around })).toMatchObject({ corrections: [] });
  });
});

describe('a register that climbs faster than its limit', () => {
  const rule = { ...plainRule, maxPerHour: 60 };

  test('is counted all the same, as suspect: it is the limit that is wrong', () => {
    const counted = count(everyMinute(Array.from({ length: 20 }, (_, i) => 100 + 50 * i)), { rule });
    expect(riseOf(counted)).toBe(18 * 50);
    expect(counted.corrections).toMatchObject([
      { kind: 'too-fast', before: 100, after: 400, increment: 300, quality: 'suspect' },
      { kind: 'too-fast', before: 400, after: 700 },
      { kind: 'too-fast', before: 700, after: 1_000 },
    ]);
    expect(counted.end?.held).toHaveLength(1);
  });

  test('by one step and another is not: those are odd readings, and a jump', () => {
    const counted = count(everyMinute([100, 101, 5_000, 9_000, 9_001, 9_002]), { rule });
    expect(riseOf(counted)).toBe(3);
    expect(counted.corrections).toMatchObject([
      { kind: 'wrong-reading', after: 5_000 },
      { kind: 'jump', after: 9_000 },
    ]);
  });
});

describe('a declared replacement', () => {
  const swap = { kind: 'replacement' as const, id: 3, atMs: 90_000, finalReading: 5_003, startReading: 10 };

  test('counts both meters: to the final reading of the old one, from the start reading of the new one', () => {
    const counted = count(everyMinute([5_000, 5_001, 12, 13, 14]), { declarations: [swap] });
    expect(riseOf(counted)).toBe(1 + 2 + 2 + 1 + 1);
    expect(counted.corrections).toMatchObject([
      { kind: 'replacement', before: 5_003, after: 10, increment: 0, quality: 'measured', declaration: 3 },
    ]);
  });

  test('may go up, and may lie between two readings that would pass for one meter', () => {
    const upwards = { ...swap, startReading: 5_100 };
    expect(riseOf(count(everyMinute([5_000, 5_001, 5_101, 5_102]), { declarations: [upwards] }))).toBe(1 + 2 + 1 + 1);
  });

  test('before the first reading changes nothing', () => {
    expect(riseOf(count(everyMinute([100, 103]), { declarations: [{ ...swap, atMs: -5 }] }))).toBe(3);
  });

  test('at the very moment of a reading keeps the sum', () => {
    const counted = count(everyMinute([5_000, 5_001, 12]), { declarations: [{ ...swap, atMs: MINUTE }] });
    expect(riseOf(counted)).toBe(1 + 2 + 2);
  });
});

describe('a gap', () => {
  const HOURS = 3 * HOUR;
  const gap = seriesOf([
    [0, 100],
    [HOURS, 130],
  ]);

  test('has an exact total whose shape is estimated', () => {
    const counted = count(gap);
    expect(counted.segments).toMatchObject([{ rise: 30, coveredMs: 0, knownMs: HOURS, quality: 'estimated' }]);
    expect(counted.corrections).toMatchObject([{ kind: 'gap', increment: 30, quality: 'estimated' }]);
  });

  test('is spread by the same hours of a week earlier', () => {
    const WEEK = 7 * 24 * HOUR;
    const profile = [1, 0, 2];
    const earlier = (fromMs: number) => profile[(fromMs + WEEK) / HOUR];
    const { segments } = count(gap, { around: { power: undefined, earlier } });
    expect(segments.map(({ rise }) => rise)).toEqual([10, 0, 20]);
    expect(segments.every(({ quality }) => quality === 'estimated')).toBe(true);
  });

  test('is spread evenly where that week was not measured either', () => {
    const earlier = (fromMs: number) => (fromMs % (2 * HOUR) === 0 ? 5 : undefined);
    expect(count(gap, { around: { power: undefined, earlier } }).segments).toHaveLength(1);
  });

  test('in which nothing was used is no event', () => {
    const still = seriesOf([
      [0, 100],
      [HOURS, 100],
    ]);
    expect(count(still)).toMatchObject({ corrections: [], segments: [{ rise: 0, coveredMs: 0, quality: 'measured' }] });
  });
});

describe('a register that stands still', () => {
  const still = (minutes: number) => everyMinute(Array.from({ length: minutes + 1 }, () => 100));
  const stuckOf = (minutes: number, power: number | undefined, earlier?: number) =>
    count(still(minutes), { around: { power: power === undefined ? undefined : () => power, earlier: () => earlier } });

  test('is stuck when the power beside it says that more than three steps went through', () => {
    const counted = stuckOf(40, 0.5);
    expect(counted.corrections).toMatchObject([
      { kind: 'stuck', fromMs: 0, toMs: 40 * MINUTE, before: 100, increment: 0 },
    ]);
    expect(counted.segments.every(({ quality }) => quality === 'suspect')).toBe(true);
  });

  test.each([
    ['shorter than half an hour', 25, 0.5],
    ['with hardly any power', 40, 0.02],
  ])('is not stuck %s', (_, minutes, power) => {
    expect(stuckOf(minutes, power).corrections).toEqual([]);
  });

  test('is not stuck while the power is not known, however much it rose a week earlier', () => {
    const around = { power: () => undefined, earlier: () => 40 };
    expect(count(still(25 * 60), { around }).corrections).toEqual([]);
  });

  test('without a power point is stuck after a day, if it rose a week earlier', () => {
    expect(stuckOf(25 * 60, undefined, 40).corrections).toMatchObject([{ kind: 'stuck' }]);
    expect(stuckOf(23 * 60, undefined, 40).corrections).toEqual([]);
    expect(stuckOf(25 * 60, undefined, 0).corrections).toEqual([]);
    expect(stuckOf(25 * 60, undefined).corrections).toEqual([]);
  });
});
