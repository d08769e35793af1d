import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeRequest } from '../../tests/harness/fake-polled-link.ts';
import type { ReadRequest } from '../ports/driver.ts';
import { Schedule } from './schedule.ts';
import { advance, newTask } from './task.ts';

interface Job {
  readonly periodMs: number;
  readonly costMs: number;
}

interface Outcome {
  readonly reads: readonly number[];
  readonly missed: readonly number[];
  readonly latestBy: number;
}

/** A schedule whose devices may all be asked. */
function openSchedule(plan: readonly ReadRequest[], now = 0, firstPhase = 0): Schedule {
  const schedule = new Schedule(firstPhase);
  schedule.replan(plan, now);
  for (const { device } of plan) schedule.setOpen(device, true);
  return schedule;
}

/** Runs the jobs one at a time on virtual time, as the bus does, and tells how often each ran and by how much one was late. */
function simulate(jobs: readonly Job[], horizonMs: number): Outcome {
  const plan = jobs.map((job, i) => fakeRequest(`d${i}`, job.periodMs, [i]));
  const schedule = openSchedule(plan);
  const reads = jobs.map(() => 0);
  const missed = jobs.map(() => 0);
  let latestBy = 0;
  for (let now = 0; now < horizonMs; ) {
    const task = schedule.begin(now);
    if (!task) {
      now = schedule.nextDueAt();
      continue;
    }
    const i = task.request.points[0]!;
    const deadline = task.dueAt + task.request.periodMs;
    now += jobs[i]!.costMs;
    latestBy = Math.max(latestBy, now - deadline);
    missed[i]! += schedule.end(task, now);
    reads[i]!++;
  }
  // What waits at the end has missed cycles that its next run would have counted.
  for (const [i, request] of plan.entries()) {
    const [task] = schedule.tasksOf(request.device);
    missed[i]! += Math.max(0, Math.floor((horizonMs - task!.dueAt) / request.periodMs));
  }
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
        expect(Math.abs(reads[i]! - 60_000 / periodMs)).toBeLessThanOrEqual(3);
      }
    }),
  );
});

test('an overloaded line skips cycles and counts every one of them', () => {
  fc.assert(
    fc.property(jobs(3), (list) => {
      const { reads, missed } = simulate(list, 60_000);
      for (const [i, { periodMs }] of list.entries()) {
        expect(Math.abs(reads[i]! + missed[i]! - 60_000 / periodMs)).toBeLessThanOrEqual(3);
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

test('of what is due the earliest deadline goes first, whatever became due first', () => {
  const slow = fakeRequest('a', 5000, []);
  const fast = fakeRequest('b', 1000, []);
  const plan = [slow, fast];
  expect(openSchedule(plan).begin(2000)?.request).toBe(fast);
  const schedule = openSchedule(plan);
  schedule.setOpen('b', false);
  expect(schedule.begin(2000)?.request).toBe(slow);
  schedule.setOpen('b', true);
  expect(schedule.begin(2000)?.request).toBe(fast);
  expect(schedule.begin(2000)).toBeUndefined();
});

test('a device in doubt is asked what it has answered before, not what it has just failed', () => {
  const often = fakeRequest('a', 1000, [1]);
  const seldom = fakeRequest('a', 5000, [2]);
  const schedule = new Schedule(0);
  schedule.replan([often, seldom, fakeRequest('b', 1000, [3])], 0);
  expect(schedule.begin(60_000)).toBeUndefined();
  const first = schedule.beginProbe('a');
  expect(first?.request).toBe(often);
  first!.failures++;
  schedule.end(first!, 60_010);
  expect(schedule.beginProbe('a')?.request).toBe(seldom);
  expect(schedule.beginProbe('a')?.request).toBe(often);
  expect(schedule.beginProbe('a')).toBeUndefined();
});

test('what stays in a new plan keeps its place, also while it is being asked; what is dropped never comes back', () => {
  const [kept, dropped, added] = ['a', 'b', 'c'].map((device) => fakeRequest(device, 1000, []));
  const schedule = openSchedule([kept!, dropped!]);
  const both = [schedule.begin(1500)!, schedule.begin(1500)!];
  schedule.replan([kept!, added!], 1500);
  expect(schedule.begin(1500)).toBeUndefined();
  for (const task of both) schedule.end(task, 1510);
  schedule.setOpen('c', true);
  const next = [schedule.begin(5000)?.request, schedule.begin(5000)?.request, schedule.begin(5000)?.request];
  expect(new Set(next)).toEqual(new Set([kept, added, undefined]));
});

test('whatever opens, closes and ends, every question is in exactly one place', () => {
  const step = fc.record({
    what: fc.constantFrom('begin', 'probe', 'end', 'release', 'open', 'close', 'hurry'),
    device: fc.nat(3),
    waitMs: fc.nat(2000),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const plan = [0, 1, 2, 3].flatMap((device) => [500, 3000].map((ms) => fakeRequest(`d${device}`, ms, [])));
      const schedule = openSchedule(plan);
      const running = new Set<NonNullable<ReturnType<Schedule['begin']>>>();
      let now = 0;
      for (const { what, device, waitMs } of steps) {
        now += waitMs;
        const [oldest] = running;
        if (what === 'begin' || what === 'probe') {
          const begun = what === 'begin' ? schedule.begin(now) : schedule.beginProbe(`d${device}`);
          if (begun) expect(running.has(begun)).toBe(false);
          if (begun) running.add(begun);
        }
        if (oldest && what === 'end') schedule.end(oldest, now);
        if (oldest && what === 'release') schedule.release(oldest);
        if (oldest && (what === 'end' || what === 'release')) running.delete(oldest);
        if (what === 'open' || what === 'close') schedule.setOpen(`d${device}`, what === 'open');
        if (what === 'hurry') schedule.hurry(`d${device}`, now, () => true);
      }
      for (const task of running) schedule.end(task, now);
      for (const { device } of plan) schedule.setOpen(device, true);
      const all = plan.map(() => schedule.begin(now + 10_000)?.request);
      expect(new Set(all)).toEqual(new Set(plan));
      expect(schedule.begin(now + 10_000)).toBeUndefined();
    }),
  );
});

test('a thousand questions of five hundred devices cost microseconds each', () => {
  const plan = Array.from({ length: 1000 }, (_, i) => fakeRequest(`d${i % 500}`, 1000, []));
  const schedule = openSchedule(plan);
  const begin = performance.now();
  let now = 1000;
  for (let asked = 0; asked < 50_000; now++) {
    for (let task = schedule.begin(now); task; task = schedule.begin(now)) {
      asked++;
      schedule.end(task, now);
    }
  }
  const microseconds = ((performance.now() - begin) * 1000) / 50_000;
  expect(microseconds).toBeLessThan(50);
});
