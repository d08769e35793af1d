import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { limit } from './limit.ts';

const good = (value: number) => ({ value, quality: QUALITY.good });
const zoneOf = (options: object, value: number) => limit.judge(limit.optionsSchema.parse(options), good(value), null);

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
  expect(zoneOf(options, value)).toMatchObject({ zone, limit: crossed });
});

test.each([
  [{ deadband: 1 }, 'at least one'],
  [{ high: 90, highHigh: 80 }, 'highHigh must be greater than high (90)'],
  [{ low: 90, high: 80 }, 'high must be greater than low (90)'],
  [{ high: 80, highHigh: 80.5, deadband: 1 }, 'closer than the deadband'],
  [{ low: 10, high: 12, deadband: 1 }, 'closer than the deadband'],
  [{ high: 80, deadband: -1 }, 'Too small'],
  [{ high: 80, highHigh: 85, deadbands: { highHigh: 6 } }, 'closer than the deadband of 6'],
  [{ high: 80, deadbands: { low: 1 } }, 'there is no limit low'],
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
      expect(limit.judge(parsed.data, good(inside), null).zone).toBe('normal');
      const worst = Math.max(0, limit.levels!(parsed.data).length - 1);
      for (let level = 0; level <= worst; level++)
        expect(limit.judge(parsed.data, good(inside), level).zone).toBe('normal');
    }),
  );
});

test('what is not known for good is unknown', () => {
  const options = limit.optionsSchema.parse({ high: 1 });
  const judge = (value: number, quality: number) => limit.judge(options, { value, quality }, null).zone;
  expect(judge(5, QUALITY['bad-timeout'])).toBe('unknown');
  expect(judge(5, QUALITY['uncertain-old'])).toBe('unknown');
  expect(judge(Number.NaN, QUALITY.good)).toBe('unknown');
  expect(judge(Number.POSITIVE_INFINITY, QUALITY.good)).toBe('unknown');
});

describe('levels', () => {
  const FOUR = { lowLow: 1, low: 5, high: 75, highHigh: 85, deadband: 1 };
  const options = limit.optionsSchema.parse({ ...FOUR, deadbands: { highHigh: 2 } });
  const names = limit.levels!(options);
  const judge = (value: number, active: 'high' | 'highHigh' | 'low' | 'lowLow' | null = null) => {
    const judged = limit.judge(options, good(value), active === null ? null : names.indexOf(active));
    return judged.zone === 'normal' ? 'normal' : `${judged.zone} ${names[judged.level]}`;
  };

  test('are the limits, the mild ones first; one limit alone has none', () => {
    expect(names).toEqual(['high', 'low', 'highHigh', 'lowLow']);
    expect(limit.levels!(limit.optionsSchema.parse({ high: 1, lowLow: -1 }))).toEqual(['high', 'lowLow']);
    expect(limit.levels!(limit.optionsSchema.parse({ high: 1 }))).toEqual([]);
  });

  test.each([
    [85, null, 'alarm highHigh'],
    [75, null, 'alarm high'],
    [5, null, 'alarm low'],
    [1, null, 'alarm lowLow'],
    [84, 'high', 'alarm high'],
    [84, 'highHigh', 'alarm highHigh'],
    [83, 'highHigh', 'alarm highHigh'],
    [82.9, 'highHigh', 'alarm high'],
    [74.5, 'highHigh', 'hold high'],
    [74.5, 'high', 'hold high'],
    [73.9, 'highHigh', 'normal'],
    [5.5, 'high', 'normal'],
    [74.5, 'low', 'normal'],
    [5.5, 'lowLow', 'hold low'],
    [1.5, 'lowLow', 'alarm lowLow'],
    [1.5, 'low', 'alarm low'],
    [0, 'highHigh', 'alarm lowLow'],
  ] as const)('%d while %s is active: %s', (value, active, expected) => {
    expect(judge(value, active)).toBe(expected);
  });

  test('the farther out, the worse, whatever is active', () => {
    const rank = ['high', 'low', 'highHigh', 'lowLow'] as const;
    fc.assert(
      fc.property(fc.double({ min: 75, max: 99, noNaN: true }), fc.constantFrom(...rank, null), (value, active) => {
        const { level } = limit.judge(options, good(value), active === null ? null : names.indexOf(active));
        const farther = limit.judge(options, good(value + 1), active === null ? null : names.indexOf(active));
        expect(farther.level).toBeGreaterThanOrEqual(level);
      }),
    );
  });
});
