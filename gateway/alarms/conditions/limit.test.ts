import fc from 'fast-check';
import { expect, test } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { limit } from './limit.ts';

const good = (value: number) => ({ value, quality: QUALITY.good });
const zoneOf = (options: object, value: number) => limit.judge(limit.optionsSchema.parse(options), good(value), false);

test.each([
  [{ high: 80, deadband: 1 }, 80, 'alarm', 80],
  [{ high: 80, deadband: 1 }, 79, 'hold', null],
  [{ high: 80, deadband: 1 }, 78.9, 'normal', null],
  [{ high: 80 }, 79.9, 'normal', null],
  [{ low: 5, deadband: 0.5 }, 5, 'alarm', 5],
  [{ low: 5, deadband: 0.5 }, 5.5, 'hold', null],
  [{ low: 5, deadband: 0.5 }, 5.6, 'normal', null],
  [{ high: 80, highHigh: 90, deadband: 1 }, 95, 'alarm', 90],
  [{ high: 80, highHigh: 90, deadband: 1 }, 85, 'alarm', 80],
  [{ lowLow: 1, low: 5, high: 80, highHigh: 90, deadband: 1 }, 0, 'alarm', 1],
  [{ lowLow: 1, low: 5, high: 80, highHigh: 90, deadband: 1 }, 40, 'normal', null],
  [{ highHigh: 90, deadband: 2 }, 88, 'hold', null],
] as const)('%j at %d is %s', (options, value, zone, crossed) => {
  expect(zoneOf(options, value)).toEqual({ zone, limit: crossed });
});

test.each([
  [{ deadband: 1 }, 'at least one'],
  [{ high: 90, highHigh: 80 }, 'highHigh must be greater than high (90)'],
  [{ low: 90, high: 80 }, 'high must be greater than low (90)'],
  [{ high: 80, highHigh: 80.5, deadband: 1 }, 'closer than the deadband'],
  [{ low: 10, high: 12, deadband: 1 }, 'closer than the deadband'],
  [{ high: 80, deadband: -1 }, 'Too small'],
  [{ high: 80, hihi: 90 }, 'hihi'],
])('%j is refused', (options, message) => {
  expect(limit.optionsSchema.safeParse(options).error?.issues[0]?.message).toContain(message);
});

test('every accepted set of limits has a value that is normal and lets go of the alarm', () => {
  const options = fc.record(
    { lowLow: fc.integer(), low: fc.integer(), high: fc.integer(), highHigh: fc.integer(), deadband: fc.nat(1000) },
    { requiredKeys: ['deadband'] },
  );
  fc.assert(
    fc.property(options, (given) => {
      const parsed = limit.optionsSchema.safeParse(given);
      if (!parsed.success) return;
      const { lowLow, low = lowLow, high = given.highHigh } = given;
      const inside = low === undefined ? (high ?? 0) - given.deadband - 1 : low + given.deadband + 0.5;
      expect(limit.judge(parsed.data, good(inside), true).zone).toBe('normal');
    }),
  );
});

test('what is not known for good is unknown', () => {
  const options = limit.optionsSchema.parse({ high: 1 });
  const judge = (value: number, quality: number) => limit.judge(options, { value, quality }, false).zone;
  expect(judge(5, QUALITY['bad-timeout'])).toBe('unknown');
  expect(judge(5, QUALITY['uncertain-old'])).toBe('unknown');
  expect(judge(Number.NaN, QUALITY.good)).toBe('unknown');
  expect(judge(Number.POSITIVE_INFINITY, QUALITY.good)).toBe('unknown');
});
