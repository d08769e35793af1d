import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Alarm } from '../../gateway/domain/alarm.ts';
import type { ConnectionState } from '../../gateway/domain/connection-state.ts';
import { eventually } from '../harness/eventually.ts';
import { GatewayProcess } from '../harness/gateway-process.ts';
import { SimulatedSite } from '../harness/simulated-site.ts';

/** The alarm of the lowered limit: its on-delay of 15 s, the hold of 5 s, and turns of the scan. */
const RAISED_WITHIN_MS = 45_000;

let site: SimulatedSite;
let gateway: GatewayProcess;
let original: string;

beforeAll(async () => {
  site = await SimulatedSite.start();
  original = readFileSync(site.siteFile, 'utf8');
  gateway = await GatewayProcess.start(site.siteFile, join(site.folder, 'data'));
  await goodPoints(1_100, 60_000);
});

afterAll(async () => {
  await gateway?.stop();
  await site?.stop();
});

type Connection = ConnectionState;

function goodPoints(least: number, limitMs = 30_000): Promise<number> {
  const look = async (): Promise<number | undefined> => {
    const good = await gateway.countGood();
    return good > least ? good : undefined;
  };
  return eventually(look, limitMs, `more than ${least} good points`);
}

let reloads = 0;

/** Asks for a reload and waits until the log says for the nth time how it ended. */
async function reload(text: string, said: string): Promise<void> {
  writeFileSync(site.siteFile, text);
  reloads++;
  gateway.child.process.kill('SIGHUP');
  const ended = async (): Promise<true | undefined> => {
    const ends = gateway.child.output.match(/site file has been taken up|stays as it was|former one goes on/g) ?? [];
    return ends.length >= reloads ? true : undefined;
  };
  await eventually(ended, 30_000, 'the end of a reload');
  expect(gateway.child.output.trimEnd().split('\n').slice(-20).join('\n')).toContain(said);
}

const reconnects = async (): Promise<Map<string, number>> =>
  new Map((await gateway.get<Connection[]>('/connections')).map((one) => [one.id, one.reconnects]));

test('only what changed is connected anew, values and open alarms go on', async () => {
  const [feeder] = await gateway.get<{ value: number; sourceTime: string }[]>('/points?tag=F01.e_import');
  const before = await gateway.get<Connection[]>('/connections');
  const started = new Map(before.map(({ id, stateSince }) => [id, stateSince]));
  const slower = original.replace(/(id: chiller-1\b[^\n]*)\}/, '$1, timeout: 2s }');
  expect(slower).not.toBe(original);
  const withoutTie = slower.replace(/^ {2}- id: TIE\n(?: {4}.*\n)+/m, '');
  expect(withoutTie).not.toBe(slower);
  await reload(withoutTie, 'has been taken up');
  const tags = await gateway.get<{ tag: string }[]>('/points?limit=5000');
  expect(tags.some(({ tag }) => tag.startsWith('TIE.'))).toBe(false);
  const [after] = await gateway.get<{ value: number; sourceTime: string }[]>('/points?tag=F01.e_import');
  expect(after!.value).toBeGreaterThanOrEqual(feeder!.value);
  await goodPoints(1_080);
  const allOnline = async (): Promise<Connection[] | undefined> => {
    const now = (await gateway.get<Connection[]>('/connections')).filter(({ id }) => id !== 'tie');
    return now.every(({ state }) => state === 'online') ? now : undefined;
  };
  for (const { id, stateSince } of await eventually(allOnline, 10_000, 'every connection online')) {
    if (id === 'chiller-1') expect(stateSince).not.toBe(started.get(id));
    else expect(`${id} ${stateSince}`).toBe(`${id} ${started.get(id)}`);
  }
});

test('a limit that is lowered below the present value raises its alarm, without a new connection', async () => {
  await reload(original, 'has been taken up');
  const counts = await reconnects();
  const lowered = original.replace(
    /(\n {2}- id: F04\n)/,
    '$1    alarms: { overcurrent-a: { options: { high: 0.01, deadband: 0 } } }\n',
  );
  expect(lowered).not.toBe(original);
  await reload(lowered, 'has been taken up');
  const raised = async (): Promise<Alarm | undefined> => {
    const alarms = await gateway.get<Alarm[]>('/alarms?state=open');
    return alarms.find((alarm) => alarm.conditionId === 'F04.overcurrent-a');
  };
  await eventually(raised, RAISED_WITHIN_MS, 'the alarm of the lowered limit');
  expect(await reconnects()).toEqual(counts);
});

test('a file with a mistake changes nothing', async () => {
  const points = (await gateway.get<unknown[]>('/points?limit=5000')).length;
  await reload(`${original}\nnonsense: true\n`, 'everything stays as it was');
  expect((await gateway.get<unknown[]>('/points?limit=5000')).length).toBe(points);
  await goodPoints(1_100);
});
