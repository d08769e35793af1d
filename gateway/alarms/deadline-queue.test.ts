import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { DeadlineHeap } from './deadline-heap.ts';
import { DeadlineQueue } from './deadline-queue.ts';

function setup(count = 5) {
  const clock = new ManualClock();
  const queue = new DeadlineQueue(clock);
  const fired: [number, number][] = [];
  const lane = queue.lane(count, (number) => fired.push([number, clock.monotonicMs()]));
  queue.start();
  return { clock, queue, lane, fired };
}

test('each fires once, at its moment, with one timer for all', () => {
  const { clock, lane, fired, queue } = setup();
  for (const number of [3, 1, 2]) lane.set(number, number * 1_000);
  expect(clock.pending).toBe(1);
  clock.advance(10_000);
  expect(fired).toEqual([
    [1, 1_000],
    [2, 2_000],
    [3, 3_000],
  ]);
  expect(queue.size).toBe(0);
  expect(clock.pending).toBe(0);
});

test('one that is moved or taken away does not fire at the old moment', () => {
  const { clock, lane, fired } = setup();
  lane.set(0, 1_000);
  lane.set(1, 1_000);
  lane.set(0, 5_000);
  lane.set(1, null);
  clock.advance(3_000);
  lane.set(0, 4_000);
  clock.advance(10_000);
  expect(fired).toEqual([[0, 4_000]]);
});

test('concerns do not meet, and what was due before the start fires then', () => {
  const clock = new ManualClock();
  const queue = new DeadlineQueue(clock);
  const fired: string[] = [];
  const first = queue.lane(2, (number) => fired.push(`a${number}`));
  const second = queue.lane(2, (number) => fired.push(`b${number}`));
  first.set(1, 10);
  second.set(1, 20);
  second.set(0, 5);
  clock.advance(1_000);
  expect(fired).toEqual([]);
  queue.start();
  clock.advance(0);
  expect(fired).toEqual(['b0', 'a1', 'b1']);
});

test('one far away is waited for in pieces', () => {
  const { clock, lane, fired } = setup();
  const months = 90 * 86_400_000;
  lane.set(0, months);
  clock.advance(months - 1);
  expect(fired).toEqual([]);
  clock.advance(1);
  expect(fired).toEqual([[0, months]]);
});

test('one that sets itself to the past again does not become a busy loop', () => {
  const clock = new ManualClock();
  const queue = new DeadlineQueue(clock);
  let times = 0;
  const lane = queue.lane(1, () => {
    times++;
    lane.set(0, 0);
  });
  lane.set(0, 0);
  queue.start();
  clock.advance(1_000);
  expect(times).toBeLessThanOrEqual(101);
  queue.stop();
  expect(clock.pending).toBe(0);
});

test('property: the heap always shows the earliest', () => {
  const step = fc.record({ number: fc.nat(15), moment: fc.option(fc.nat(50), { nil: null }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const heap = new DeadlineHeap(16);
      const reference = new Map<number, number>();
      for (const { number, moment } of steps) {
        if (moment === null) heap.delete(number);
        else heap.set(number, moment);
        if (moment === null) reference.delete(number);
        else reference.set(number, moment);
        const earliest = Math.min(...reference.values());
        expect(heap.size).toBe(reference.size);
        if (reference.size === 0) expect(heap.first).toBe(-1);
        else expect(reference.get(heap.first)).toBe(earliest);
      }
      const emptied: number[] = [];
      for (let first = heap.first; first >= 0; first = heap.first) {
        emptied.push(heap.momentOf(first));
        heap.delete(first);
      }
      expect(emptied).toEqual([...reference.values()].sort((a, b) => a - b));
    }),
  );
});
