import { describe, expect, test } from 'vitest';
import { exampleCondition, examplePoint, exampleSite } from '../../../tests/harness/builders.ts';
import type { Condition } from '../../domain/condition.ts';
import { lateForResponse, unresolvedDelay } from './delay-rules.ts';
import { limitsTooClose, noDeadband } from './limit-rules.ts';
import { nobodyReads } from './polled-rule.ts';
import { prioritySplit, splitText, tooManyUrgent } from './priority-split.ts';
import { suppressionRings, wrongSuppression } from './suppression-rules.ts';

const watched = (change: Partial<Condition>, point = examplePoint()) => ({
  condition: exampleCondition(change),
  point,
});

describe('delays', () => {
  test('may take a quarter of the time to respond', () => {
    expect(lateForResponse(watched({ onDelayMs: 15_000, timeToRespondMs: 60_000 }))).toBeUndefined();
    expect(lateForResponse(watched({ onDelayMs: 15_001, timeToRespondMs: 60_000 }))).toMatchObject({ at: ['onDelay'] });
    expect(lateForResponse(watched({ onDelayMs: 1e9 }))).toBeUndefined();
  });

  test('are two readings at least, or none', () => {
    expect(unresolvedDelay(watched({ onDelayMs: 0, periodMs: 5000 }))).toBeUndefined();
    expect(unresolvedDelay(watched({ onDelayMs: 10_000, periodMs: 5000 }))).toBeUndefined();
    expect(unresolvedDelay(watched({ onDelayMs: 9999, periodMs: 5000 }))?.message).toBe(
      'an on-delay of 9999 ms is shorter than two readings, one every 5000 ms',
    );
  });

  test('are named at their level', () => {
    const level = { name: 'high', priority: 'P3', onDelayMs: 60_000, offDelayMs: 0 } as const;
    const levels = [level, { ...level, name: 'highHigh', onDelayMs: 500 } as const];
    expect(unresolvedDelay(watched({ levels }))).toMatchObject({ at: ['levels', 'highHigh', 'onDelay'] });
  });
});

describe('limits', () => {
  test('of a measured value have a deadband', () => {
    expect(noDeadband(watched({ options: { high: 5, deadband: 0 } }))).toMatchObject({ at: ['options', 'deadband'] });
    expect(noDeadband(watched({ options: { high: 5, deadband: 1 } }))).toBeUndefined();
    expect(noDeadband(watched({ options: { alarm: [1] } }))).toBeUndefined();
    expect(
      noDeadband(watched({ options: { high: 1, deadband: 0 } }, examplePoint({ kind: 'boolean' }))),
    ).toBeUndefined();
  });

  test.each([
    [{ low: 10, high: 20, deadband: 5 }, undefined],
    [{ low: 10, high: 20, deadband: 5.1 }, 20],
    [{ high: 20, highHigh: 21, deadband: 1 }, 21],
    [{ high: 20, deadband: 1 }, undefined],
  ])('%j: %s is too close', (options, limit) => {
    const message =
      limit && `the limit ${limit} is closer to the one below it than twice the deadband (${options.deadband})`;
    expect(limitsTooClose(watched({ options }))?.message).toBe(message);
  });
});

test('an alarm needs a point that is read or worked out', () => {
  const { connections } = exampleSite(['A']);
  const rule = nobodyReads({ connections, computed: [{ point: 2 } as never] });
  expect([0, 1, 2].map((index) => rule(watched({}, examplePoint({ index })))?.at)).toEqual([
    undefined,
    ['point'],
    undefined,
  ]);
});

describe('suppression', () => {
  test('holds back neither P1 nor safety', () => {
    expect(wrongSuppression(exampleCondition({ priority: 'P2' }), ['power'])).toBeUndefined();
    expect(wrongSuppression(exampleCondition({ priority: 'P1' }), ['power'])?.at).toEqual(['suppressedBy']);
    expect(wrongSuppression(exampleCondition({ priority: 'P1' }), [])).toBeUndefined();
    const running = { kind: 'equipment-state', point: 1, inhibitMs: 0 } as const;
    expect(wrongSuppression(exampleCondition({ suppressors: [running] }), [])).toBeUndefined();
    expect(wrongSuppression(exampleCondition({ class: 'safety', suppressors: [running] }), [])?.at).toEqual([
      'whileRunning',
    ]);
    expect(wrongSuppression(exampleCondition({ class: 'safety' }), ['cooling'])?.message).toContain('safety');
  });

  test('leads somewhere', () => {
    const held = (id: string, by: string) =>
      exampleCondition({ id, suppressors: [{ kind: 'parent', condition: by, releaseDelayMs: 0 }] });
    expect(suppressionRings([held('a', 'b'), held('b', 'c')])).toEqual([]);
    expect(suppressionRings([held('a', 'b'), held('b', 'a')]).map(({ nodes }) => nodes)).toEqual([['a', 'b', 'a']]);
  });
});

test('more than one in twenty urgent alarms is told, of sites large enough to say so', () => {
  const conditions = (urgent: number, all: number) =>
    Array.from({ length: all }, (_, n) => exampleCondition({ priority: n < urgent ? 'P1' : 'P4' }));
  expect(tooManyUrgent(conditions(5, 100))).toBeUndefined();
  expect(tooManyUrgent(conditions(6, 100))).toBe(
    'more than 5 % of the alarms are P1: P1 6 (6.0 %), P2 0 (0.0 %), P3 0 (0.0 %), P4 94 (94.0 %)',
  );
  expect(tooManyUrgent(conditions(9, 50))).toBeUndefined();
  expect(splitText(prioritySplit([]))).toBe('P1 0 (0 %), P2 0 (0 %), P3 0 (0 %), P4 0 (0 %)');
});
