import { expect, test } from 'vitest';
import { busRig, runningBus, units } from '../../tests/harness/poll-bus-rig.ts';
import type { WriteResult } from '../ports/driver.ts';
import { StallWatch } from './stall-watch.ts';

test('a read that never ends is given up, and everything is asked again', async () => {
  const it = await runningBus(units(3));
  const read = it.link.read.bind(it.link);
  let swallowed = 0;
  it.link.read = (request, sink) =>
    request.device === 'u1' && swallowed++ === 0 ? new Promise(() => undefined) : read(request, sink);
  await it.clock.advanceAsync(10_000);
  const during = it.link.reads.length;
  await it.clock.advanceAsync(40_000);
  expect(it.link.reads.length).toBe(during);
  await it.clock.advanceAsync(30_000);
  const from = it.readings.length;
  await it.clock.advanceAsync(2000);
  expect(new Set(it.readings.slice(from).map((reading) => reading.point)).size).toBe(3);
  expect(it.link.connects).toBe(2);
  const stopped = it.bus.stop();
  await it.clock.advanceAsync(10_000);
  await stopped;
});

test('a timer that was lost stops nothing for ever', async () => {
  const it = await runningBus(units(2));
  const after = it.clock.after.bind(it.clock);
  it.clock.after = () => ({ cancel: () => undefined });
  await it.clock.advanceAsync(3000);
  it.clock.after = after;
  const from = it.link.reads.length;
  await it.clock.advanceAsync(90_000);
  expect(it.link.reads.length - from).toBeGreaterThan(20);
  await it.bus.stop();
});

test('a write the driver never ends is unknown, and the reads go on', async () => {
  const it = await runningBus(units(2));
  it.link.writeMs = Number.POSITIVE_INFINITY;
  it.link.leavesHanging = true;
  const results: WriteResult[] = [];
  const expiresAt = it.clock.monotonicMs() + 5000;
  void it.bus
    .write({ device: 'u0', point: 0, raw: 1, expiresAt, verifyWithinMs: 2000 })
    .then((result) => results.push(result));
  await it.clock.advanceAsync(90_000);
  expect(results).toEqual([{ kind: 'unknown', detail: 'the driver does not say' }]);
  const from = it.link.reads.length;
  await it.clock.advanceAsync(5000);
  expect(it.link.reads.length - from).toBeGreaterThanOrEqual(9);
});

test('opening that never ends is given up and tried again', async () => {
  const it = busRig(units(1));
  it.link.connectMs = Number.POSITIVE_INFINITY;
  it.bus.start();
  await it.clock.advanceAsync(30_000);
  expect(it.link.connects).toBe(1);
  it.link.connectMs = 0;
  await it.clock.advanceAsync(40_000);
  expect(it.bus.status().state).toBe('online');
  await it.bus.stop();
});

test('a link with nothing but seldom questions, or slow ones, is left in peace', async () => {
  const seldom = await runningBus(units(2, 86_400_000), 10_000);
  await seldom.clock.advanceAsync(200_000_000);
  expect(seldom.link.connects).toBe(1);
  await seldom.bus.stop();
  const slow = await runningBus(units(1), 1000);
  slow.link.device('u0').latencyMs = 150_000;
  await slow.clock.advanceAsync(10_000_000);
  expect(slow.link.connects).toBeLessThanOrEqual(4);
  await slow.bus.stop();
});

test('the watch grows patient, and is strict again after something ended by itself', () => {
  const watch = new StallWatch(1000, 0);
  expect([watch.hasStalled(60_000), watch.hasStalled(60_001)]).toEqual([false, true]);
  expect([watch.hasStalled(180_000), watch.hasStalled(180_002)]).toEqual([false, true]);
  watch.ended(200_000);
  expect([watch.hasStalled(260_000), watch.hasStalled(260_001)]).toEqual([false, true]);
});
