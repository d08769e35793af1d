import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planSubscriptions, silenceLimit } from './subscription-plan.ts';

describe('planning subscriptions', () => {
  it('makes one per scan period', () => {
    expect(planSubscriptions([5_000, 1_000, 1_000, 60_000], 500)).toEqual([
      { periodMs: 1_000, slots: [1, 2], publishingMs: 500, samplingMs: 500, keepAliveCount: 3, lifetimeCount: 60 },
      { periodMs: 5_000, slots: [0], publishingMs: 500, samplingMs: 2_500, keepAliveCount: 3, lifetimeCount: 60 },
      { periodMs: 60_000, slots: [3], publishingMs: 500, samplingMs: 30_000, keepAliveCount: 3, lifetimeCount: 60 },
    ]);
  });

  it('makes one for the signs of life when there are no points', () => {
    expect(planSubscriptions([], 500)).toMatchObject([{ slots: [] }]);
  });

  it('puts every point into exactly one, and keeps within what servers and the library demand', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 100, max: 86_400_000 })),
        fc.integer({ min: 1, max: 10_000 }),
        (periods, publishing) => {
          const plans = planSubscriptions(periods, publishing);
          expect(plans.flatMap((plan) => plan.slots).sort((a, b) => a - b)).toEqual([...periods.keys()]);
          for (const plan of plans) {
            expect(plan.publishingMs).toBeGreaterThanOrEqual(50);
            expect(plan.publishingMs).toBeLessThanOrEqual(Math.max(50, plan.periodMs / 2));
            expect(plan.samplingMs).toBeGreaterThanOrEqual(plan.publishingMs);
            expect(plan.keepAliveCount).toBeGreaterThanOrEqual(3);
            expect(plan.lifetimeCount).toBeGreaterThanOrEqual(3 * plan.keepAliveCount);
          }
        },
      ),
    );
  });

  it('says it lives at least every two seconds at the default rate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 86_400_000 }), (period) => {
        const [plan] = planSubscriptions([period], 500);
        expect(plan!.publishingMs * plan!.keepAliveCount).toBeLessThanOrEqual(2_000);
      }),
    );
  });
});

it.each([
  [500, 3, 7_500],
  [100, 5, 5_000],
  [5_000, 3, 75_000],
])('published every %d ms, keepalive after %d: dead after %d ms of silence', (publishing, count, limit) => {
  expect(silenceLimit(publishing, count)).toBe(limit);
});
