import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StatusCodes } from 'node-opcua-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type NodeSetup, startOpcuaServer, type TestServer } from '../../../tests/harness/opcua-server.ts';
import { RecordingListener } from '../../../tests/harness/recording-listener.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { startTcpProxy } from '../../../tests/harness/tcp-proxy.ts';
import { QUALITY } from '../../domain/quality.ts';
import { systemClock } from '../../observability/system-clock.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DriverDevice, SubscribedLink } from '../../ports/driver.ts';
import { opcuaDriver } from './driver.ts';
import { connectionSchema, type OpcuaAddress, type OpcuaDevice } from './schemas.ts';

type Device = DriverDevice<OpcuaDevice, OpcuaAddress>;

const NAMESPACE = 'urn:a-tower:lifts';
const INSECURE = { policy: 'None', acceptInsecure: true };
const NODES: Record<string, NodeSetup> = {
  'L01.Car_Position': { type: 'Int32', value: 7 },
  'L01.Car_Door_Zone': { type: 'Boolean', value: true },
  'L01.Car_Load': { type: 'Double', value: 42.5 },
  'L01.Run_Count': { type: 'UInt64', value: [1, 2] },
  'L01.Name': { type: 'String', value: 'lift' },
  'L02.Car_Position': { type: 'Int32', value: 3 },
};

let folder = '';
let server: TestServer;
const endings: (() => unknown)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plantroom-opcua-'));
  server = await startOpcuaServer({ folder, namespace: NAMESPACE, nodes: NODES });
}, 30_000);
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A device of lift `root` whose points, numbered from `first`, are at `nodes`. */
function lift(root: string, first: number, nodes: readonly string[], periodMs = 200): Device {
  const points = nodes.map((node, offset) => ({
    index: first + offset,
    tag: `${root}.${node}`,
    address: { node },
    periodMs,
  }));
  return { id: root, config: { root }, points };
}

function linkTo(port: number, devices: readonly Device[], config: object = {}, clock = systemClock): SubscribedLink {
  const endpoint = `opc.tcp://127.0.0.1:${port}`;
  const link = opcuaDriver.create({
    connectionId: 'lifts-a',
    config: connectionSchema.parse({
      endpoint,
      namespace: NAMESPACE,
      publishing: '100ms',
      security: INSECURE,
      ...config,
    }),
    devices,
    clock,
    logger: silentLogger,
    stateFolder: join(folder, 'state'),
  }) as SubscribedLink;
  endings.push(() => link.stop());
  return link;
}

const started = { ok: true };
const POSITION = ['Car_Position'];

describe('values', () => {
  it('every type arrives as a number with its source time; what is no number is bad for that point only', async () => {
    const measured = new Date(Date.now() - 60_000);
    server.write('L01.Car_Load', 42.5, { sourceTime: measured });
    const link = linkTo(server.port, [
      lift('L01', 0, ['Car_Position', 'Car_Door_Zone', 'Car_Load', 'Run_Count', 'Name', 'Nowhere']),
      lift('L02', 6, POSITION, 1_000),
    ]);
    const heard = new RecordingListener();
    expect(await link.start(heard)).toEqual(started);
    await heard.until(() => heard.latest.size === 7);

    expect([0, 1, 2, 3, 6].map((point) => heard.value(point))).toEqual([7, 1, 42.5, 2 ** 32 + 2, 3]);
    expect(heard.first.get(2)).toEqual({ value: 42.5, quality: QUALITY.good, sourceTime: measured.getTime() });
    expect(heard.quality(4)).toBe(QUALITY['bad-decode']);
    expect(heard.quality(5)).toBe(QUALITY['bad-unsupported']);
    expect([...heard.signs.keys()].sort()).toEqual(['L01', 'L02', 'link']);
    expect(link.describe().at(-1)).toBe('1 points refused, 0 gaps');
  });

  it('changes and status codes follow', async () => {
    const link = linkTo(server.port, [lift('L01', 0, POSITION)]);
    const heard = new RecordingListener();
    await link.start(heard);
    server.write('L01.Car_Position', 12);
    await heard.until(() => heard.value(0) === 12);
    server.write('L01.Car_Position', 12, { status: StatusCodes.BadOutOfService });
    await heard.until(() => heard.quality(0) === QUALITY['bad-out-of-service']);
    server.write('L01.Car_Position', 12, { status: StatusCodes.UncertainLastUsableValue });
    await heard.until(() => heard.quality(0) === QUALITY['uncertain-old']);
    server.write('L01.Car_Position', 7, { sourceTime: new Date(Date.now() + 10 * 86_400_000) });
    await heard.until(() => heard.quality(0) === QUALITY['uncertain-clock']);
    expect(heard.latest.get(0)?.sourceTime).toBeLessThanOrEqual(Date.now());
    server.write('L01.Car_Position', 8);
    await heard.until(() => heard.quality(0) === QUALITY.good);
  });

  it('a value that does not change is confirmed with every sign of life', async () => {
    const link = linkTo(server.port, [lift('L02', 0, POSITION)]);
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.latest.size === 1);
    const { sourceTime } = heard.latest.get(0)!;
    await heard.until(() => heard.readings >= 3);
    expect(heard.value(0)).toBe(3);
    expect(heard.latest.get(0)!.sourceTime).toBeGreaterThan(sourceTime);
  });

  it('more points than the server takes at once are asked for in parts', async () => {
    const nodes = Object.fromEntries(
      Array.from({ length: 130 }, (_, i): [string, NodeSetup] => [`L09.N${i}`, { type: 'Double', value: i }]),
    );
    const small = await startOpcuaServer({ folder, namespace: NAMESPACE, nodes, itemsPerCall: 50 });
    endings.push(small.stop);
    const names = Array.from({ length: 130 }, (_, i) => `N${i}`);
    const link = linkTo(small.port, [lift('L09', 0, names)]);
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.latest.size === 130);
    expect([...heard.latest].every(([point, { value }]) => value === point)).toBe(true);
  });

  it('a node the server accepts but has no value for turns bad, the others go on', async () => {
    const nodes: Record<string, NodeSetup> = { ...NODES, 'L01.Mute': { type: 'Double', value: 0, isMute: true } };
    const partly = await startOpcuaServer({ folder, namespace: NAMESPACE, nodes });
    endings.push(partly.stop);
    const link = linkTo(partly.port, [lift('L01', 0, ['Mute', 'Car_Position'])]);
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.quality(0) === QUALITY['bad-device']);
    expect(heard.quality(1)).toBe(QUALITY.good);
  });
});

describe('the program of the server changes', () => {
  it('a node that is taken away turns bad, the others go on', async () => {
    const changing = await startOpcuaServer({ folder, namespace: NAMESPACE, nodes: NODES });
    endings.push(changing.stop);
    const link = linkTo(changing.port, [lift('L01', 0, ['Car_Position', 'Car_Load'])]);
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.latest.size === 2);
    changing.remove('L01.Car_Load');
    await heard.until(() => heard.quality(1) === QUALITY['bad-unsupported']);
    expect(heard.quality(0)).toBe(QUALITY.good);
    expect(heard.losses).toEqual([]);
  });

  it('a node that was missing is found when it is asked for again', async () => {
    const changing = await startOpcuaServer({ folder, namespace: NAMESPACE, nodes: NODES });
    endings.push(changing.stop);
    let askAgain = (): void => {};
    const clock: Clock = {
      ...systemClock,
      every: (_, task) => {
        askAgain = task;
        return { cancel: () => {} };
      },
    };
    const link = linkTo(changing.port, [lift('L01', 0, ['Car_Position', 'Car_Speed'])], {}, clock);
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.latest.size === 2);
    expect(heard.quality(1)).toBe(QUALITY['bad-unsupported']);
    changing.add('L01.Car_Speed', { type: 'Double', value: 1.75 });
    askAgain();
    await heard.until(() => heard.value(1) === 1.75);
    expect(link.describe().at(-1)).toBe('0 points refused, 0 gaps');
  });
});

describe('the server goes and comes', () => {
  it('lost once; refused while it is away; back with all values, though its namespaces have moved', async () => {
    const setup = { folder, namespace: NAMESPACE, nodes: NODES };
    const before = await startOpcuaServer(setup);
    const link = linkTo(before.port, [lift('L01', 0, POSITION), lift('L02', 1, POSITION, 1_000)]);
    const first = new RecordingListener();
    await link.start(first);
    await first.until(() => first.latest.size === 2);
    await before.stop();
    await first.until(() => first.losses.length > 0);

    expect(await link.start(new RecordingListener())).toMatchObject({
      ok: false,
      failure: { kind: 'link-lost', detail: expect.stringContaining('nothing listens') },
    });

    const namespacesBefore = ['urn:other:a', 'urn:other:b'];
    const { 'L02.Car_Position': _gone, ...fewer } = NODES;
    const after = await startOpcuaServer({ ...setup, nodes: fewer, port: before.port, namespacesBefore });
    endings.push(after.stop);
    expect(after.namespaceIndex).toBe(before.namespaceIndex + 2);
    after.write('L01.Car_Position', 9);
    const second = new RecordingListener();
    expect(await link.start(second)).toEqual(started);
    await second.until(() => second.latest.size === 2);
    expect(second.value(0)).toBe(9);
    expect(second.quality(1)).toBe(QUALITY['bad-unsupported']);
    expect(first.losses).toHaveLength(1);
    expect(second.losses).toEqual([]);
  });

  it('an unknown namespace is a refusal that says so', async () => {
    const link = linkTo(server.port, [lift('L01', 0, POSITION)], { namespace: 'urn:nobody' });
    expect(await link.start(new RecordingListener())).toMatchObject({
      ok: false,
      failure: { detail: 'the server does not know the namespace urn:nobody' },
    });
    expect(server.sessions).toBe(0);
  });

  it('stop at any moment of a start ends the start and leaves no session behind', async () => {
    for (const turns of [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512]) {
      const link = linkTo(server.port, [lift('L01', 0, POSITION)]);
      const heard = new RecordingListener();
      const answer = link.start(heard);
      for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
      await link.stop();
      const { ok } = await answer;
      expect(typeof ok).toBe('boolean');
      expect(heard.losses).toEqual([]);
    }
    expect(server.sessions).toBe(0);
  });

  it('many starts and stops leave no session behind', async () => {
    const link = linkTo(server.port, [lift('L01', 0, POSITION)]);
    for (let round = 0; round < 10; round++) {
      const heard = new RecordingListener();
      expect(await link.start(heard)).toEqual(started);
      await heard.until(() => heard.latest.size === 1);
      expect(server.sessions).toBe(1);
    }
    await link.stop();
    expect(server.sessions).toBe(0);
  });

  it('the line is cut: lost once, and stop is quick', async () => {
    const proxy = await startTcpProxy(server.port);
    endings.push(proxy.stop);
    const link = linkTo(proxy.port, [lift('L01', 0, POSITION)]);
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.latest.size === 1);
    proxy.cut();
    await heard.until(() => heard.losses.length === 1);
    await link.stop();
    expect(heard.losses).toHaveLength(1);
  });

  it('the line is dead without a word: stop ends within five seconds all the same', async () => {
    const proxy = await startTcpProxy(server.port);
    endings.push(proxy.stop);
    const link = linkTo(proxy.port, [lift('L01', 0, POSITION)]);
    const heard = new RecordingListener();
    await link.start(heard);
    proxy.freeze();
    const before = performance.now();
    await link.stop();
    expect(performance.now() - before).toBeLessThan(5_500);
    expect(heard.losses).toEqual([]);
  });

  it('a server that never answers is given up after the configured time', async () => {
    const proxy = await startTcpProxy(server.port);
    endings.push(proxy.stop);
    proxy.freeze();
    const link = linkTo(proxy.port, [lift('L01', 0, POSITION)], { timeout: '300ms' });
    expect(await link.start(new RecordingListener())).toEqual({
      ok: false,
      failure: { kind: 'link-lost', detail: 'connecting: no answer within 300 ms' },
    });
  });
});

describe('security', () => {
  const SECURE = { security: {} };

  it('an unknown server is refused with the way out, and accepted once it is trusted', async () => {
    const link = linkTo(server.port, [lift('L01', 0, POSITION)], SECURE);
    const refusal = await link.start(new RecordingListener());
    expect(refusal).toMatchObject({ ok: false, failure: { detail: expect.stringContaining('is not trusted') } });

    const store = join(folder, 'state', 'opcua', 'lifts-a');
    const [file = ''] = await readdir(join(store, 'rejected'));
    await rename(join(store, 'rejected', file), join(store, 'trusted', 'certs', file));
    const heard = new RecordingListener();
    expect(await link.start(heard)).toEqual(started);
    await heard.until(() => heard.latest.size === 1);
    expect(heard.quality(0)).toBe(QUALITY.good);
  });

  it('a policy the server does not offer is a refusal', async () => {
    const link = linkTo(server.port, [lift('L01', 0, POSITION)], { security: { policy: 'Aes256_Sha256_RsaPss' } });
    const answer = await link.start(new RecordingListener());
    expect(answer).toMatchObject({ ok: false, failure: { detail: expect.stringContaining('security policy') } });
  });

  it('user name and password are checked by the server', async () => {
    const closed = await startOpcuaServer({ folder, namespace: NAMESPACE, nodes: NODES, user: ['duty', 'right'] });
    endings.push(closed.stop);
    const wrong = linkTo(closed.port, [lift('L01', 0, POSITION)], { username: 'duty', password: 'wrong' });
    const answer = await wrong.start(new RecordingListener());
    expect(answer).toMatchObject({ ok: false, failure: { detail: expect.stringContaining('user name or password') } });
    const right = linkTo(closed.port, [lift('L01', 0, POSITION)], { username: 'duty', password: 'right' });
    expect(await right.start(new RecordingListener())).toEqual(started);
  });
});
