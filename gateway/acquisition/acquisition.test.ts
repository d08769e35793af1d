import { expect, test } from 'vitest';
import { z } from 'zod';
import { examplePoint } from '../../tests/harness/builders.ts';
import { FakePolledLink, fakeRequest } from '../../tests/harness/fake-polled-link.ts';
import { FakeSubscribedLink } from '../../tests/harness/fake-subscribed-link.ts';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { silentMetrics } from '../../tests/harness/silent-metrics.ts';
import { QUALITY } from '../domain/quality.ts';
import type { Site } from '../domain/site.ts';
import type { DriverDefinition, Link } from '../ports/driver.ts';
import { createAcquisition } from './acquisition.ts';
import { driverContext } from './make-link.ts';
import { planText } from './plan.ts';
import { PlantStatusBoard } from './plant-status.ts';
import { checkLines, refuseImpossible } from './site-plan.ts';

/** Two connections: `bus` polls device `bus:1` (points 0 and 1), `cloud` is subscribed to `cloud:1` (point 2). */
function exampleSite(): Site {
  const device = (connection: string, driver: string, points: number[]) => ({
    id: `${connection}:1`,
    connection,
    driver,
    config: {},
    points,
  });
  return {
    id: 's',
    name: { en: 'Site', zh: '站点' },
    timeZone: 'UTC',
    publicUrl: undefined,
    display: { states: 'isa', phases: 'neutral', order: {} },
    areas: [],
    equipment: [],
    points: [0, 1, 2].map((index) =>
      examplePoint({ index, tag: `X.p${index}`, device: index < 2 ? 'bus:1' : 'cloud:1' }),
    ),
    addresses: ['r0', 'r1', 't'],
    connections: [
      { id: 'bus', driver: 'polled', config: { host: 'h', port: 502 }, devices: [device('bus', 'polled', [0, 1])] },
      {
        id: 'cloud',
        driver: 'told',
        config: { url: 'mqtt://user:secret@broker:1883' },
        devices: [device('cloud', 'told', [2])],
      },
    ],
    conditions: [],
    energy: { total: undefined, systems: [] },
  };
}

function definition(kind: string, create: DriverDefinition['create']): DriverDefinition {
  const any = z.unknown();
  const schemas = { connectionSchema: any, deviceSchema: any, addressSchema: any, templateSchema: any };
  return { kind, title: { en: kind, zh: kind }, ...schemas, create };
}

function rig(change: Partial<Site> = {}, line?: FakePolledLink) {
  const clock = new ManualClock();
  const polled = line ?? new FakePolledLink(clock, [fakeRequest('bus:1', 1000, [0, 1])]);
  const told = new FakeSubscribedLink();
  const drivers = [definition('polled', (): Link => polled), definition('told', (): Link => told)];
  const latest = new Map<number, number>();
  const batchLengths: number[] = [];
  const texts: [number, string, number, number][] = [];
  const acquisition = createAcquisition({
    site: { ...exampleSite(), ...change },
    drivers,
    onText: (...text) => texts.push(text),
    onReadings: (batch) => {
      batchLengths.push(batch.length);
      for (let i = 0; i < batch.length; i++) latest.set(batch.point[i]!, batch.quality[i]!);
    },
    clock,
    random: () => 0.5,
    logger: silentLogger,
    metrics: silentMetrics,
    stateFolder: undefined,
  });
  return { clock, polled, told, drivers, latest, texts, batchLengths, acquisition };
}

test('readings arrive in one batch per answer, with the state of both connections', async () => {
  const { clock, told, latest, batchLengths, acquisition } = rig();
  acquisition.start();
  await clock.advanceAsync(1000);
  told.listener.sink.reading(2, 5, QUALITY.good, 0);
  told.listener.sink.flush();
  expect([...latest]).toEqual([
    [0, 0],
    [1, 0],
    [2, 0],
  ]);
  expect(new Set(batchLengths)).toEqual(new Set([1, 2]));
  expect(acquisition.status.connections()).toMatchObject([
    { id: 'bus', driver: 'polled', endpoint: 'h:502', state: 'online', devices: [{ id: 'bus:1', state: 'online' }] },
    { id: 'cloud', driver: 'told', endpoint: 'mqtt://broker:1883', state: 'online' },
  ]);
  await acquisition.stop();
});

test('a lost device is told with its time, and its points say why they are bad', async () => {
  const { clock, polled, latest, acquisition } = rig();
  const told: [string, boolean, number][] = [];
  const changes: string[] = [];
  const unsubscribe = acquisition.onDeviceLost((...event) => told.push(event));
  acquisition.status.onChange((state) => changes.push(`${state.id} ${state.devices[0]?.state}`));
  acquisition.start();
  await clock.advanceAsync(3000);
  polled.device('bus:1').failure = { kind: 'timeout' };
  await clock.advanceAsync(3000);
  expect(told).toEqual([['bus:1', true, expect.any(Number)]]);
  expect(latest.get(0)).toBe(QUALITY['bad-timeout']);
  expect(changes).toContain('bus offline');
  unsubscribe();
  polled.device('bus:1').failure = undefined;
  await clock.advanceAsync(3000);
  expect(told).toHaveLength(1);
  expect(latest.get(0)).toBe(QUALITY.good);
  await acquisition.stop();
});

test('a subscribed point goes stale when its device is silent, not while it lives', async () => {
  const { clock, told, latest, acquisition } = rig();
  acquisition.start();
  await clock.advanceAsync(1000);
  told.listener.sink.reading(2, 5, QUALITY.good, 0);
  told.listener.sink.flush();
  for (let i = 0; i < 10; i++) {
    told.listener.alive('cloud:1');
    await clock.advanceAsync(1000);
  }
  expect(latest.get(2)).toBe(QUALITY.good);
  for (let i = 0; i < 5; i++) {
    told.listener.alive();
    await clock.advanceAsync(1000);
  }
  expect(latest.get(2)).toBe(QUALITY['bad-stale']);
  await acquisition.stop();
});

test('a writable point is written on its own connection; every other is refused without asking anybody', async () => {
  const { clock, polled, told, acquisition } = rig({ writable: new Set([1, 2]) });
  acquisition.start();
  await clock.advanceAsync(3000);
  const limits = { expiresAt: 60_000, verifyWithinMs: 500 };
  const results = [1, 2, 0, 99].map((point) => acquisition.write(point, 42, limits));
  results.push(acquisition.write(1, Number.NaN, limits));
  await clock.advanceAsync(1000);
  expect((await Promise.all(results)).map(({ kind }) => kind)).toEqual([
    ...['verified', 'verified', 'refused', 'refused', 'refused'],
  ]);
  expect(polled.writes.map(({ request }) => request)).toEqual([{ device: 'bus:1', point: 1, raw: 42, ...limits }]);
  expect(told.writes).toEqual([{ device: 'cloud:1', point: 2, raw: 42, ...limits }]);
  await acquisition.stop();
});

test('drivers are told which points are writable', () => {
  const [connection] = exampleSite().connections;
  const surroundings = { clock: new ManualClock(), logger: silentLogger, stateFolder: undefined };
  const writable = (site: Site) =>
    driverContext(connection!, { site, ...surroundings }).devices[0]!.points.map((point) => point.writable);
  expect(writable(exampleSite())).toEqual([false, false]);
  expect(writable({ ...exampleSite(), writable: new Set([1]) })).toEqual([false, true]);
});

test('texts come clean, before the reading that carries their quality', async () => {
  const { clock, told, latest, texts, acquisition } = rig();
  acquisition.start();
  await clock.advanceAsync(1000);
  const { sink } = told.listener;
  sink.text(2, ` \u001b[31mE12\u202e\n high\u2028 pressure ${'x'.repeat(500)}`, QUALITY.good, 5);
  expect(latest.has(2)).toBe(false);
  sink.flush();
  expect(latest.get(2)).toBe(QUALITY.good);
  expect(texts[0]).toMatchObject([2, expect.stringMatching(/^\[31mE12 +high +pressure x+$/), QUALITY.good, 5]);
  expect(texts[0]![1]).toHaveLength(128);
  await acquisition.stop();
});

test('a serial line that cannot carry its questions is refused with the arithmetic, any other is only warned about', () => {
  const { polled } = rig();
  polled.replan([{ ...fakeRequest('bus:1', 1000, [0, 1]), estimateMs: 1400 }]);
  expect(() => rig({}, polled)).not.toThrow();
  polled.isSerialLine = true;
  expect(() => rig({}, polled)).toThrow(/bus: 1 requests, 1.0 per second, line busy 140.0 %: IMPOSSIBLE/);
  const drivers = [definition('polled', (): Link => polled), definition('told', (): Link => new FakeSubscribedLink())];
  expect(checkLines(exampleSite(), drivers)).toMatchObject([{ connection: 'bus', kind: 'impossible', percent: 140 }]);
  expect(() => refuseImpossible(checkLines(exampleSite(), drivers))).toThrow('IMPOSSIBLE');
});

test('many changes of one moment are told twice: at once, and when they are over', async () => {
  const clock = new ManualClock();
  const board = new PlantStatusBoard(clock);
  const { acquisition } = rig();
  const [state] = acquisition.status.connections();
  board.add({ id: 'bus', state: () => state! });
  let told = 0;
  board.onChange(() => told++);
  for (let i = 0; i < 500; i++) board.changed('bus');
  expect(told).toBe(1);
  clock.advance(1000);
  expect(told).toBe(2);
  board.changed('bus');
  board.changed('bus');
  board.remove('bus');
  clock.advance(1000);
  expect([told, board.connections(), clock.pending]).toEqual([3, [], 0]);
});

test('after the stop nothing runs', async () => {
  const { clock, acquisition } = rig();
  acquisition.start();
  await clock.advanceAsync(5000);
  await acquisition.stop();
  await clock.advanceAsync(2000);
  expect(clock.pending).toBe(0);
});

test('the plan names every request and how busy the line would be', () => {
  const { drivers } = rig();
  expect(planText(exampleSite(), drivers)).toBe(
    [
      'bus  polled  h:502',
      '  bus:1',
      '    bus:1 every 1000                   2 points  every 1 s    about 5.0 ms',
      '  1 requests, 1.0 per second, line busy 0.5 %',
      '',
      'cloud  told  mqtt://broker:1883',
      '  one topic',
    ].join('\n'),
  );
});

test('a connection without a driver is a mistake of the configuration', () => {
  expect(() => planText(exampleSite(), [])).toThrow('no driver polled');
});
