import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeRequest } from '../../tests/harness/fake-polled-link.ts';
import { advance, bestProbe, mostUrgent, newTask, nextDueAt, type Task } from './schedule.ts';

const everyDevice = (): boolean => true;

interface Job {
  readonly periodMs: number;
  readonly costMs: number;
}

interface Outcome {
  readonly reads: readonly number[];
  readonly missed: readonly number[];
  readonly latestBy: number;
}

/** Runs the jobs one at a time on virtual time, as the bus does, and tells how often each ran and by how much one was late. */
function simulate(jobs: readonly Job[], horizonMs: number): Outcome {
  const tasks = jobs.map((job, i) => newTask(fakeRequest(`d${i}`, job.periodMs, [i]), 0, i / jobs.length));
  const reads = jobs.map(() => 0);
  const missed = jobs.map(() => 0);
  let latestBy = 0;
  for (let now = 0; now < horizonMs; ) {
    const task = mostUrgent(tasks, now, everyDevice);
    if (!task) {
      now = nextDueAt(tasks, everyDevice);
      continue;
    }
    const i = task.request.points[0]!;
    const deadline = task.dueAt + task.request.periodMs;
    now += jobs[i]!.costMs;
    latestBy = Math.max(latestBy, now - deadline);
    missed[i]! += advance(task, now);
    reads[i]!++;
  }
  // What waits at the end has missed cycles that its next run would have counted.
  for (const [i, task] of tasks.entries())
    missed[i]! += Math.max(0, Math.floor((horizonMs - task.dueAt) / task.request.periodMs));
  return { reads, missed, latestBy };
}

const jobs = (mostLoad: number) =>
  fc
    .array(fc.record({ periodMs: fc.constantFrom(500, 1000, 2000, 5000), weight: fc.integer({ min: 1, max: 20 }) }), {
      minLength: 1,
      maxLength: 12,
    })
    .map((parts) => {
      const total = parts.reduce((sum, part) => sum + part.weight, 0);
      const cost = ({ periodMs, weight }: { periodMs: number; weight: number }): number =>
        Math.min((mostLoad * periodMs * weight) / total, 250);
      return parts.map((part): Job => ({ periodMs: part.periodMs, costMs: cost(part) }));
    });

test('a line that is busy half of its time misses no cycle', () => {
  fc.assert(
    fc.property(jobs(0.5), (list) => {
      const { reads, missed, latestBy } = simulate(list, 60_000);
      expect(missed).toEqual(list.map(() => 0));
      expect(latestBy).toBeLessThanOrEqual(0);
      for (const [i, { periodMs }] of list.entries()) {
        expect(Math.abs(reads[i]! - 60_000 / periodMs)).toBeLessThanOrEqual(2);
      }
    }),
  );
});

test('an overloaded line skips cycles and counts every one of them', () => {
  fc.assert(
    fc.property(jobs(3), (list) => {
      const { reads, missed } = simulate(list, 60_000);
      for (const [i, { periodMs }] of list.entries()) {
        expect(Math.abs(reads[i]! + missed[i]! - 60_000 / periodMs)).toBeLessThanOrEqual(2);
      }
    }),
  );
});

test('the next cycle is on the grid, after now, and never two periods away without a miss', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 5000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.nat(20_000),
      fc.nat(9000),
      (periodMs, phase, dueAt, wait) => {
        const task = newTask(fakeRequest('d', periodMs, []), dueAt, phase);
        const now = dueAt + wait;
        const missed = advance(task, now);
        const steps = (task.dueAt - task.phaseMs) / periodMs;
        expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-6);
        expect(task.dueAt).toBeGreaterThan(now);
        expect(task.dueAt - now).toBeLessThanOrEqual(periodMs + 1e-6);
        expect(missed).toBe(Math.floor(wait / periodMs));
      },
    ),
  );
});

test('the earliest deadline goes first, whatever became due first', () => {
  const slow = newTask(fakeRequest('a', 5000, []), 0, 0);
  const fast = newTask(fakeRequest('b', 1000, []), 500, 0);
  expect(mostUrgent([slow, fast], 600, everyDevice)).toBe(fast);
  expect(mostUrgent([slow, fast], 100, everyDevice)).toBe(slow);
  expect(mostUrgent([slow, fast], 600, (device) => device === 'a')).toBe(slow);
  fast.isRunning = true;
  expect(mostUrgent([slow, fast], 600, everyDevice)).toBe(slow);
});

test('a device in doubt is asked what it has answered before, not what it has just failed', () => {
  const failed: Task = { ...newTask(fakeRequest('a', 1000, [1]), 0, 0), failures: 1 };
  const slow = newTask(fakeRequest('a', 5000, [2]), 9999, 0);
  const other = newTask(fakeRequest('b', 1000, [3]), 0, 0);
  expect(bestProbe([failed, slow, other], 'a')).toBe(slow);
  expect(bestProbe([failed], 'a')).toBe(failed);
  expect(bestProbe([other], 'a')).toBeUndefined();
});
