import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FakePolledLink, fakeRequest } from '../../tests/harness/fake-polled-link.ts';
import { type BusReading, busRig, runningBus, units } from '../../tests/harness/poll-bus-rig.ts';
import { QUALITY } from '../domain/quality.ts';

const qualitiesOf = (readings: readonly BusReading[], point: number, quality: number): readonly number[] =>
  readings.filter((r) => r.point === point && r.quality === quality).map((r) => r.atMs);

test('every request is read once per period, one at a time, and none is skipped', async () => {
  const { clock, link, bus } = await runningBus([...units(8), fakeRequest('u0', 5000, [20])]);
  const before = link.reads.length;
  await clock.advanceAsync(20_000);
  expect(link.mostInFlight).toBe(1);
  expect(link.reads.length - before).toBe(8 * 20 + 4);
  expect(bus.status()).toMatchObject({ state: 'online', skippedCycles: 0, reconnects: 0 });
  expect(bus.status().loadPercent).toBeCloseTo(4.1, 0);
});

test('requests of one period do not come in a bunch', async () => {
  const { clock, link } = await runningBus(units(10));
  const from = link.reads.length;
  await clock.advanceAsync(1000);
  const begins = link.reads.slice(from).map((read) => read.beginMs % 1000);
  const gaps = begins.slice(1).map((at, i) => at - begins[i]!);
  expect(Math.min(...gaps.map(Math.abs))).toBeGreaterThan(50);
});

test('a link that takes several questions gets several, never more', async () => {
  const it = busRig(units(10));
  it.link.maxInFlight = 3;
  for (const device of it.link.devices.values()) device.latencyMs = 400;
  it.bus.start();
  await it.clock.advanceAsync(10_000);
  expect(it.link.mostInFlight).toBe(3);
});

test('a slow line skips cycles and counts them instead of stacking', async () => {
  const it = await runningBus(units(2));
  for (const device of it.link.devices.values()) device.latencyMs = 900;
  const before = it.link.reads.length;
  const skipped = it.bus.status().skippedCycles;
  await it.clock.advanceAsync(36_000);
  expect(it.link.mostInFlight).toBe(1);
  expect(it.link.reads.length - before).toBeGreaterThanOrEqual(38);
  expect(it.bus.status().skippedCycles - skipped).toBeGreaterThanOrEqual(28);
  await it.bus.stop();
});

test('one dead unit of 32 costs the others at most 5 % of their rate', async () => {
  const { clock, link, bus } = await runningBus(units(32), 10_000);
  link.device('u7').failure = { kind: 'timeout' };
  const before = link.readsOf('u3').length;
  await clock.advanceAsync(60_000);
  for (let unit = 0; unit < 32; unit++) {
    if (unit === 7) continue;
    const rate = link.readsOf(`u${unit}`).filter((read) => read.ok && read.beginMs > 10_000).length / 60;
    expect(rate).toBeGreaterThanOrEqual(0.95);
  }
  expect(link.readsOf('u3').length - before).toBeGreaterThanOrEqual(57);
  expect(bus.status().devices.find((device) => device.id === 'u7')?.state).toBe('offline');
  expect(link.disconnects).toBe(0);
});

test('dead units cost a full line at most a fifth of its time', async () => {
  const full = units(16).map((request) => ({ ...request, estimateMs: 50 }));
  const { clock, link } = await runningBus(full, 10_000);
  for (const id of ['u1', 'u2', 'u3', 'u4']) {
    link.device(id).failure = { kind: 'timeout' };
    link.device(id).probeMs = 300;
  }
  await clock.advanceAsync(5000);
  const from = link.reads.length;
  await clock.advanceAsync(60_000);
  const wasted = link.reads.slice(from).filter((read) => !read.ok);
  expect(wasted.reduce((sum, read) => sum + read.endMs - read.beginMs, 0)).toBeLessThanOrEqual(0.21 * 60_000);
  expect(wasted.length).toBeGreaterThan(10);
});

test('where the line has room, units that take long to be silent are probed as often as ever', async () => {
  const { clock, link } = await runningBus(units(5), 10_000);
  const dead = ['u1', 'u2', 'u3'];
  for (const id of dead) link.device(id).failure = { kind: 'timeout' };
  for (const id of dead) link.device(id).probeMs = 400;
  await clock.advanceAsync(10_000);
  const from = link.reads.length;
  await clock.advanceAsync(30_000);
  const seen = link.reads.slice(from);
  for (const id of dead) expect(seen.filter(({ request }) => request.device === id).length).toBeGreaterThanOrEqual(20);
  for (const id of ['u0', 'u4'])
    expect(seen.filter(({ request }) => request.device === id).length).toBeGreaterThanOrEqual(29);
});

for (const periodMs of [1000, 5000]) {
  test(`a dead unit is bad within three periods and live again within two of its return (${periodMs} ms)`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(periodMs), fc.integer({ min: 6000, max: 30_000 }), async (phase, outage) => {
        const it = await runningBus(units(4, periodMs), 12_000 + phase);
        const diedAt = it.clock.monotonicMs();
        it.link.device('u2').failure = { kind: 'timeout' };
        await it.clock.advanceAsync(3 * periodMs + outage);
        const marks = qualitiesOf(it.readings, 2, QUALITY['bad-timeout']);
        expect(marks).toHaveLength(1);
        expect(marks[0]! - diedAt).toBeLessThanOrEqual(3 * periodMs);
        expect(it.losses).toEqual([['u2', true]]);

        it.link.device('u2').failure = undefined;
        const returnedAt = it.clock.monotonicMs();
        await it.clock.advanceAsync(6 * periodMs);
        const good = qualitiesOf(it.readings, 2, QUALITY.good).find((at) => at >= returnedAt);
        expect(good! - returnedAt).toBeLessThanOrEqual(2 * periodMs);
        expect(it.losses).toEqual([
          ['u2', true],
          ['u2', false],
        ]);
        await it.bus.stop();
      }),
      { numRuns: 12 },
    );
  });
}

test('a returning device has all its requests read at once', async () => {
  const { clock, link } = await runningBus(
    [fakeRequest('a', 1000, [0]), fakeRequest('a', 60_000, [1]), ...units(1)],
    70_000,
  );
  link.device('a').failure = { kind: 'timeout' };
  await clock.advanceAsync(10_000);
  link.device('a').failure = undefined;
  const from = link.reads.length;
  await clock.advanceAsync(2000);
  expect(link.reads.slice(from).some((read) => read.ok && read.request.periodMs === 60_000)).toBe(true);
});

test('a question that is never answered while others are marks its own points only', async () => {
  const slow = fakeRequest('a', 1000, [9]);
  const it = busRig([fakeRequest('a', 1000, [0]), slow]);
  const read = it.link.read.bind(it.link);
  it.link.read = (request, sink) => {
    it.link.device('a').failure = request === slow ? { kind: 'timeout' } : undefined;
    return read(request, sink);
  };
  it.bus.start();
  await it.clock.advanceAsync(20_000);
  expect(qualitiesOf(it.readings, 9, QUALITY['bad-timeout'])).toHaveLength(1);
  expect(qualitiesOf(it.readings, 0, QUALITY['bad-timeout'])).toHaveLength(0);
  expect(it.losses.filter(([, isLost]) => isLost)).toEqual([]);
});

test('an exception is a sign of life', async () => {
  const { clock, link, bus, losses } = await runningBus(units(1));
  link.device('u0').failure = { kind: 'exception', code: 4, detail: 'exception 4' };
  await clock.advanceAsync(20_000);
  expect(bus.status().devices[0]).toMatchObject({ state: 'online', lastFailure: 'exception 4' });
  expect(link.disconnects).toBe(0);
  expect(losses).toEqual([]);
});

test('a lost link marks every point once and is back with all of them within two periods of its return', async () => {
  const { clock, link, bus, readings, losses } = await runningBus(units(5));
  link.breakLink();
  await clock.advanceAsync(30_000);
  for (let point = 0; point < 5; point++) {
    expect(qualitiesOf(readings, point, QUALITY['bad-not-connected'])).toHaveLength(1);
  }
  expect(bus.status().state).not.toBe('online');
  expect(bus.status().devices.every((device) => device.state === 'offline')).toBe(true);
  expect(losses.length).toBe(5);
  link.isReachable = true;
  const from = readings.length;
  await clock.advanceAsync(2000);
  expect(new Set(readings.slice(from).map((reading) => reading.point)).size).toBe(5);
  expect(readings.slice(from).every((reading) => reading.quality === QUALITY.good)).toBe(true);
  expect(bus.status()).toMatchObject({ state: 'online', reconnects: 1, skippedCycles: 0 });
});

test('a link whose peer accepts but never answers is made anew, and less and less often', async () => {
  const { clock, link, readings } = await runningBus(units(3));
  for (const device of link.devices.values()) device.failure = { kind: 'timeout' };
  await clock.advanceAsync(60_000);
  expect(link.connects).toBeGreaterThan(3);
  expect(link.connects).toBeLessThan(12);
  expect(readings.filter((r) => r.quality === QUALITY['bad-timeout'])).toHaveLength(3);
  expect(readings.filter((r) => r.quality === QUALITY['bad-not-connected'])).toHaveLength(0);
  for (const device of link.devices.values()) device.failure = undefined;
  const from = readings.length;
  await clock.advanceAsync(2000);
  expect(new Set(readings.slice(from).map((reading) => reading.point)).size).toBe(3);
});

test('a gateway that answers for its dead units keeps its connection', async () => {
  const { clock, link } = await runningBus(units(2));
  for (const device of link.devices.values()) device.failure = { kind: 'timeout', linkAnswered: 'exception 11' };
  await clock.advanceAsync(30_000);
  expect(link.connects).toBe(1);
});

test('a read that outlives its connection keeps no device from being probed', async () => {
  const it = await runningBus(units(1));
  it.link.leavesHanging = true;
  it.link.device('u0').latencyMs = 4000;
  await it.clock.advanceAsync(500);
  it.link.maxInFlight = 2;
  const { connects } = it.link;
  await it.clock.advanceAsync(700);
  for (const device of it.link.devices.values()) Object.assign(device, { latencyMs: 5 });
  it.link.announceLoss();
  await it.clock.advanceAsync(8000);
  expect(it.link.connects).toBe(connects + 1);
  const from = it.readings.length;
  await it.clock.advanceAsync(2000);
  expect(it.readings.length - from).toBeGreaterThanOrEqual(2);
});

test('a new plan of the driver is taken over, and what stays keeps its place', async () => {
  const [first, second] = units(2);
  const it = await runningBus([first!, second!]);
  const halves = [fakeRequest('u1', 1000, [1]), fakeRequest('u1', 1000, [5])];
  it.link.device('u1').failure = { kind: 'exception', code: 2, detail: 'exception 2' };
  it.link.replan([first!, ...halves]);
  await it.clock.advanceAsync(1000);
  it.link.device('u1').failure = undefined;
  const from = it.link.reads.length;
  await it.clock.advanceAsync(3000);
  const asked = new Set(it.link.reads.slice(from).map((read) => read.request));
  expect(asked).toEqual(new Set([first, ...halves]));
});

test('a driver that rejects against its promise does not stop the bus', async () => {
  const it = await runningBus(units(2));
  const read = it.link.read.bind(it.link);
  let rejections = 0;
  it.link.read = (request, sink) =>
    request.device === 'u0' && rejections++ < 3 ? Promise.reject(new Error('bug')) : read(request, sink);
  await it.clock.advanceAsync(20_000);
  const from = it.link.reads.length;
  await it.clock.advanceAsync(5000);
  expect(it.link.reads.length - from).toBeGreaterThanOrEqual(9);
});

test('the figures of the line and of its devices say what was wrong, and are bounded', async () => {
  const it = await runningBus(units(3), 10_000);
  it.link.device('u1').failure = { kind: 'exception', code: 2, detail: `exception 2\u0007 ${'x'.repeat(1000)}` };
  it.link.device('u2').failure = { kind: 'timeout' };
  it.link.deviceFacts = { holes: Array(500).fill('holding 0x0FA0+2 refused\n'), items: { expected: 4, delivering: 3 } };
  await it.clock.advanceAsync(30_000);
  const { loadPercent, requestsPerSecond, latency, errors, cautions, devices } = it.bus.status();
  expect(loadPercent).toBeGreaterThan(1);
  expect(requestsPerSecond).toBeGreaterThan(2);
  expect(latency).toEqual({ p50: 5, p95: 5 });
  expect(errors).toMatchObject({ exception: 30, garbled: 0, linkLost: 0 });
  expect(errors.timeout).toBeGreaterThan(5);
  expect(cautions).toEqual([{ en: 'Not encrypted', zh: '未加密' }]);
  const [well, refusing, dead] = devices;
  expect(well).toMatchObject({ successPercent: 100, exceptions: {}, items: { expected: 4, delivering: 3 } });
  expect(well!.holes).toHaveLength(50);
  expect(well!.holes[0]).toBe('holding 0x0FA0+2 refused');
  expect(refusing).toMatchObject({ state: 'online', exceptions: { 2: 30 } });
  expect(refusing!.lastFailure).toHaveLength(200);
  expect(refusing!.lastFailure).not.toContain('\u0007');
  expect(refusing!.successPercent).toBeCloseTo(26.8, 1);
  expect(dead).toMatchObject({ state: 'offline', lastFailure: 'no answer in time' });
  await it.bus.stop();
});

test('stopping ends everything, at any moment', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(12_000), fc.boolean(), fc.constantFrom(0, 700), async (at, isReachable, connectMs) => {
      const it = busRig(units(3));
      Object.assign(it.link, { isReachable, connectMs });
      it.bus.start();
      await it.clock.advanceAsync(at);
      await it.bus.stop();
      it.link.isOpen = false;
      const { length } = it.link.reads;
      const { connects } = it.link;
      await it.clock.advanceAsync(20_000);
      expect([it.link.reads.length, it.link.connects, it.link.isOpen]).toEqual([length, connects, false]);
    }),
    { numRuns: 30 },
  );
});

test('whatever fails and returns in whatever order, everything is live in the end', async () => {
  const event = fc.record({
    waitMs: fc.integer({ min: 10, max: 4000 }),
    what: fc.constantFrom('die', 'live', 'break', 'restore', 'garble', 'refuse'),
    unit: fc.nat(3),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 12 }), async (events) => {
      const it = await runningBus(units(4));
      for (const { waitMs, what, unit } of events) {
        apply(it.link, what, `u${unit}`);
        await it.clock.advanceAsync(waitMs);
      }
      it.link.isReachable = true;
      for (const device of it.link.devices.values()) device.failure = undefined;
      await it.clock.advanceAsync(12_000);
      const from = it.readings.length;
      await it.clock.advanceAsync(1500);
      const fresh = it.readings.slice(from);
      expect(new Set(fresh.map((reading) => reading.point)).size).toBe(4);
      expect(fresh.every((reading) => reading.quality === QUALITY.good)).toBe(true);
      const lost = new Map(it.losses);
      expect([...lost.values()].every((isLost) => !isLost)).toBe(true);
      expect(it.link.mostInFlight).toBe(1);
      await it.bus.stop();
    }),
    { numRuns: 40 },
  );
});

function apply(link: FakePolledLink, what: string, unit: string): void {
  const device = link.device(unit);
  if (what === 'die') device.failure = { kind: 'timeout' };
  if (what === 'garble') device.failure = { kind: 'garbled', detail: 'noise' };
  if (what === 'refuse') device.failure = { kind: 'exception', code: 4, detail: 'exception 4' };
  if (what === 'live') device.failure = undefined;
  if (what === 'break') link.breakLink();
  if (what === 'restore') link.isReachable = true;
}
