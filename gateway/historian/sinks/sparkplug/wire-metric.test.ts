import { describe, expect, test } from 'vitest';
import { batchOf, createVoice, pointOf } from '../../../../tests/harness/sparkplug-voice.ts';
import { QUALITY } from '../../../domain/quality.ts';
import { planNode } from './node-plan.ts';
import { dataMetric } from './wire-metric.ts';

const NOW = 1_000_000;

describe('values arrive as they are', () => {
  const sentAndHeard = (point: number, value: number, quality: number = QUALITY.good) => {
    const { voice, host, say } = createVoice();
    say(voice.births(0, NOW));
    say(voice.data('live', [batchOf([point, value, quality, 30])], NOW));
    expect(host.faults).toEqual([]);
    const { equipment, name } = pointOf(point);
    return host.heard.get(`${equipment}/${name}@30`);
  };

  test.each([
    [4, 1e300, 1e300],
    [4, -0.1, -0.1],
    [4, 5e-324, 5e-324],
    [7, 99_999_999_999.9, 99_999_999_999.9],
    [5, 1, true],
    [5, 0, false],
    [6, -2_147_483_648, -2_147_483_648],
    [6, 2_147_483_647, 2_147_483_647],
    [6, -1, -1],
  ])('point %d: %d', (point, value, heard) => {
    expect(sentAndHeard(point, value)).toMatchObject({ value: heard, quality: 192 });
  });

  test.each([
    [2_147_483_648, 0],
    [1.5, 0],
  ])('what is no state number is null and bad: %d', (value, quality) => {
    expect(sentAndHeard(6, value)).toMatchObject({ value: null, quality });
  });

  test.each([
    ['uncertain-clock', 7, 500],
    ['bad-stale', null, 500],
    ['bad-sentinel', null, 0],
  ] as const)('quality %s', (name, value, quality) => {
    expect(sentAndHeard(4, value ?? Number.NaN, QUALITY[name])).toMatchObject({ value, quality });
  });
});

test('good is said once after bad, and then goes without saying', () => {
  const plan = planNode([pointOf(4)]).devices[0]!.metrics[0]!;
  const sample = { time: 1, value: 2, quality: QUALITY.good };
  expect(dataMetric(plan, sample, { isHistorical: false, wasGood: true })).toEqual({
    ...{ alias: 4, timestamp: 1, doubleValue: 2 },
  });
  expect(dataMetric(plan, sample, { isHistorical: false, wasGood: false })).toMatchObject({
    properties: { keys: ['Quality'], values: [{ type: 3, intValue: 192 }] },
  });
});
