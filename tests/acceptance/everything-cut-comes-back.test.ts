import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PointState } from '../../gateway/contract/resources.ts';
import { eventually } from '../harness/eventually.ts';
import { GatewayProcess } from '../harness/gateway-process.ts';
import { SimulatedSite } from '../harness/simulated-site.ts';

let site: SimulatedSite;
let gateway: GatewayProcess;

/** What reading all points and deciding may take. */
const LOOK_MS = 500;

const points = (): Promise<PointState[]> => gateway.get('/points?limit=5000');
const notGood = async (): Promise<string[]> =>
  (await points()).filter((point) => point.quality !== 'good').map((point) => point.tag);

beforeAll(async () => {
  site = await SimulatedSite.start();
  gateway = await GatewayProcess.start(site.siteFile, join(site.folder, 'data'));
  await allGood();
});
afterAll(async () => {
  await gateway?.child.kill();
  await site?.stop();
});

async function allGood(): Promise<void> {
  await eventually(
    async () => ((await notGood()).length === 0 ? true : undefined),
    90_000,
    `all points good, but ${await notGood()}`,
  );
}

/** Points that are not good two scan periods (and a look) after `restoredAt`; asked as each period runs out. */
async function lateAfter(restoredAt: number, isCut: (point: PointState) => boolean): Promise<string[]> {
  const periods = [...new Set((await points()).filter(isCut).map((point) => point.periodMs))].sort((a, b) => a - b);
  const late: string[] = [];
  for (const periodMs of periods) {
    await pause(Math.max(0, restoredAt + 2 * periodMs + LOOK_MS - performance.now()));
    const states = (await points()).filter((point) => isCut(point) && point.periodMs === periodMs);
    late.push(
      ...states
        .filter((point) => point.quality !== 'good')
        .map((point) => `${point.tag} (${periodMs} ms): ${point.reason}`),
    );
  }
  return late;
}

async function cutAndRestore(
  fault: string,
  parameters: object,
  isCut: (point: PointState) => boolean,
): Promise<string[]> {
  await site.fault(fault, parameters);
  await eventually(
    async () => ((await points()).filter(isCut).every((point) => point.quality === 'bad') ? true : undefined),
    200_000,
    `${fault} ${JSON.stringify(parameters)} is seen`,
  );
  const others = (await points())
    .filter((point) => !isCut(point) && point.quality !== 'good')
    .map((point) => point.tag);
  await site.clear(fault, parameters);
  const late = await lateAfter(performance.now(), isCut);
  return [...others.map((tag) => `${tag} suffered from ${fault}`), ...late];
}

const onConnection = (id: string) => (point: PointState) => point.device === id || point.device.startsWith(`${id}:`);
const ofEquipment = (id: string) => (point: PointState) => point.equipment === id;

test.each(['inc-1', 'feeders', 'chiller-1', 'drives-a', 'water-io', 'genset-1'])('link %s', async (id) => {
  expect(await cutAndRestore('link-down', { connection: id }, onConnection(id))).toEqual([]);
});

test.each(['lifts-a', 'lifts-b'])('OPC UA server %s', async (id) => {
  expect(await cutAndRestore('opcua-down', { server: id }, onConnection(id))).toEqual([]);
});

test('the broker', async () => {
  expect(await cutAndRestore('broker-down', {}, onConnection('broker'))).toEqual([]);
});

test.each(['F03', 'CHWP-2', 'CWP-1', 'CTF-1', 'Q2', 'ATS1', 'L05'])(
  'device of %s, its neighbours unharmed',
  async (id) => {
    expect(await cutAndRestore('device-mute', { device: id }, ofEquipment(id))).toEqual([]);
  },
);
