import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BusRig, busRig, runningBus, units } from '../../tests/harness/poll-bus-rig.ts';
import type { WriteRequest, WriteResult } from '../ports/driver.ts';
import { MOST_WAITING_WRITES } from './write-queue.ts';

const writeTo = ({ clock }: BusRig, device: string, expiresInMs = 10_000, raw = 1): WriteRequest => ({
  ...{ device, point: 0, raw, verifyWithinMs: 1000 },
  expiresAt: clock.monotonicMs() + expiresInMs,
});

/** Sends a write and keeps what became of it. */
function send(it: BusRig, request: WriteRequest): { readonly results: WriteResult[] } {
  const results: WriteResult[] = [];
  void it.bus.write(request).then((result) => results.push(result));
  return { results };
}

test('a write goes before the reads that wait, and what it changed is read again at once', async () => {
  const it = await runningBus(units(8));
  for (const device of it.link.devices.values()) device.latencyMs = 120;
  await it.clock.advanceAsync(3_000);
  const asked = it.clock.monotonicMs();
  const { results } = send(it, writeTo(it, 'u0'));
  await it.clock.advanceAsync(400);
  expect(it.link.writes[0]!.beginMs - asked).toBeLessThanOrEqual(120);
  expect(results).toEqual([{ kind: 'verified', readBack: 0 }]);
  expect(it.link.readsOf('u0').at(-1)!.beginMs - asked).toBeLessThan(400);
  expect(it.link.mostInFlight).toBe(1);
  await it.bus.stop();
});

test('any number of writes leave the reads a third of the turns', async () => {
  const it = await runningBus(units(4));
  for (const device of it.link.devices.values()) device.latencyMs = 50;
  it.link.writeMs = 50;
  const from = it.link.reads.length;
  for (let at = 0; at < 100; at++) {
    for (let i = 0; i < MOST_WAITING_WRITES; i++) send(it, writeTo(it, 'u1'));
    await it.clock.advanceAsync(100);
  }
  expect(it.link.reads.length - from).toBeGreaterThanOrEqual(38);
  expect(new Set(it.link.reads.slice(from).map((read) => read.request)).size).toBe(4);
  await it.bus.stop();
});

test('what comes on top of a full queue is refused at once', async () => {
  const it = await runningBus(units(1));
  it.link.writeMs = 1000;
  const sent = Array.from({ length: MOST_WAITING_WRITES + 3 }, () => send(it, writeTo(it, 'u0', 60_000)));
  await it.clock.advanceAsync(0);
  const refused = sent.flatMap(({ results }) => results);
  expect(refused).toHaveLength(2);
  expect(refused[0]).toEqual({ kind: 'unsent', detail: 'too many writes wait for this line' });
  await it.clock.advanceAsync(20_000);
  expect(sent.every(({ results }) => results.length === 1)).toBe(true);
  expect(it.link.writes).toHaveLength(MOST_WAITING_WRITES + 1);
  await it.bus.stop();
});

test('a write that had to wait too long is never sent', async () => {
  const it = await runningBus(units(1));
  it.link.writeMs = 1000;
  const first = send(it, writeTo(it, 'u0'));
  const late = send(it, writeTo(it, 'u0', 900, 2));
  await it.clock.advanceAsync(3000);
  expect(first.results).toMatchObject([{ kind: 'verified' }]);
  expect(late.results).toEqual([{ kind: 'unsent', detail: 'expired before it could be sent' }]);
  expect(it.link.writes.map(({ request }) => request.raw)).toEqual([1]);
  await it.bus.stop();
});

test('a device or link that is down answers at once, and nothing is sent when it returns', async () => {
  const it = await runningBus(units(2));
  it.link.device('u1').failure = { kind: 'timeout' };
  await it.clock.advanceAsync(10_000);
  const toDead = send(it, writeTo(it, 'u1', 600_000));
  await it.clock.advanceAsync(0);
  expect(toDead.results).toEqual([{ kind: 'unsent', detail: 'the device does not answer' }]);
  it.link.breakLink();
  await it.clock.advanceAsync(500);
  const toNowhere = send(it, writeTo(it, 'u0', 600_000));
  await it.clock.advanceAsync(0);
  expect(toNowhere.results).toEqual([{ kind: 'unsent', detail: 'the link is down' }]);
  it.link.isReachable = true;
  it.link.device('u1').failure = undefined;
  await it.clock.advanceAsync(20_000);
  expect(it.link.writes).toEqual([]);
  await it.bus.stop();
});

test('a write to a device in doubt waits for its answer, and no longer than it may', async () => {
  const it = busRig(units(1));
  it.link.device('u0').latencyMs = 600;
  it.bus.start();
  await it.clock.advanceAsync(200);
  const waits = send(it, writeTo(it, 'u0', 10_000, 1));
  const expires = send(it, writeTo(it, 'u0', 300, 2));
  await it.clock.advanceAsync(2000);
  expect(waits.results).toMatchObject([{ kind: 'verified' }]);
  expect(expires.results).toMatchObject([{ kind: 'unsent' }]);
  await it.bus.stop();
});

test('a machine that is slow to show what was set keeps nobody waiting', async () => {
  const it = await runningBus(units(4));
  it.link.writeMs = 20_000;
  const slow = send(it, writeTo(it, 'u0', 60_000));
  const next = send(it, writeTo(it, 'u1', 60_000));
  await it.clock.advanceAsync(500);
  const from = it.link.reads.length;
  const skipped = it.bus.status().skippedCycles;
  await it.clock.advanceAsync(10_000);
  expect(it.link.reads.length - from).toBeGreaterThanOrEqual(39);
  expect(it.bus.status().skippedCycles).toBe(skipped);
  expect(it.link.writes).toHaveLength(1);
  await it.clock.advanceAsync(40_000);
  expect([...slow.results, ...next.results].map(({ kind }) => kind)).toEqual(['verified', 'verified']);
  await it.bus.stop();
});

test('a protocol that cannot write says so; a driver that fails leaves it unknown', async () => {
  const it = await runningBus(units(1));
  it.link.write = () => Promise.reject(new Error('bug'));
  const broken = send(it, writeTo(it, 'u0'));
  await it.clock.advanceAsync(1000);
  expect(broken.results).toEqual([{ kind: 'unknown', detail: 'failure inside the driver' }]);
  Object.assign(it.link, { write: undefined });
  const impossible = send(it, writeTo(it, 'u0'));
  await it.clock.advanceAsync(0);
  expect(impossible.results).toEqual([{ kind: 'refused', detail: 'this protocol cannot write' }]);
  await it.bus.stop();
});

test('whatever happens, every write settles once, is sent at most once, in time, and never over a new connection', async () => {
  const event = fc.record({
    waitMs: fc.integer({ min: 1, max: 2500 }),
    what: fc.constantFrom('write', 'write', 'write', 'die', 'live', 'break', 'restore', 'silence'),
    unit: fc.nat(2),
    expiresInMs: fc.constantFrom(50, 500, 5000, 60_000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
      const it = await runningBus(units(3));
      it.link.writeMs = 300;
      const onConnection: number[] = [];
      const write = it.link.write.bind(it.link);
      it.link.write = (request) => {
        onConnection[request.raw] = it.link.connects;
        return write(request);
      };
      const sent: { readonly results: WriteResult[]; readonly request: WriteRequest; readonly connects: number }[] = [];
      for (const { waitMs, what, unit, expiresInMs } of events) {
        const device = it.link.device(`u${unit}`);
        if (what === 'write') {
          const request = writeTo(it, `u${unit}`, expiresInMs, sent.length);
          sent.push({ ...send(it, request), request, connects: it.link.connects });
        }
        if (what === 'die') device.failure = { kind: 'timeout' };
        if (what === 'silence') for (const one of it.link.devices.values()) one.failure = { kind: 'timeout' };
        if (what === 'live') device.failure = undefined;
        if (what === 'break') it.link.breakLink();
        if (what === 'restore') it.link.isReachable = true;
        await it.clock.advanceAsync(waitMs);
      }
      await it.bus.stop();
      await it.clock.advanceAsync(1000);
      for (const { results } of sent) expect(results).toHaveLength(1);
      expect(new Set(it.link.writes.map(({ request }) => request.raw)).size).toBe(it.link.writes.length);
      for (const { request, beginMs } of it.link.writes) {
        expect(beginMs).toBeLessThan(request.expiresAt);
        expect(onConnection[request.raw]).toBe(sent[request.raw]!.connects);
      }
    }),
    { numRuns: 60 },
  );
});
