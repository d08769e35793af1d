import { expect, test } from 'vitest';
import { FakeSubscribedLink } from '../../tests/harness/fake-subscribed-link.ts';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { silentMetrics } from '../../tests/harness/silent-metrics.ts';
import { QUALITY } from '../domain/quality.ts';
import { createFieldMetrics } from './field-metrics.ts';
import { Subscription } from './subscription.ts';

function rig() {
  const clock = new ManualClock();
  const link = new FakeSubscribedLink();
  const readings: [number, number][] = [];
  const losses: [string, boolean][] = [];
  const confirmed: number[] = [];
  const device = (id: string, points: readonly number[]) => ({
    id,
    points,
    fastestPeriodMs: 1000,
    silentAfterMs: 15_000,
  });
  const subscription = new Subscription(link, {
    devices: [device('a', [0, 1]), device('b', [2])],
    sink: {
      reading: (point, _value, quality) => readings.push([point, quality]),
      text: () => undefined,
      flush: () => undefined,
    },
    clock,
    random: () => 0.5,
    logger: silentLogger,
    metrics: createFieldMetrics(silentMetrics)('bus'),
    deviceLost: (id, isLost) => losses.push([id, isLost]),
    changed: () => undefined,
    confirm: (points) => confirmed.push(...points),
  });
  const keepAlive = async (ms: number, device?: string): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 1000) {
      link.listener.alive(device);
      await clock.advanceAsync(1000);
    }
  };
  return { clock, link, subscription, readings, losses, confirmed, keepAlive };
}

const lostPoints = (readings: readonly [number, number][]): number[] =>
  readings.filter(([, quality]) => quality === QUALITY['bad-not-connected']).map(([point]) => point);

test('signs of life keep the link; on one that names no device they count for all', async () => {
  const { clock, link, subscription, confirmed, losses, keepAlive } = rig();
  subscription.start();
  await clock.advanceAsync(0);
  await keepAlive(60_000);
  expect(link.starts).toBe(1);
  expect(new Set(confirmed)).toEqual(new Set([0, 1, 2]));
  expect(losses).toEqual([]);
  expect(subscription.status().devices.map((device) => device.state)).toEqual(['online', 'online']);
});

test('silence longer than the link allows starts it again, once, and marks every point once', async () => {
  const { clock, link, subscription, readings, losses } = rig();
  subscription.start();
  await clock.advanceAsync(0);
  link.outcome = { ok: false, failure: { kind: 'link-lost', detail: 'refused' } };
  await clock.advanceAsync(60_000);
  expect(lostPoints(readings)).toEqual([0, 1, 2]);
  expect(losses).toEqual([
    ['a', true],
    ['b', true],
  ]);
  expect(link.stops).toBe(link.starts);
  expect(link.starts).toBeGreaterThan(20);
  link.outcome = { ok: true };
  await clock.advanceAsync(2000);
  expect(subscription.status().state).toBe('online');
  link.listener.sink.reading(2, 1, QUALITY.good, 0);
  expect(losses.at(-1)).toEqual(['b', false]);
});

test('a loss told twice, or by an abandoned start, is one loss', async () => {
  const { clock, link, subscription } = rig();
  subscription.start();
  await clock.advanceAsync(0);
  const [old] = link.listeners;
  old!.lost('cut');
  old!.lost('cut');
  await clock.advanceAsync(3000);
  expect(link.starts).toBe(2);
  old!.lost('cut');
  await clock.advanceAsync(3000);
  expect(link.starts).toBe(2);
  expect(subscription.status()).toMatchObject({ state: 'online', reconnects: 1 });
});

test('what an abandoned start still delivers is dropped', async () => {
  const { clock, link, subscription, readings } = rig();
  subscription.start();
  await clock.advanceAsync(0);
  const [old] = link.listeners;
  old!.lost('cut');
  await clock.advanceAsync(3000);
  const before = readings.length;
  old!.sink.reading(0, 1, QUALITY.good, 0);
  old!.sink.flush();
  expect(readings.length).toBe(before);
});

test('a start that never settles is given up', async () => {
  const { clock, link, subscription } = rig();
  link.outcome = undefined;
  subscription.start();
  await clock.advanceAsync(59_000);
  link.outcome = { ok: true };
  await clock.advanceAsync(3000);
  expect(link.starts).toBe(2);
  expect(subscription.status().state).toBe('online');
});

test('on a link that names devices a silent one is lost alone, and found again', async () => {
  const { clock, link, subscription, losses, keepAlive } = rig();
  subscription.start();
  await clock.advanceAsync(0);
  link.listener.alive('b');
  await keepAlive(30_000, 'a');
  expect(losses).toEqual([['b', true]]);
  link.listener.alive('b');
  expect(losses).toEqual([
    ['b', true],
    ['b', false],
  ]);
  expect(link.starts).toBe(1);
});

test('stopping ends the link and every timer', async () => {
  const { clock, link, subscription } = rig();
  subscription.start();
  await clock.advanceAsync(0);
  link.listener.lost('cut');
  await subscription.stop();
  await clock.advanceAsync(100_000);
  expect(link.starts).toBe(1);
  expect(clock.pending).toBe(0);
});

test('a write goes out while link and device are up, otherwise it is unsent at once', async () => {
  const { clock, link, subscription, keepAlive } = rig();
  const write = (device: string, expiresAt = 60_000) =>
    subscription.write({ device, point: 0, raw: 1, expiresAt, verifyWithinMs: 1000 });
  expect(await write('a')).toEqual({ kind: 'unsent', detail: 'the link is down' });
  subscription.start();
  await clock.advanceAsync(0);
  expect(await write('a')).toEqual({ kind: 'verified', readBack: 0 });
  expect(await write('a', 0)).toMatchObject({ kind: 'unsent' });
  link.listener.alive('b');
  await keepAlive(30_000, 'a');
  expect(await write('b')).toEqual({ kind: 'unsent', detail: 'the device does not answer' });
  link.writeResult = undefined;
  for (let i = 0; i < 16; i++) void write('a');
  expect(await write('a')).toEqual({ kind: 'unsent', detail: 'too many writes wait for this line' });
  expect(link.writes).toHaveLength(17);
  await subscription.stop();
  expect(await write('a')).toMatchObject({ kind: 'unsent' });
});

test('texts of an abandoned start are dropped; those of the present one prove life', async () => {
  const { clock, link, subscription, losses } = rig();
  subscription.start();
  await clock.advanceAsync(0);
  const [old] = link.listeners;
  old!.lost('cut');
  old!.sink.text(0, 'late', QUALITY.good, 0);
  await clock.advanceAsync(3000);
  expect(losses).toEqual([
    ['a', true],
    ['b', true],
  ]);
  link.listener.sink.text(0, 'E12', QUALITY.good, 0);
  expect(losses.at(-1)).toEqual(['a', false]);
  await subscription.stop();
});

test('a link whose end fails or never comes is started again all the same', async () => {
  const { clock, link, subscription } = rig();
  subscription.start();
  await clock.advanceAsync(0);
  link.stop = () => Promise.reject(new Error('bug'));
  link.listener.lost('cut');
  await clock.advanceAsync(3000);
  expect(link.starts).toBe(2);
  link.stop = () => new Promise(() => undefined);
  link.listener.lost('cut');
  await clock.advanceAsync(13_000);
  expect(link.starts).toBe(3);
  expect(subscription.status()).toMatchObject({ state: 'online', errors: { linkLost: 2 }, reconnects: 2 });
});
