import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deviceAt, LIFTS, opcuaContext } from '../../../tests/harness/opcua-link.ts';
import { opcuaRig } from '../../../tests/harness/opcua-rig.ts';
import type { NodeSetup } from '../../../tests/harness/opcua-server.ts';
import { startTcpProxy } from '../../../tests/harness/tcp-proxy.ts';
import { QUALITY } from '../../domain/quality.ts';
import type { BrowseRow, TestRow } from '../../ports/driver-tools.ts';
import { addressSchema } from './address-schema.ts';
import { opcuaTools } from './tools.ts';

const MANY = Array.from({ length: 30 }, (_, i) => `N${i}`);
const NODES: Record<string, NodeSetup> = {
  'L01.Car_Position': { type: 'Int32', value: 7 },
  'L01.Name': { type: 'String', value: 'lift\u0007' },
  'L01.Speeds': { type: 'Double', value: [1, 2.5], isArray: true },
  'L01.State': { type: 'Int32', declares: 'ServerState', value: 1 },
  ...Object.fromEntries(MANY.map((name, i): [string, NodeSetup] => [`L01.${name}`, { type: 'Double', value: i }])),
};
const rig = opcuaRig({ nodes: NODES, alarms: { 'L01.Door': { condition: 'DoorBlocked' } }, nodesPerRead: 8 });
const never = new AbortController().signal;

async function all<T>(rows: AsyncIterable<T> | undefined): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows ?? []) list.push(row);
  return list;
}

const context = (devices: Parameters<typeof opcuaContext>[0]['devices'], more: object = {}) =>
  opcuaContext({ port: rig.server.port, devices, stateFolder: join(rig.folder, 'state'), ...more });

const browse = (start: string | undefined, depth: number, most: number): Promise<BrowseRow[]> =>
  all(opcuaTools.browse?.({ ...context([]), signal: never }, start, depth, most));

describe('test', () => {
  it('reads every point once, in parts the server takes, and says what came', async () => {
    const places = ['Car_Position', { node: 'Name', type: 'string' as const }, 'Name', 'Speeds', 'Nowhere', ...MANY];
    const rows = await all(opcuaTools.test(context([deviceAt('L01', 0, places)]), never));
    const shown = rows.map(({ raw, value, quality }) => [raw, value, quality] as const);
    expect(shown.slice(0, 5)).toEqual([
      ['Int32 7, Good', 7, QUALITY.good],
      ['String lift, Good', 'lift', QUALITY.good],
      ['String lift, Good', null, QUALITY['bad-decode']],
      ['Double[] [1, 2.5], Good', null, QUALITY['bad-decode']],
      ['BadNodeIdUnknown', null, QUALITY['bad-unsupported']],
    ]);
    expect(rows.slice(5).map(({ value }) => value)).toEqual(MANY.map((_, i) => i));
    expect(rows[0]).toMatchObject({
      ...{ device: 'L01', tag: 'L01.Car_Position', alternatives: [] },
      address: `nsu=${LIFTS};s=L01.Car_Position`,
    });
    expect(rows[4]!.detail).toBe('BadNodeIdUnknown');
    expect(rows.every(({ tookMs }) => Number.isInteger(tookMs) && tookMs >= 0)).toBe(true);
    expect(rig.server.sessions).toBe(0);
  });

  it('asks for the conditions too', async () => {
    const door = { source: 'Door', condition: 'DoorBlocked' };
    const places = (['active', 'message'] as const).map((field) => ({ event: { ...door, field } }));
    const device = deviceAt('L01', 0, [...places, 'Car_Position', { event: 'unmapped' }]);
    const rows = await all(opcuaTools.test(context([device]), never));
    expect(rows.map(({ address, value }) => [address, value])).toEqual([
      [`nsu=${LIFTS};s=L01.Car_Position`, 7],
      ['active of DoorBlocked of L01.Door', 0],
      ['message of DoorBlocked of L01.Door', ''],
      ['conditions of L01 that no point names', 0],
    ]);
    expect(rig.server.sessions).toBe(0);
  });

  it('a reader that has seen enough leaves no session behind', async () => {
    for await (const row of opcuaTools.test(context([deviceAt('L01', 0, MANY)]), never)) {
      expect(row.value).toBe(0);
      break;
    }
    expect(rig.server.sessions).toBe(0);
  });

  it('a server that cannot be used, or a line that hangs, ends it with the reason', async () => {
    const start = (more: object): Promise<TestRow[]> => all(opcuaTools.test(context([], more), never));
    await expect(start({ port: 1 })).rejects.toMatchObject({ code: 'FIELD_UNREACHABLE', detail: /nothing listens/ });
    const unknown = start({ config: { namespace: 'urn:nobody' } });
    await expect(unknown).rejects.toMatchObject({ code: 'FIELD_UNREACHABLE', detail: /urn:nobody/ });
    const untrusted = start({ config: { security: {} } });
    await expect(untrusted).rejects.toMatchObject({ code: 'FIELD_UNREACHABLE', detail: /fingerprint [0-9a-f]{40}/ });
    const proxy = await startTcpProxy(rig.server.port);
    rig.endings.push(proxy.stop);
    proxy.freeze();
    const stopping = new AbortController();
    const hanging = all(opcuaTools.test(context([], { port: proxy.port }), stopping.signal));
    stopping.abort();
    await expect(hanging).rejects.toMatchObject({ code: 'FIELD_UNREACHABLE', detail: 'stopped' });
  });
});

describe('browse', () => {
  it('shows what is there as addresses a template can hold', async () => {
    const rows = await browse(undefined, 1, 200);
    const position = rows.find(({ path }) => path === 'L01.Car_Position');
    expect(position).toEqual({
      ...{ path: 'L01.Car_Position', address: `nsu=${LIFTS};s=L01.Car_Position`, kind: 'variable' },
      ...{ dataType: 'Int32', value: '7' },
    });
    expect(rows.find(({ path }) => path === 'L01.State')).toMatchObject({ dataType: 'ServerState', value: '1' });
    expect(rows.find(({ path }) => path === 'L01.Speeds')).toMatchObject({ dataType: 'Double', value: '[1, 2.5]' });
    expect(rows.find(({ path }) => path === 'L01.Door')).toMatchObject({ kind: 'folder', dataType: null, value: null });
    for (const { address } of rows) expect(addressSchema.safeParse({ nodeId: address }).success).toBe(true);
    expect(rows.every(({ path }) => !path.includes('/'))).toBe(true);
    expect(rig.server.sessions).toBe(0);
  });

  it('goes as deep and as far as it is told, from where it is told, and nowhere twice', async () => {
    const deep = await browse(`nsu=${LIFTS};s=L01.Door`, 2, 500);
    expect(deep.map(({ path }) => path)).toEqual(expect.arrayContaining(['DoorBlocked', 'DoorBlocked/ActiveState']));
    expect(deep.some(({ path }) => path.split('/').length > 2)).toBe(false);
    expect(new Set(deep.map(({ address }) => address)).size).toBe(deep.length);
    expect(await browse(undefined, 5, 12)).toHaveLength(12);
    expect(await browse(undefined, 0, 12)).toEqual([]);
    const root = await browse(undefined, 3, 500);
    expect(root.some(({ path }) => path.startsWith('Server/'))).toBe(false);
    const server = await browse('nsu=http://opcfoundation.org/UA/;i=2253', 1, 500);
    expect(server.map(({ path }) => path)).toContain('NamespaceArray');
  });

  it('what a server gives in pieces is put together', async () => {
    const names = Array.from({ length: 1_200 }, (_, i) => `N${i}`);
    const nodes = Object.fromEntries(names.map((name, i): [string, NodeSetup] => [name, { type: 'Double', value: i }]));
    const large = await rig.serve({ nodes, nodesPerRead: 1_000 });
    const tool = { ...context([], { port: large.port }), signal: never };
    const rows = await all(opcuaTools.browse?.(tool, undefined, 1, 5_000));
    const found = new Map(rows.map(({ path, value }) => [path, value]));
    expect(names.filter((name, i) => found.get(name) !== String(i))).toEqual([]);
  });

  it.each(['L01', 'ns=2;s=a', 'nsu=urn:nobody;s=a'])('the start %s is no node id of the server', async (start) => {
    await expect(browse(start, 1, 1)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  });
});
