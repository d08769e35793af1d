import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeRun, kindOfRun } from './judge-run.ts';
import type { TestRunRule } from './test-run-plan.ts';

const MINUTE = 60_000;
const title = { en: 'Run', zh: '试机' };
const idle: TestRunRule = {
  ...{ id: 'idle', title, everyDays: 7, weekday: 2, leastMs: 30 * MINUTE, leastLoadPct: null, soonDays: 1 },
};
const loaded: TestRunRule = { ...idle, id: 'loaded', leastLoadPct: 30 };
const run = (minutes: number, onLoad: number | null = null, mean: number | null = null, unseen = 0) => ({
  ...{ startedAt: 0, endedAt: minutes * MINUTE, unseenMs: unseen * MINUTE, loadMeanPct: mean },
  onLoadMs: onLoad === null ? null : onLoad * MINUTE,
});

test.each([
  ['fourteen minutes idle', run(14, 0), ['too-short', 'too-short']],
  ['half an hour idle', run(30, 0), [undefined, 'too-short']],
  ['half an hour at a third', run(31, 30, 33), [undefined, undefined]],
  ['half an hour at a fifth', run(31, 30, 20), [undefined, 'load-low']],
  ['half an hour of which nobody knows the load', run(30), [undefined, 'load-unknown']],
  ['half an hour of which ten minutes were not seen', run(30, 20, 40, 10), ['unseen', 'unseen']],
])('%s', (_name, one, reasons) => {
  const { counts, shortfalls } = judgeRun(one, [idle, loaded]);
  expect(['idle', 'loaded'].map((rule) => shortfalls.find((found) => found.rule === rule)?.reason)).toEqual(reasons);
  expect(counts).toEqual(['idle', 'loaded'].filter((_rule, i) => reasons[i] === undefined));
});

test('each rule either counts a run or says what it lacks, and a longer run never counts for less', () => {
  const minutes = fc.integer({ min: 0, max: 120 });
  fc.assert(
    fc.property(minutes, minutes, minutes, fc.integer({ min: 0, max: 100 }), (length, more, onLoad, mean) => {
      const found = judgeRun(run(length, Math.min(length, onLoad), mean), [idle, loaded]);
      expect([...found.counts, ...found.shortfalls.map(({ rule }) => rule)].sort()).toEqual(['idle', 'loaded']);
      const longer = judgeRun(run(length + more, Math.min(length, onLoad) + more, mean), [idle, loaded]);
      expect(longer.counts).toEqual(expect.arrayContaining(found.counts));
    }),
  );
});

test('an outage is one whatever the load; without any sign the kind is unknown', () => {
  expect(kindOfRun(true, null)).toBe('outage');
  expect(kindOfRun(false, 40 * MINUTE)).toBe('load');
  expect(kindOfRun(undefined, 10_000)).toBe('no-load');
  expect(kindOfRun(undefined, null)).toBe('unknown');
});
