import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALARM_DEFAULTS } from './alarm-defaults.ts';
import { Flood } from './flood.ts';

const MINUTE_MS = 60_000;
const RULE = ALARM_DEFAULTS.flood;
const at = (monoMs: number, alarmId = `A~${monoMs}`) => ({ alarmId, monoMs, wallMs: 1_000_000 + monoMs });

test('the eleventh annunciation within ten minutes begins a flood; it ends when fewer than five are left', () => {
  const flood = new Flood(RULE);
  const begun = Array.from({ length: 12 }, (_, i) => flood.add(at(i * 1_000)));
  expect(begun.indexOf(true)).toBe(10);
  expect(flood.state).toEqual({ since: 1_010_000, count: 12, peak: 12, firstOut: 'A~0' });
  // The fifth newest came at 7 s.
  expect(flood.endsAt).toBe(10 * MINUTE_MS + 7_000);
  expect(flood.end(10 * MINUTE_MS + 6_999)).toBeNull();
  expect(flood.end(10 * MINUTE_MS + 7_000)).toMatchObject({ count: 12, peak: 12 });
  expect(flood.state).toBeNull();
  expect(flood.endsAt).toBeNull();
});

test('ten in ten minutes, for ever, is no flood', () => {
  const flood = new Flood(RULE);
  for (let minute = 0; minute < 600; minute++) expect(flood.add(at(minute * MINUTE_MS))).toBe(false);
});

test('what is remembered is bounded, and it is a flood all the same', () => {
  const flood = new Flood(RULE);
  for (let i = 0; i < 50_000; i++) flood.add(at(1));
  expect(flood.inWindow).toBe(20_000);
  expect(flood.state).toMatchObject({ count: 50_000, firstOut: 'A~1' });
});

/** The definition, said once more without any cleverness. */
function reference(times: readonly number[], rule: typeof RULE, now: number): boolean {
  let isFlood = false;
  const moments = [...times, ...times.map((time) => time + rule.windowMs), now].sort((a, b) => a - b);
  for (const moment of moments.filter((one) => one <= now)) {
    const inWindow = times.filter((time) => time <= moment && time > moment - rule.windowMs).length;
    if (inWindow > rule.start) isFlood = true;
    if (inWindow < rule.end) isFlood = false;
  }
  return isFlood;
}

test('property: it is a flood exactly when a sliding window says so', () => {
  const rule = { start: 4, end: 2, windowMs: 50 };
  const gaps = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 40 }), tells: fc.boolean() }), { maxLength: 60 });
  fc.assert(
    fc.property(gaps, (steps) => {
      const flood = new Flood(rule);
      const times: number[] = [];
      let now = 0;
      for (const { gap, tells } of steps) {
        now += gap;
        flood.end(now);
        if (tells) {
          times.push(now);
          flood.add(at(now));
        }
        expect(flood.state !== null).toBe(reference(times, rule, now));
        expect(flood.inWindow).toBe(times.filter((time) => time > now - rule.windowMs).length);
      }
    }),
    { numRuns: 300 },
  );
});
