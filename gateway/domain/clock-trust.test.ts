import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginTrust, type ClockTrust, EARLIEST_MS, isClockSet, isRepeated, lookAtClock } from './clock-trust.ts';

const START = Date.UTC(2026, 5, 1);
const HOUR = 3_600_000;

describe('trust in the wall clock', () => {
  it('a clock that goes on, or is slewed, has not stepped', () => {
    let trust = beginTrust(START, 0);
    for (let ms = 1_000; ms <= HOUR; ms += 1_000) {
      const looked = lookAtClock(trust, START + ms * 1.0004, ms);
      expect(looked.step).toBeUndefined();
      trust = looked.trust;
    }
  });

  it('a clock set forward has stepped, and repeats nothing', () => {
    const { trust, step } = lookAtClock(beginTrust(START, 0), START + HOUR, 10);
    expect(step).toEqual({ fromMs: START + 10, toMs: START + HOUR });
    expect(isRepeated(trust, START + HOUR + 5)).toBe(false);
  });

  it('after a clock was set back the times it has shown before are doubtful, no longer', () => {
    const { trust } = lookAtClock(beginTrust(START, 0), START - HOUR + 2 * HOUR - HOUR, HOUR);
    expect(isRepeated(trust, START)).toBe(true);
    expect(isRepeated(trust, START + HOUR)).toBe(true);
    expect(isRepeated(trust, START + HOUR + 1)).toBe(false);
  });

  it('a clock ten years ahead that is set right makes nothing of today doubtful', () => {
    const wrong = lookAtClock(beginTrust(START, 0), START + 87_600 * HOUR, 1_000).trust;
    const right = lookAtClock(wrong, START + HOUR, HOUR).trust;
    expect(isRepeated(right, START + HOUR)).toBe(false);
    expect(isRepeated(right, START + 87_600 * HOUR + 60_000)).toBe(true);
  });

  it('1970 is a clock that has not been set', () => {
    expect([isClockSet(0), isClockSet(EARLIEST_MS - 1), isClockSet(EARLIEST_MS)]).toEqual([false, false, true]);
  });

  it('a time that was shown twice is always doubtful the second time, as far as it is remembered', () => {
    const moves = fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: -900, max: 900 })), {
      maxLength: 16,
    });
    fc.assert(
      fc.property(moves, (steps) => {
        let [wall, monotonic] = [START, 0];
        let trust: ClockTrust = beginTrust(wall, monotonic);
        const shown: [number, number][] = [];
        let from = wall;
        for (const [goesOn, jump] of steps) {
          wall += goesOn * 1_000;
          monotonic += goesOn * 1_000;
          trust = lookAtClock(trust, wall, monotonic).trust;
          if (jump === 0) continue;
          shown.push([from, wall]);
          wall += jump * 1_000;
          from = wall;
          trust = lookAtClock(trust, wall, monotonic).trust;
        }
        const before = shown.some(([start, end]) => wall >= start && wall < end);
        if (before && jumpedBackOver(shown, wall)) expect(isRepeated(trust, wall)).toBe(true);
      }),
    );
  });
});

/** The last stretch in which this time was shown ended with a step back, not forward past it. */
function jumpedBackOver(shown: readonly (readonly [number, number])[], wall: number): boolean {
  const last = shown.findLastIndex(([start, end]) => wall >= start && wall < end);
  return last === shown.length - 1;
}
