import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GroupState, judgeStart, type TimedStart } from './timed-start.ts';

const MINUTE = 60_000;
const PLANNED = 1_000 * MINUTE;
const plan: TimedStart = {
  ...{
    plan: 'cooling',
    title: { en: 'Cooling', zh: '制冷' },
    what: 'start',
    date: '2026-01-05',
    equipment: [],
    tags: [],
  },
  ...{ plannedAt: PLANNED, fromMs: PLANNED - 60 * MINUTE, toMs: PLANNED + 120 * MINUTE, toleranceMs: 10 * MINUTE },
  ...{ verdict: null, actualAt: null, offsetMs: null, remarks: [] },
};
const stood: GroupState = [{ at: PLANNED - 120 * MINUTE, runs: false }];
const startedAt = (minutes: number): GroupState => [...stood, { at: PLANNED + minutes * MINUTE, runs: true }];

test.each([
  { minutes: -2, verdict: 'on-time' },
  { minutes: -30, verdict: 'early' },
  { minutes: 10, verdict: 'on-time' },
  { minutes: 25, verdict: 'late' },
])('a start $minutes min after its time is $verdict', ({ minutes, verdict }) => {
  const judged = judgeStart(plan, startedAt(minutes), PLANNED + 60 * MINUTE);
  expect(judged).toEqual({ verdict, actualAt: PLANNED + minutes * MINUTE, offsetMs: minutes * MINUTE });
});

test('it is open until its time is over, then missed', () => {
  expect(judgeStart(plan, stood, PLANNED + 119 * MINUTE)).toBeUndefined();
  expect(judgeStart(plan, stood, PLANNED + 120 * MINUTE)?.verdict).toBe('missed');
});

test('where nothing was seen, nothing is said about it', () => {
  const unknown: GroupState = [{ at: PLANNED - 100 * MINUTE, runs: null }];
  expect(judgeStart(plan, unknown, PLANNED + 120 * MINUTE)?.verdict).toBe('no-data');
  expect(judgeStart(plan, [], PLANNED + 120 * MINUTE)?.verdict).toBe('no-data');
});

test('what ran all night was running already, and is not judged before its time', () => {
  const runs: GroupState = [{ at: PLANNED - 100 * MINUTE, runs: true }];
  expect(judgeStart(plan, runs, PLANNED - MINUTE)).toBeUndefined();
  expect(judgeStart(plan, runs, PLANNED)?.verdict).toBe('running-already');
});

test('a judgement comes at last, and what was seen lies within the time it counts for', () => {
  const state = fc.record({ at: fc.integer({ min: -200, max: 200 }), runs: fc.constantFrom(true, false, null) });
  fc.assert(
    fc.property(fc.array(state, { maxLength: 12 }), fc.constantFrom('start' as const, 'stop' as const), (raw, what) => {
      const states = raw.map(({ at, runs }) => ({ at: PLANNED + at * MINUTE, runs })).sort((a, b) => a.at - b.at);
      const judged = judgeStart({ ...plan, what }, states, plan.toMs);
      expect(judged).toBeDefined();
      if (judged?.actualAt == null) return;
      expect(judged.actualAt).toBeGreaterThan(plan.fromMs);
      expect(judged.actualAt).toBeLessThan(plan.toMs);
      expect(judged.offsetMs).toBe(judged.actualAt - PLANNED);
    }),
  );
});
