import fc from 'fast-check';
import { expect, test } from 'vitest';
import { engineRuns, loadFigures, type PastValue, type RunRule } from './engine-runs.ts';

const MINUTE = 60_000;
const RULE: RunRule = { above: 600, restMs: MINUTE, holdMs: 10 * MINUTE };
const at = (minute: number, value: number | undefined): PastValue => ({ at: minute * MINUTE, value });

test('a run lasts from the first value above to the first below', () => {
  const values = [at(0, 0), at(5, 1500), at(10, 1498), at(15, 1500), at(20, 1502), at(35, undefined)].slice(0, 5);
  const runs = engineRuns([...values, at(28, 1500), at(36, 0), at(41, 0)], RULE, 41 * MINUTE);
  expect(runs).toEqual([
    {
      ...{ startedAt: 5 * MINUTE, endedAt: 36 * MINUTE, lastSeenAt: 36 * MINUTE, isStartSeen: true, isEndSeen: true },
      unseenMs: 0,
    },
  ]);
});

test('a stop shorter than the rest belongs to the run', () => {
  const runs = engineRuns([at(0, 0), at(1, 1500), at(4, 0), at(4.5, 1500), at(9, 0)], RULE, 20 * MINUTE);
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({ startedAt: MINUTE, endedAt: 9 * MINUTE });
});

test('it is not over before the set has stood still for its rest', () => {
  const values = [at(0, 0), at(1, 1500), at(9, 0)];
  expect(engineRuns(values, RULE, 9.5 * MINUTE)[0]?.endedAt).toBeNull();
  expect(engineRuns(values, RULE, 10 * MINUTE)[0]?.endedAt).toBe(9 * MINUTE);
});

test('a run that values were lost in says how long nobody saw it', () => {
  const values = [at(0, 0), at(1, 1500), at(2, undefined), at(22, 1500), at(30, 0)];
  expect(engineRuns(values, RULE, 40 * MINUTE)).toMatchObject([{ unseenMs: 20 * MINUTE, isEndSeen: true }]);
});

test('a run whose end nobody saw ends when it was known last', () => {
  const values = [at(0, 0), at(1, 1500), at(5, 1500), at(60, 0)];
  const runs = engineRuns(values, RULE, 70 * MINUTE);
  expect(runs).toMatchObject([{ endedAt: 15 * MINUTE, isEndSeen: false }]);
});

test('a run that went on already when values came is not known to have begun then', () => {
  expect(engineRuns([at(3, 1500)], RULE, 5 * MINUTE)).toMatchObject([{ isStartSeen: false, endedAt: null }]);
});

const history = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.option(fc.constantFrom(0, 300, 1500), { nil: undefined })), {
    maxLength: 60,
  })
  .map((steps) => {
    let minute = 0;
    return steps.map(([gap, value]) => {
      minute += gap;
      return at(minute, value);
    });
  });

test('runs are in order, apart from each other, within the past, and never less than nothing', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 0, max: 1500 }), (values, minutes) => {
      const now = minutes * MINUTE;
      const runs = engineRuns(values, RULE, now);
      let before = Number.NEGATIVE_INFINITY;
      for (const { startedAt, endedAt, lastSeenAt, unseenMs } of runs) {
        expect(startedAt).toBeGreaterThanOrEqual(before);
        expect(endedAt ?? now).toBeLessThanOrEqual(now);
        expect((endedAt ?? lastSeenAt) - startedAt).toBeGreaterThanOrEqual(0);
        expect(unseenMs).toBeGreaterThanOrEqual(0);
        expect(unseenMs).toBeLessThanOrEqual((endedAt ?? now) - startedAt);
        before = endedAt ?? now;
      }
      expect(runs.slice(0, -1).every(({ endedAt }) => endedAt !== null)).toBe(true);
    }),
  );
});

test('a run that is over does not change when more is known', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 0, max: 600 }), (values, minutes) => {
      const end = (values.at(-1)?.at ?? 0) + 2 * MINUTE;
      const now = Math.min(end, minutes * MINUTE);
      const over = engineRuns(values, RULE, now).filter(({ endedAt }) => endedAt !== null);
      expect(engineRuns(values, RULE, end).slice(0, over.length)).toEqual(over);
    }),
  );
});

test('the mean load is that of the time under load, each value as long as it held', () => {
  const values = [at(0, 0), at(10, 40), at(20, 60), at(30, 0)];
  const found = loadFigures(values, [0, 40 * MINUTE], { onLoadPct: 5, holdMs: 10 * MINUTE });
  expect(found).toEqual({ onLoadMs: 20 * MINUTE, meanPct: 50, knownMs: 40 * MINUTE });
});

test('load that nobody measured is no load of zero', () => {
  const found = loadFigures([at(0, undefined)], [0, 40 * MINUTE], { onLoadPct: 5, holdMs: 10 * MINUTE });
  expect(found).toEqual({ onLoadMs: 0, meanPct: null, knownMs: 0 });
});

test('the load of a run is that of its minutes', () => {
  fc.assert(
    fc.property(history, (values) => {
      const whole = [0, 200 * MINUTE] as const;
      const rule = { onLoadPct: 5, holdMs: 10 * MINUTE };
      const found = loadFigures(values, whole, rule);
      let [onLoad, sum, known] = [0, 0, 0];
      for (let minute = 0; minute < 200; minute++) {
        const last = values.findLast((one) => one.at <= minute * MINUTE);
        if (last?.value === undefined || minute * MINUTE - last.at >= rule.holdMs) continue;
        known++;
        if (last.value <= rule.onLoadPct) continue;
        onLoad++;
        sum += last.value;
      }
      expect(found.knownMs).toBe(known * MINUTE);
      expect(found.onLoadMs).toBe(onLoad * MINUTE);
      expect(found.meanPct ?? 0).toBeCloseTo(onLoad === 0 ? 0 : sum / onLoad, 6);
    }),
  );
});
