import { describe, expect, it } from 'vitest';
import { ALARM_SEVERITY } from '../../../tests/harness/opcua-alarm.ts';
import { deviceAt } from '../../../tests/harness/opcua-link.ts';
import { opcuaRig } from '../../../tests/harness/opcua-rig.ts';
import type { TestServer } from '../../../tests/harness/opcua-server.ts';
import { RecordingListener } from '../../../tests/harness/recording-listener.ts';
import { QUALITY } from '../../domain/quality.ts';
import type { OpcuaAddress } from './address-schema.ts';

const DOOR = { source: 'Door', condition: 'DoorBlocked' };
const LIFT_POINTS: readonly OpcuaAddress[] = [
  { event: { ...DOOR, field: 'active' } },
  { event: { ...DOOR, field: 'acknowledged' } },
  { event: { ...DOOR, field: 'severity' } },
  { event: { ...DOOR, field: 'message' } },
  { event: 'unmapped' },
];
const alarms = {
  'L01.Door': { condition: 'DoorBlocked' },
  'L01.Drive': { condition: 'DriveHot' },
  'L02.Door': { condition: 'DoorBlocked' },
  Machine_Room: { condition: 'TooWarm' },
};
const rig = opcuaRig({ nodes: { 'L01.Car_Position': { type: 'Int32', value: 7 } }, alarms });

/** Both lifts, and what belongs to none of them. */
const DEVICES = [
  deviceAt('L01', 0, LIFT_POINTS),
  deviceAt('L02', 10, LIFT_POINTS),
  { ...deviceAt('rest', 20, [{ event: 'unmapped' }]), config: {} },
];

async function started({ port }: TestServer = rig.server): Promise<RecordingListener> {
  const heard = new RecordingListener();
  expect(await rig.link(DEVICES, { port }).start(heard)).toEqual({ ok: true });
  await heard.until(() => heard.latest.size === 11);
  return heard;
}

/** Active, acknowledged, severity of a lift, and how many conditions nobody names. */
const shown = (heard: RecordingListener, first: number): unknown[] =>
  [0, 1, 2, 4].map((offset) => heard.value(first + offset));
const QUIET = [0, 1, 0, 0];

describe('conditions of a server', () => {
  it('raised, acknowledged and cleared: only the points that name it follow, with the time of the event', async () => {
    const before = Date.now();
    const heard = await started();
    expect([shown(heard, 0), shown(heard, 10)]).toEqual([QUIET, QUIET]);
    expect([...heard.latest.values()].every(({ quality }) => quality === QUALITY.good)).toBe(true);

    const door = rig.server.alarm('L01.Door');
    door.raise();
    await heard.until(() => heard.value(0) === 1);
    expect(shown(heard, 0)).toEqual([1, 0, ALARM_SEVERITY, 0]);
    expect(heard.texts.get(3)).not.toBe('');
    expect(heard.latest.get(0)!.sourceTime).toBeGreaterThanOrEqual(before);
    door.acknowledge();
    await heard.until(() => heard.value(1) === 1);
    expect(shown(heard, 0)).toEqual([1, 1, ALARM_SEVERITY, 0]);
    door.clear();
    await heard.until(() => heard.value(0) === 0);
    expect(shown(heard, 0)).toEqual(QUIET);
    expect(shown(heard, 10)).toEqual(QUIET);
    expect([...heard.signs.keys()].sort()).toEqual(['L01', 'L02', 'link', 'rest']);
  });

  it('a former state that nobody has acknowledged keeps the point unacknowledged', async () => {
    const heard = await started();
    const door = rig.server.alarm('L02.Door');
    door.raise();
    await heard.until(() => heard.value(10) === 1);
    door.clear();
    await heard.until(() => heard.value(10) === 0);
    expect(shown(heard, 10)).toEqual([0, 0, 0, 0]);
    // The server keeps the former state as a branch; a new alarm does not make it acknowledged.
    door.raise();
    await heard.until(() => heard.value(10) === 1);
    door.acknowledge();
    await heard.until(() => heard.value(11) === 1);
    door.clear();
    await heard.until(() => heard.value(10) === 0);
    expect(shown(heard, 10)).toEqual(QUIET);
  });

  it('what no point names is counted at its device, or where no root is', async () => {
    const heard = await started();
    const [drive, room] = ['L01.Drive', 'Machine_Room'].map((source) => rig.server.alarm(source));
    drive!.raise();
    await heard.until(() => heard.value(4) === 1);
    room!.raise();
    await heard.until(() => heard.value(20) === 1);
    expect([shown(heard, 0), shown(heard, 10)]).toEqual([[0, 1, 0, 1], QUIET]);
    for (const alarm of [drive!, room!]) {
      alarm.acknowledge();
      alarm.clear();
    }
    await heard.until(() => heard.value(4) === 0 && heard.value(20) === 0);
  });
});

describe('a new connection', () => {
  it('shows at once what was raised, and drops what was cleared, while nobody listened', async () => {
    const [door, drive] = ['L01.Door', 'L01.Drive'].map((source) => rig.server.alarm(source));
    door!.raise();
    const link = rig.link(DEVICES);
    const first = new RecordingListener();
    await link.start(first);
    await first.until(() => first.latest.size === 11);
    // Nothing of the time before the refresh ended was shown: the very first value is right.
    expect(first.first.get(0)?.value).toBe(1);
    await link.stop();

    door!.acknowledge();
    door!.clear();
    drive!.raise();
    const second = new RecordingListener();
    await link.start(second);
    await second.until(() => second.latest.size === 11);
    expect([0, 4].map((point) => second.first.get(point)?.value)).toEqual([0, 1]);
    drive!.acknowledge();
    drive!.clear();
    await second.until(() => second.value(4) === 0);
  });

  it('is one subscription with one item, besides those for values', async () => {
    const heard = new RecordingListener();
    const both = [...DEVICES, deviceAt('L01', 30, ['Car_Position'])];
    const link = rig.link(both);
    await link.start(heard);
    await heard.until(() => heard.latest.size === 12);
    expect(rig.server.subscriptions).toEqual([2]);
    expect(link.describe().at(-1)).toBe('1 subscriptions and one for events, 0 points refused, 0 gaps');
  });
});

describe('a server that cannot', () => {
  it('tell its conditions: their points say so, the values go on', async () => {
    const plain = await rig.serve({ alarms: {}, hidesRefresh: true });
    const heard = new RecordingListener();
    const link = rig.link([deviceAt('L01', 0, ['Car_Position', { event: 'unmapped' }])], { port: plain.port });
    expect(await link.start(heard)).toEqual({ ok: true });
    await heard.until(() => heard.latest.size === 2);
    expect(heard.value(0)).toBe(7);
    expect(heard.quality(1)).toBe(QUALITY['bad-unsupported']);
    expect(link.facts?.('L01')).toEqual({
      holes: [expect.stringMatching(/^L01\.1: events: refresh of conditions: Bad/)],
      items: { expected: 2, delivering: 1 },
    });
  });
});
