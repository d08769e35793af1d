import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GoodOrderRules } from './equipment-plan.ts';
import { type CountedMachine, coveredMs, type FaultSpan, goodOrder } from './good-order.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 1);
const DAYS = Array.from({ length: 10 }, (_, i) => ({
  ...{ day: `2026-01-${String(i + 1).padStart(2, '0')}`, startAt: START + i * DAY, endAt: START + (i + 1) * DAY },
}));
const RULES: GoodOrderRules = {
  ...{ classes: ['lift', 'pump'], priorities: ['P1', 'P2'], toleranceMs: HOUR, target: 98, targets: { lift: 99 } },
};
const LATE = START + 100 * DAY;
const lift = (id: string, change: Partial<CountedMachine> = {}): CountedMachine => ({
  ...{ equipment: id, class: 'lift', since: START, until: null },
  ...change,
});

describe('the rate of good order', () => {
  it('is machine-days without a fault over machine-days', () => {
    const faults = [{ equipment: 'L1', from: START + DAY + 2 * HOUR, until: START + 2 * DAY + 3 * HOUR }];
    const [lifts, ...others] = goodOrder([lift('L1'), lift('L2')], faults, DAYS, RULES, LATE);
    expect(others).toEqual([]);
    expect(lifts).toMatchObject({ class: 'lift', target: 99, total: { good: 18, counted: 20 }, rate: 90 });
    expect(lifts!.days.slice(0, 4).map(({ good }) => good)).toEqual([2, 1, 1, 2]);
    expect(lifts!.faulty).toEqual([{ equipment: 'L1', days: 2, faultMs: 25 * HOUR }]);
  });

  it('forgives a fault that was soon over', () => {
    const faults = [{ equipment: 'L1', from: START + HOUR, until: START + 2 * HOUR }];
    expect(goodOrder([lift('L1')], faults, DAYS, RULES, LATE)[0]!.rate).toBe(100);
    const strict = { ...RULES, toleranceMs: 0 };
    expect(goodOrder([lift('L1')], faults, DAYS, strict, LATE)[0]!.rate).toBe(90);
  });

  it('counts a machine from its first day to its last, and no day that has not begun', () => {
    const machines = [lift('L1', { since: START + 2 * DAY + 5, until: START + 4 * DAY }), lift('L2')];
    const [lifts] = goodOrder(machines, [], DAYS, RULES, START + 5 * DAY + HOUR);
    expect(lifts!.days.map(({ counted }) => counted)).toEqual([1, 1, 2, 2, 1, 1, 0, 0, 0, 0]);
  });

  it('is not shown for fewer than five machine-days', () => {
    expect(goodOrder([lift('L1')], [], DAYS.slice(0, 4), RULES, LATE)[0]).toMatchObject({
      ...{ rate: null, total: { good: 4, counted: 4 } },
    });
  });

  it('goes on until a fault is repaired', () => {
    const faults = [{ equipment: 'L1', from: START + 9 * DAY, until: null }];
    expect(goodOrder([lift('L1')], faults, DAYS, RULES, START + 9 * DAY + 2 * HOUR)[0]!.rate).toBe(90);
  });
});

const span = fc
  .record({
    equipment: fc.constantFrom('L1', 'L2'),
    from: fc.integer({ min: -2 * DAY, max: 12 * DAY }),
    length: fc.option(fc.integer({ min: 0, max: 3 * DAY }), { nil: null }),
  })
  .map(({ equipment, from, length }): FaultSpan => {
    return { equipment, from: START + from, until: length === null ? null : START + from + length };
  });

it('whatever the faults: counts add up, one more fault never makes it better, their order does not matter', () => {
  fc.assert(
    fc.property(
      fc.array(span, { maxLength: 12 }),
      span,
      fc.integer({ min: 0, max: 12 * DAY }),
      (faults, more, past) => {
        const count = (spans: readonly FaultSpan[]) =>
          goodOrder([lift('L1'), lift('L2')], spans, DAYS, RULES, START + past)[0]!;
        const one = count(faults);
        expect(one.total.good).toBe(one.days.reduce((sum, { good }) => sum + good, 0));
        expect(one.total.counted - one.total.good).toBe(one.faulty.reduce((sum, { days }) => sum + days, 0));
        expect(one.total.good).toBeLessThanOrEqual(one.total.counted);
        expect(count([...faults, more]).total.good).toBeLessThanOrEqual(one.total.good);
        expect(count([...faults].reverse())).toEqual(one);
      },
    ),
    { numRuns: 300 },
  );
});

it('overlapping times count once', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 8 }), (spans) => {
      const [from, to] = [START, START + DAY];
      const covered = coveredMs(spans, from, to);
      const longest = Math.max(0, ...spans.map((one) => coveredMs([one], from, to)));
      const sum = spans.reduce((total, one) => total + coveredMs([one], from, to), 0);
      expect(covered).toBeGreaterThanOrEqual(longest);
      expect(covered).toBeLessThanOrEqual(Math.min(sum, to - from));
      expect(coveredMs([...spans, ...spans], from, to)).toBe(covered);
    }),
  );
});
