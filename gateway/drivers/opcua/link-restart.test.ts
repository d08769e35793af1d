import { describe, expect, it } from 'vitest';
import { deviceAt, LIFTS } from '../../../tests/harness/opcua-link.ts';
import { opcuaRig } from '../../../tests/harness/opcua-rig.ts';
import type { NodeSetup } from '../../../tests/harness/opcua-server.ts';
import { RecordingListener } from '../../../tests/harness/recording-listener.ts';
import { QUALITY } from '../../domain/quality.ts';

const NODES: Record<string, NodeSetup> = {
  'L01.Car_Position': { type: 'Int32', value: 7 },
  'L02.Car_Position': { type: 'Int32', value: 3 },
};
const POSITION = ['Car_Position'];
const started = { ok: true };
const rig = opcuaRig({ nodes: NODES });

describe('the server goes and comes', () => {
  it('lost once; refused while it is away; back with all values, though its namespaces have moved', async () => {
    const before = await rig.serve({});
    const { port } = before;
    const link = rig.link([deviceAt('L01', 0, POSITION), deviceAt('L02', 1, POSITION, { periodMs: 1_000 })], { port });
    const first = new RecordingListener();
    await link.start(first);
    await first.until(() => first.latest.size === 2);
    await before.stop();
    await first.until(() => first.losses.length > 0);

    expect(await link.start(new RecordingListener())).toMatchObject({
      ok: false,
      failure: { kind: 'link-lost', detail: expect.stringContaining('nothing listens') },
    });

    const { 'L02.Car_Position': _gone, ...nodes } = NODES;
    const namespacesBefore = ['urn:other:a', 'urn:other:b'];
    const after = await rig.serve({ nodes, port, namespacesBefore });
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

  it('namespaces in another order never put the value of one on the tag of the other', async () => {
    const ours = { 'L01.Car_Position': { type: 'Int32', value: 1 } } as const;
    const theirs = { 'L01.Car_Position': { type: 'Int32', value: 666 } } as const;
    const places = [{ node: 'Car_Position' }, { node: 'Car_Position', namespace: 'urn:other:a' }];
    const before = await rig.serve({ nodes: ours, namespacesBefore: ['urn:x', 'urn:other:a'], nodesBefore: theirs });
    const link = rig.link([deviceAt('L01', 0, places)], { port: before.port });
    const first = new RecordingListener();
    await link.start(first);
    await first.until(() => first.latest.size === 2);
    expect([first.value(0), first.value(1)]).toEqual([1, 666]);
    await before.stop();

    // What was at our index is somebody else's now, and the other way round.
    const swapped = { namespace: 'urn:other:a', namespacesBefore: ['urn:x', LIFTS], port: before.port };
    await rig.serve({ ...swapped, nodes: theirs, nodesBefore: ours });
    const second = new RecordingListener();
    expect(await link.start(second)).toEqual(started);
    await second.until(() => second.latest.size === 2);
    expect([first, second].map(({ first: values }) => values.get(0)?.value)).toEqual([1, 1]);
    expect(second.value(1)).toBe(666);
  });

  it('an unknown namespace is a refusal that says so; one of a single address only concerns that point', async () => {
    const link = rig.link([deviceAt('L01', 0, POSITION)], { config: { namespace: 'urn:nobody' } });
    expect(await link.start(new RecordingListener())).toMatchObject({
      ok: false,
      failure: { detail: 'the server does not know the namespace urn:nobody' },
    });
    expect(rig.server.sessions).toBe(0);
    const partly = rig.link([deviceAt('L01', 0, ['Car_Position', { node: 'Car_Position', namespace: 'urn:nobody' }])]);
    const heard = new RecordingListener();
    await partly.start(heard);
    await heard.until(() => heard.latest.size === 2);
    expect([heard.quality(0), heard.quality(1)]).toEqual([QUALITY.good, QUALITY['bad-unsupported']]);
    expect(partly.facts?.('L01').holes).toEqual(['L01.1: the server does not know its namespace']);
  });

  it('a server that forgot the session ends the link at once, and nothing repairs it behind our back', async () => {
    const forgetful = await rig.serve({});
    const link = rig.link([deviceAt('L01', 0, POSITION)], { port: forgetful.port });
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.latest.size === 1);
    forgetful.forgetSessions();
    await heard.until(() => heard.losses.length === 1);
    await link.stop();
    expect(forgetful.sessions).toBe(0);
    expect(heard.losses).toHaveLength(1);
  });

  it('a notification that is missing starts everything anew; a server that cannot count is put up with', async () => {
    const forgetful = await rig.serve({});
    const link = rig.link([deviceAt('L01', 0, POSITION)], { port: forgetful.port });
    const lossAfterGap = async (value: number): Promise<RecordingListener> => {
      const heard = new RecordingListener();
      expect(await link.start(heard)).toEqual(started);
      await heard.until(() => heard.latest.size === 1);
      forgetful.skipNotification();
      forgetful.write('L01.Car_Position', value);
      await heard.until(() => heard.losses.length > 0 || heard.value(0) === value);
      return heard;
    };
    for (const value of [1, 2, 3]) {
      const heard = await lossAfterGap(value);
      await heard.until(() => heard.losses.length > 0);
      expect(heard.losses).toEqual(['a notification of the server was lost']);
    }
    const heard = await lossAfterGap(4);
    expect(heard.losses).toEqual([]);
    expect(link.describe().at(-1)).toContain('1 gaps');
  });

  it('one subscription that falls silent among others that talk is noticed', async () => {
    const mute = await rig.serve({});
    const devices = [deviceAt('L01', 0, POSITION), deviceAt('L02', 1, POSITION, { periodMs: 400 })];
    const link = rig.link(devices, { port: mute.port });
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.latest.size === 2);
    mute.muteSubscription(1);
    await heard.until(() => heard.losses.length > 0);
    expect(heard.losses).toEqual(['a subscription fell silent']);
  });
});
