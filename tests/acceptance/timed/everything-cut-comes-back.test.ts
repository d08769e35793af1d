import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PointState } from '../../../gateway/contract/resources.ts';
import { eventually } from '../../harness/eventually.ts';
import { GatewayProcess } from '../../harness/gateway-process.ts';
import { SimulatedSite } from '../../harness/simulated-site.ts';

let site: SimulatedSite;
let gateway: GatewayProcess;

/** What reading all points and deciding may take. */
const LOOK_MS = 500;
const GIVE_UP_MS = 130_000;

/** What is read from the field; what is worked out follows from it, over windows of up to an hour. */
const points = async (): Promise<PointState[]> =>
  (await gateway.get<PointState[]>('/points?limit=5000')).filter(({ expression }) => expression === null);
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
  await eventually(async () => ((await notGood()).length === 0 ? true : undefined), 90_000, 'all points good');
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

/** One of each kind; with PLANTROOM_FULL_SWEEP=1 every single one (about half an hour). */
const isFullSweep = process.env.PLANTROOM_FULL_SWEEP === '1';
const LINKS = isFullSweep
  ? [
      'inc-1',
      'inc-2',
      'tie',
      'tx-1',
      'tx-2',
      'feeders',
      'breakers',
      'ats',
      'chiller-1',
      'chiller-2',
      'drives-a',
      'drives-b',
    ].concat(['water-pumps', 'water-io', 'power-io', 'genset-1', 'genset-2'])
  : ['feeders', 'chiller-1', 'drives-a'];
const numbered = (prefix: string, count: number, width = 1): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${String(i + 1).padStart(width, '0')}`);
const EQUIPMENT = isFullSweep
  ? [
      'INC1',
      'INC2',
      'TIE',
      'T1',
      'T2',
      'Q1',
      'Q2',
      'Q3',
      'ATS1',
      'CH-1',
      'CH-2',
      'CTF-1',
      'CTF-2',
      'DWP-1',
      'G1',
      'G2',
      'HM01',
    ]
      .concat(numbered('F', 16, 2), numbered('CHWP-', 3), numbered('CWP-', 3), numbered('L', 12, 2))
      .concat(numbered('R', 10, 2), numbered('LK', 4, 2), numbered('GS', 2, 2), numbered('WM', 3, 2))
  : ['F03', 'CHWP-2', 'CWP-1', 'Q2', 'R05'];

test.each(LINKS)('link %s', async (id) => {
  expect(await cutAndRestore('link-down', { connection: id }, onConnection(id))).toEqual([]);
});

test.each(isFullSweep ? ['lifts-a', 'lifts-b'] : ['lifts-b'])('OPC UA server %s', async (id) => {
  expect(await cutAndRestore('opcua-down', { server: id }, onConnection(id))).toEqual([]);
});

test('the broker', async () => {
  expect(await cutAndRestore('broker-down', {}, onConnection('broker'))).toEqual([]);
});

test.each(EQUIPMENT)('device of %s, its neighbours unharmed', async (id) => {
  expect(await cutAndRestore('device-mute', { device: id }, ofEquipment(id))).toEqual([]);
});

test('everything at once, long enough for every pause between attempts to have grown', async () => {
  const links = ['feeders', 'chiller-1', 'drives-a', 'drives-b', 'water-io', 'genset-1'];
  for (const connection of links) await site.fault('link-down', { connection });
  for (const server of ['lifts-a', 'lifts-b']) await site.fault('opcua-down', { server });
  await site.fault('broker-down');
  await pause(20_000);
  for (const connection of links) await site.clear('link-down', { connection });
  for (const server of ['lifts-a', 'lifts-b']) await site.clear('opcua-down', { server });
  await site.clear('broker-down');
  expect(await lateAfter(performance.now(), () => true)).toEqual([]);
});
