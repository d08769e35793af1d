import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../domain/condition.ts';
import { QUALITY } from '../../domain/quality.ts';
import { limit } from '../conditions/limit.ts';
import { type PastSample, RehearsalRun, rehearse } from './rehearse.ts';
import { rehearseHistory } from './rehearse-history.ts';

const PERIOD = 5_000;
const HOLD = 600_000;

function condition(options: object, change: Partial<Condition> = {}): Condition {
  return {
    ...{ id: 'CH-1.high', revision: 'r', kind: 'limit', options: limit.optionsSchema.parse(options), priority: 'P2' },
    ...{ class: 'equipment', equipment: 'CH-1', system: 'chillers', watches: { what: 'point', point: 0 } },
    ...{ title: { en: 'High', zh: '高' }, consequence: { en: 'x', zh: 'x' }, cause: undefined },
    ...{ action: { en: 'x', zh: 'x' }, response: [], timeToRespondMs: undefined, onDelayMs: 0, offDelayMs: 0 },
    ...{ levels: [], latching: false, confirmRequired: false, acknowledgement: 'required', reAlarm: undefined },
    ...{ longestShelfMs: 0, suppressible: true, suppressors: [], holdMs: 0, group: undefined, failureGroup: 'x' },
    chatter: { count: 5, windowMs: 60_000, holdOffMs: 60_000, releaseMs: 60_000 },
    ...{ order: { when: 'never' }, unit: '℃', periodMs: PERIOD },
    ...change,
  };
}

/** A sample each period from 0 on. */
const steady = (values: readonly number[]): PastSample[] =>
  values.map((value, index) => ({ time: index * PERIOD, value, quality: QUALITY.good }));

const count = (options: object, samples: readonly PastSample[], change: Partial<Condition> = {}): number =>
  rehearse(limit, condition(options, change), samples, HOLD).count;

describe('an alarm over its past', () => {
  test('comes each time the value gets there from clear below', () => {
    expect(count({ high: 10 }, steady([1, 11, 1, 12, 12, 1]))).toBe(2);
  });

  test('does not come again within its deadband', () => {
    const wave = steady([1, 11, 9, 11, 9, 11, 1]);
    expect(count({ high: 10, deadband: 3 }, wave)).toBe(1);
    expect(count({ high: 10 }, wave)).toBe(3);
  });

  test('waits its on-delay, also where an unchanged value was stored only once', () => {
    const delayed = { onDelayMs: 60_000 };
    expect(count({ high: 10 }, steady([1, 11, 11, 1]), delayed)).toBe(0);
    const seldom = [
      { time: 0, value: 1, quality: QUALITY.good },
      { time: 10_000, value: 11, quality: QUALITY.good },
      { time: 100_000, value: 1, quality: QUALITY.good },
    ];
    expect(count({ high: 10 }, seldom, delayed)).toBe(1);
  });

  test('proves nothing while nothing was known', () => {
    const gap = [
      { time: 0, value: 11, quality: QUALITY.good },
      { time: 10_000_000, value: 11, quality: QUALITY.good },
    ];
    expect(count({ high: 10 }, gap, { onDelayMs: 3_600_000 })).toBe(0);
  });

  test('says how long it would have been active, and when it came', () => {
    const result = rehearse(limit, condition({ high: 10 }), steady([1, 11, 11, 1, 1]), HOLD);
    expect(result).toEqual({ count: 1, activeMs: 2 * PERIOD, moments: [PERIOD] });
  });

  test('a limit farther out never comes more often, with neither delay nor deadband', () => {
    const values = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 60 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 100 }), (list, high) => {
        const samples = steady(list.map((value) => (value > 50 ? 100 : 0)));
        const plain = list.filter((value, index) => value > 50 && !((list[index - 1] ?? 0) > 50)).length;
        const chatter = { count: 100, windowMs: 1, holdOffMs: 0, releaseMs: 1 };
        expect(count({ high }, samples, { chatter })).toBe(plain);
      }),
    );
  });
});

test('the past of a point that changes often is looked at for fewer days', async () => {
  const asked: number[] = [];
  const samples = async (tag: string, from: number, _to: number, most: number) => {
    asked.push(from);
    const time = Float64Array.from({ length: most }, (_, i) => from + i);
    const value = new Float64Array(most);
    return { tag, time, value, quality: new Uint8Array(most), nextMs: from + most };
  };
  const run = new RehearsalRun(limit, condition({ high: 10 }), HOLD);
  const past = await rehearseHistory({ samples }, 'CH-1.t', [run], { from: 0, to: 30 * 86_400_000 });
  expect(past.samples).toBe(600_000);
  expect(past.from).toBe(30 * 86_400_000 - 600_000);
  expect(run.result().count).toBe(0);
});
