import { OPCUAClient } from 'node-opcua-client';
import { describe, expect, it } from 'vitest';
import { deviceAt } from '../../../tests/harness/opcua-link.ts';
import { opcuaRig } from '../../../tests/harness/opcua-rig.ts';
import type { NodeSetup } from '../../../tests/harness/opcua-server.ts';
import { RecordingListener } from '../../../tests/harness/recording-listener.ts';
import { startTcpProxy } from '../../../tests/harness/tcp-proxy.ts';
import { systemClock } from '../../observability/system-clock.ts';
import type { SubscribedLink, WriteRequest, WriteResult } from '../../ports/driver.ts';
import { Ending } from './ending.ts';
import { forbidRepair } from './session-guard.ts';

const NODES: Record<string, NodeSetup> = {
  'P1.Setpoint': { type: 'Float', value: 20, onWrite: 'take' },
  'P1.Mode': { type: 'Int32', declares: 'ServerState', value: 1, onWrite: 'take' },
  'P1.Any': { type: 'UInt16', declares: 'Number', value: 1, onWrite: 'take' },
  'P1.Stubborn': { type: 'Double', value: 5, onWrite: 'ignore' },
  'P1.Locked': { type: 'Double', value: 5, onWrite: 'refuse' },
  'P1.Lost': { type: 'Double', value: 5, onWrite: 'lose' },
  'P1.Never': { type: 'Double', value: 5, onWrite: 'never' },
  'P1.Name': { type: 'String', value: 'pump', onWrite: 'take' },
  'P1.List': { type: 'Double', value: [1, 2], isArray: true },
};
const NAMES = Object.keys(NODES).map((id) => id.slice(3));
const rig = opcuaRig({ nodes: NODES });

async function startedLink(port = rig.server.port): Promise<SubscribedLink> {
  const device = deviceAt('P1', 0, [...NAMES, 'Gone', { event: 'unmapped' }], { writable: true });
  const watched = deviceAt('P2', 50, [{ nodeId: 'nsu=urn:a-tower:lifts;s=P1.Setpoint' }]);
  const link = rig.link([device, watched], { port, config: { timeout: '1s' } });
  const heard = new RecordingListener();
  expect(await link.start(heard)).toEqual({ ok: true });
  await heard.until(() => heard.latest.size === NAMES.length + 3);
  return link;
}

function write(
  link: SubscribedLink,
  name: string,
  raw: number,
  more: Partial<WriteRequest> = {},
): Promise<WriteResult> {
  const expiresAt = systemClock.monotonicMs() + 10_000;
  const request = { device: 'P1', point: NAMES.indexOf(name), raw, expiresAt, verifyWithinMs: 300, ...more };
  return link.write?.(request) ?? Promise.resolve({ kind: 'unsent', detail: 'no write' });
}

const written = (from: number) => rig.server.written.slice(from);

describe('writing', () => {
  it('is verified by reading back, in the type of the node', async () => {
    const link = await startedLink();
    expect(await write(link, 'Setpoint', 21.7)).toEqual({ kind: 'verified', readBack: Math.fround(21.7) });
    expect(await write(link, 'Mode', 2)).toEqual({ kind: 'verified', readBack: 2 });
    expect(await write(link, 'Any', 65_535)).toEqual({ kind: 'verified', readBack: 65_535 });
  });

  it('what the node does not show is told apart from what it refuses', async () => {
    const link = await startedLink();
    expect(await write(link, 'Stubborn', 6)).toEqual({ kind: 'differs', readBack: 5 });
    expect(await write(link, 'Locked', 6)).toEqual({ kind: 'refused', detail: 'BadOutOfRange' });
  });

  it('without an answer it is unknown, unless the node shows the value', async () => {
    const link = await startedLink();
    const from = rig.server.written.length;
    expect(await write(link, 'Lost', 6)).toEqual({ kind: 'verified', readBack: 6 });
    expect(await write(link, 'Never', 6)).toMatchObject({
      kind: 'unknown',
      detail: 'writing: no answer within 1000 ms',
    });
    expect(written(from).map(({ node }) => node)).toEqual(['P1.Lost', 'P1.Never']);
  });

  it.each([
    ['a value the type cannot hold', 'Mode', 1.5, {}, 'whole numbers'],
    ['a value out of its range', 'Any', -1, {}, '0 to 65535'],
    ['a text', 'Name', 1, {}, 'no number'],
    ['an array', 'List', 1, {}, 'array'],
    ['a node that is not there', 'Setpoint', 1, { point: NAMES.length }, 'BadNodeIdUnknown'],
    ['a condition', 'Setpoint', 1, { point: NAMES.length + 1 }, 'condition'],
    ['a point nobody may set', 'Setpoint', 1, { device: 'P2', point: 50 }, 'cannot be set'],
    ['a point of another device', 'Setpoint', 1, { device: 'P2' }, 'no such point'],
  ] as const)('%s is refused, and nothing is sent', async (_, name, raw, more, detail) => {
    const link = await startedLink();
    const from = rig.server.written.length;
    expect(await write(link, name, raw, more)).toEqual({ kind: 'refused', detail: expect.stringContaining(detail) });
    expect(written(from)).toEqual([]);
  });

  it('what has expired, or finds no connection, is never sent', async () => {
    const link = await startedLink();
    const from = rig.server.written.length;
    const late = await write(link, 'Setpoint', 1, { expiresAt: systemClock.monotonicMs() - 1 });
    expect(late).toEqual({ kind: 'unsent', detail: 'it came too late' });
    await link.stop();
    expect(await write(link, 'Setpoint', 1)).toEqual({ kind: 'unsent', detail: 'not connected' });
    expect(written(from)).toEqual([]);
  });
});

describe('a write and a broken connection', () => {
  it('a line that dies under a write leaves it unknown, and no restart sends it again', async () => {
    const proxy = await startTcpProxy(rig.server.port);
    rig.endings.push(proxy.stop);
    const link = await startedLink(proxy.port);
    const from = rig.server.written.length;
    proxy.freeze();
    const answer = await write(link, 'Setpoint', 25, { verifyWithinMs: 0 });
    expect(['unknown', 'unsent']).toContain(answer.kind);
    await link.stop();
    const again = await startedLink();
    expect(await write(again, 'Any', 7)).toMatchObject({ kind: 'verified' });
    expect(written(from).map(({ node }) => node)).toEqual(['P1.Any']);
  });

  it('the library does not make a session of its own and write again', async () => {
    const forgetful = await rig.serve({});
    const client = OPCUAClient.create({ connectionStrategy: { maxRetry: 0 }, endpointMustExist: false });
    rig.endings.push(() => client.disconnect());
    await client.connect(forgetful.url);
    const session = await client.createSession();
    const ending = new Ending();
    forbidRepair(session, ending);
    forgetful.forgetSessions();
    const nodeId = `ns=${forgetful.namespaceIndex};s=P1.Setpoint`;
    const value = { value: { dataType: 'Float', value: 30 } };
    await expect(session.write({ nodeId, attributeId: 13, value })).rejects.toThrow('BadSessionIdInvalid');
    expect(ending.reason).toContain('BadSessionIdInvalid');
    expect(forgetful.sessions).toBe(0);
    expect(forgetful.written).toEqual([]);
  });
});
