import { StatusCodes } from 'node-opcua-client';
import { describe, expect, it } from 'vitest';
import { deviceAt } from '../../../tests/harness/opcua-link.ts';
import { opcuaRig } from '../../../tests/harness/opcua-rig.ts';
import type { NodeSetup } from '../../../tests/harness/opcua-server.ts';
import { RecordingListener } from '../../../tests/harness/recording-listener.ts';
import { QUALITY } from '../../domain/quality.ts';
import { systemClock } from '../../observability/system-clock.ts';
import type { Clock } from '../../ports/clock.ts';

const NODES: Record<string, NodeSetup> = {
  'L01.Car_Position': { type: 'Int32', value: 7 },
  'L01.Car_Door_Zone': { type: 'Boolean', value: true },
  'L01.Car_Load': { type: 'Double', value: 42.5 },
  'L01.Run_Count': { type: 'UInt64', value: [1, 2] },
  'L01.Name': { type: 'String', value: 'lift' },
  'L02.Car_Position': { type: 'Int32', value: 3 },
};
const POSITION = ['Car_Position'];
const started = { ok: true };
const rig = opcuaRig({ nodes: NODES });

describe('values', () => {
  it('every type arrives as a number with its source time; what is no number is bad for that point only', async () => {
    const measured = new Date(Date.now() - 60_000);
    rig.server.write('L01.Car_Load', 42.5, { sourceTime: measured });
    const places = ['Car_Position', 'Car_Door_Zone', 'Car_Load', 'Run_Count', 'Name', 'Nowhere'];
    const link = rig.link([deviceAt('L01', 0, places), deviceAt('L02', 6, POSITION, { periodMs: 1_000 })]);
    const heard = new RecordingListener();
    expect(await link.start(heard)).toEqual(started);
    await heard.until(() => heard.latest.size === 7);

    expect([0, 1, 2, 3, 6].map((point) => heard.value(point))).toEqual([7, 1, 42.5, 2 ** 32 + 2, 3]);
    expect(heard.first.get(2)).toEqual({ value: 42.5, quality: QUALITY.good, sourceTime: measured.getTime() });
    expect(heard.quality(4)).toBe(QUALITY['bad-decode']);
    expect(heard.quality(5)).toBe(QUALITY['bad-unsupported']);
    expect([...heard.signs.keys()].sort()).toEqual(['L01', 'L02', 'link']);
    expect(link.describe().at(-1)).toBe('2 subscriptions, 1 points refused, 0 gaps');
    expect(link.facts?.('L01')).toEqual({
      holes: ['L01.Name: the node holds String', 'L01.Nowhere: BadNodeIdUnknown'],
      items: { expected: 6, delivering: 5 },
    });
    expect(link.facts?.('L02')).toEqual({ holes: [], items: { expected: 1, delivering: 1 } });
  });

  it('a point of kind text gets words, also of what is no text', async () => {
    const places = ['Name', 'Car_Load', 'Nowhere'].map((node) => ({ node, type: 'string' as const }));
    const link = rig.link([deviceAt('L01', 0, places)]);
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.latest.size === 3);
    expect([0, 1, 2].map((point) => heard.texts.get(point))).toEqual(['lift', '42.5', '']);
    expect(heard.quality(2)).toBe(QUALITY['bad-unsupported']);
    rig.server.write('L01.Name', 'Aufzug 1');
    await heard.until(() => heard.texts.get(0) === 'Aufzug 1');
  });

  it('changes and status codes follow', async () => {
    const link = rig.link([deviceAt('L01', 0, POSITION)]);
    const heard = new RecordingListener();
    await link.start(heard);
    rig.server.write('L01.Car_Position', 12);
    await heard.until(() => heard.value(0) === 12);
    rig.server.write('L01.Car_Position', 12, { status: StatusCodes.BadOutOfService });
    await heard.until(() => heard.quality(0) === QUALITY['bad-out-of-service']);
    rig.server.write('L01.Car_Position', 12, { status: StatusCodes.UncertainLastUsableValue });
    await heard.until(() => heard.quality(0) === QUALITY['uncertain-old']);
    rig.server.write('L01.Car_Position', 7, { sourceTime: new Date(Date.now() + 10 * 86_400_000) });
    await heard.until(() => heard.quality(0) === QUALITY['uncertain-clock']);
    expect(heard.latest.get(0)?.sourceTime).toBeLessThanOrEqual(Date.now());
    rig.server.write('L01.Car_Position', 8);
    await heard.until(() => heard.quality(0) === QUALITY.good);
  });

  it('a value that does not change is confirmed with every sign of life', async () => {
    const link = rig.link([deviceAt('L02', 0, POSITION)]);
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.latest.size === 1);
    const { sourceTime } = heard.latest.get(0)!;
    await heard.until(() => heard.readings >= 3);
    expect(heard.value(0)).toBe(3);
    expect(heard.latest.get(0)!.sourceTime).toBeGreaterThan(sourceTime);
  });

  it('a node the server accepts but has no value for turns bad, the others go on', async () => {
    const partly = await rig.serve({ nodes: { ...NODES, 'L01.Mute': { type: 'Double', value: 0, isMute: true } } });
    const link = rig.link([deviceAt('L01', 0, ['Mute', 'Car_Position'])], { port: partly.port });
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.quality(0) === QUALITY['bad-device']);
    expect(heard.quality(1)).toBe(QUALITY.good);
    expect(link.facts?.('L01').items).toEqual({ expected: 2, delivering: 1 });
  });
});

describe('the program of the server changes', () => {
  /** A clock whose minute for asking again can be made to pass. */
  function impatient(): { readonly clock: Clock; readonly askAgain: () => void } {
    const tasks: (() => void)[] = [];
    const every: Clock['every'] = (periodMs, task) => {
      if (periodMs !== 60_000) return systemClock.every(periodMs, task);
      tasks.push(task);
      return { cancel: () => {} };
    };
    return { clock: { ...systemClock, every }, askAgain: () => tasks.at(-1)?.() };
  }

  it('a node that is taken away turns bad and comes back, of another type even; the others go on', async () => {
    const changing = await rig.serve({});
    const { clock, askAgain } = impatient();
    const link = rig.link([deviceAt('L01', 0, ['Car_Position', 'Car_Load'])], { port: changing.port, clock });
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.latest.size === 2);
    changing.remove('L01.Car_Load');
    await heard.until(() => heard.quality(1) === QUALITY['bad-unsupported']);
    expect(heard.quality(0)).toBe(QUALITY.good);
    expect(link.facts?.('L01').holes).toEqual([expect.stringMatching(/^L01\.Car_Load: BadNodeId/)]);

    changing.add('L01.Car_Load', { type: 'Int16', value: 12 });
    askAgain();
    await heard.until(() => heard.value(1) === 12);
    changing.remove('L01.Car_Load');
    await heard.until(() => heard.quality(1) === QUALITY['bad-unsupported']);
    changing.add('L01.Car_Load', { type: 'String', value: 'full' });
    askAgain();
    await heard.until(() => heard.quality(1) === QUALITY['bad-decode']);
    expect(link.facts?.('L01').holes).toEqual(['L01.Car_Load: the node holds String']);
    expect(heard.quality(0)).toBe(QUALITY.good);
    expect(heard.losses).toEqual([]);
  });

  it('a node that was missing is found when it is asked for again', async () => {
    const changing = await rig.serve({});
    const { clock, askAgain } = impatient();
    const link = rig.link([deviceAt('L01', 0, ['Car_Position', 'Car_Speed'])], { port: changing.port, clock });
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.latest.size === 2);
    expect(heard.quality(1)).toBe(QUALITY['bad-unsupported']);
    changing.add('L01.Car_Speed', { type: 'Double', value: 1.75 });
    askAgain();
    await heard.until(() => heard.value(1) === 1.75);
    expect(link.describe().at(-1)).toBe('1 subscriptions, 0 points refused, 0 gaps');
  });
});

describe('what a server can take', () => {
  const names = Array.from({ length: 130 }, (_, i) => `N${i}`);
  const nodes = Object.fromEntries(
    names.map((name, i): [string, NodeSetup] => [`L09.${name}`, { type: 'Double', value: i }]),
  );

  it('more points than it takes at once are asked for in parts', async () => {
    const small = await rig.serve({ nodes, itemsPerCall: 50 });
    const link = rig.link([deviceAt('L09', 0, names)], { port: small.port });
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.latest.size === 130);
    expect([...heard.latest].every(([point, { value }]) => value === point)).toBe(true);
    expect(small.subscriptions).toEqual([1]);
  });

  it.each([
    ['says', 30, [5]],
    ['does not say', -30, [5]],
  ])('more points than it %s a subscription holds go to further ones', async (_, limit, subscriptions) => {
    const small = await rig.serve({ nodes, itemsPerSubscription: Math.abs(limit), hidesLimit: limit < 0 });
    const link = rig.link([deviceAt('L09', 0, names)], { port: small.port });
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.latest.size === 130);
    expect([...heard.latest].every(([point, { value, quality }]) => value === point && quality === 0)).toBe(true);
    expect(small.subscriptions).toEqual(subscriptions);
    expect(link.facts?.('L09')).toEqual({ holes: [], items: { expected: 130, delivering: 130 } });
  });

  it('what it has no room for at all is refused, the others go on', async () => {
    const small = await rig.serve({ nodes, itemsInAll: 100 });
    const link = rig.link([deviceAt('L09', 0, names)], { port: small.port });
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.latest.size === 130);
    const refused = [...heard.latest.values()].filter(({ quality }) => quality === QUALITY['bad-unsupported']);
    expect(refused).toHaveLength(30);
    expect(link.facts?.('L09').items).toEqual({ expected: 130, delivering: 100 });
    expect(link.facts?.('L09').holes).toHaveLength(20);
  });
});
