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
const GIVE_UP_MS = 130_000;

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

/** Points that are still not good when two of their scan periods (and a look) have passed since `restoredAt`. */
async function lateAfter(restoredAt: number, isCut: (point: PointState) => boolean): Promise<string[]> {
  const late = new Set<string>();
  for (;;) {
    const open = (await points()).filter((point) => isCut(point) && point.quality !== 'good');
    const passed = performance.now() - restoredAt;
    for (const { tag, periodMs, reason } of open.filter((point) => passed > 2 * point.periodMs + LOOK_MS)) {
      late.add(`${tag} (every ${periodMs} ms): ${reason} after ${Math.round(passed)} ms`);
    }
    if (open.length === 0 || passed > GIVE_UP_MS) return [...late];
    await pause(100);
  }
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
