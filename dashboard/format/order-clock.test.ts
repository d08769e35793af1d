import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clockStanding, nextClock, usedShare, type WireClock } from './order-clock.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const HOUR = 3_600_000;
const at = (ms: number): string => new Date(NOW + ms).toISOString();
const clock = (change: Partial<WireClock> = {}): WireClock => ({
  ...{ name: 'resolve', state: 'running', limitMs: 8 * HOUR, elapsedMs: HOUR, dueAt: at(7 * HOUR) },
  ...{ stoppedAt: null, breachedAt: null },
  ...change,
});

it('says what is left, and soon in the last fifth', () => {
  expect(clockStanding(clock(), NOW)).toEqual({ name: 'resolve', standing: 'running', ms: 7 * HOUR });
  expect(clockStanding(clock({ dueAt: at(HOUR) }), NOW).standing).toBe('soon');
});

it('goes on counting after the answer, into being late', () => {
  expect(clockStanding(clock(), NOW + 8 * HOUR)).toEqual({ name: 'resolve', standing: 'late', ms: HOUR });
  const breached = clock({ state: 'breached', dueAt: null, breachedAt: at(-HOUR) });
  expect(clockStanding(breached, NOW)).toMatchObject({ standing: 'late', ms: HOUR });
});

it('a stopped clock says what it took, and whether the promise was kept', () => {
  expect(clockStanding(clock({ state: 'met', stoppedAt: at(0) }), NOW)).toMatchObject({ standing: 'kept', ms: HOUR });
  const broken = clock({ state: 'breached', stoppedAt: at(0), breachedAt: at(-1), elapsedMs: 9 * HOUR });
  expect(clockStanding(broken, NOW)).toMatchObject({ standing: 'broken', ms: 9 * HOUR });
});

it('puts the one that is late longest first, then the next to run out, then those that rest', () => {
  const arrive = clock({ name: 'arrive', dueAt: at(2 * HOUR) });
  expect(nextClock([clock(), arrive], NOW)!.name).toBe('arrive');
  const late = clock({ dueAt: at(-2 * HOUR) });
  expect(nextClock([late, clock({ name: 'arrive', dueAt: at(-HOUR) })], NOW)!.name).toBe('resolve');
  expect(nextClock([clock({ state: 'paused', dueAt: null }), arrive], NOW)!.name).toBe('arrive');
  expect(nextClock([clock({ stoppedAt: at(0) })], NOW)).toBeUndefined();
});

it('never uses less than nothing or more than the whole', () => {
  const span = fc.integer({ min: -100 * HOUR, max: 100 * HOUR });
  const state = fc.constantFrom('running', 'paused', 'met', 'breached', 'ended');
  fc.assert(
    fc.property(span, span, state, fc.boolean(), (due, elapsedMs, given, isStopped) => {
      const one = clock({ state: given, dueAt: at(due), elapsedMs, stoppedAt: isStopped ? at(0) : null });
      expect(usedShare(one, NOW)).toBeGreaterThanOrEqual(0);
      expect(usedShare(one, NOW)).toBeLessThanOrEqual(1);
      expect(clockStanding({ ...one, elapsedMs: Math.abs(elapsedMs) }, NOW).ms).toBeGreaterThanOrEqual(0);
    }),
  );
});
