import { expect, test } from 'vitest';
import { deliveryRig } from '../../../tests/harness/delivery-rig.ts';
import { settle as settled } from '../../../tests/harness/manual-clock.ts';
import { sent } from '../../../tests/harness/scripted-channel.ts';
import type { ChannelLimits, Notification, SendResult } from '../../ports/channel.ts';

/** A process that is killed while the provider holds its messages, and one after it. */
async function killedWith(limits: ChannelLimits | undefined, queue: (rig: ReturnType<typeof deliveryRig>) => void) {
  const rig = deliveryRig({ dingtalk: limits });
  const taken: Notification[] = [];
  rig.channels.dingtalk!.answer = (message) => {
    taken.push(message);
    return new Promise<SendResult>(() => {});
  };
  queue(rig);
  await rig.make().start();
  await settled();
  rig.channels.dingtalk!.answer = sent;
  const after = rig.make();
  await after.start();
  await rig.clock.advanceAsync(120_000);
  await after.stop();
  return { taken, delivered: rig.channels.dingtalk!.delivered, rows: rig.outbox.rows };
}

test('a kill leaves one message of each address in doubt: it comes again with its id and says so, the others come once', async () => {
  const { taken, delivered } = await killedWith(undefined, ({ queue }) => {
    for (const i of [1, 2, 3]) queue({ id: `A${i}~1` }, { recipient: 'wang', address: 'w' });
    for (const i of [4, 5]) queue({ id: `A${i}~1` }, { recipient: 'li', address: 'l' });
  });
  expect(taken.map(({ id }) => id).toSorted()).toEqual(['n A1~1', 'n A4~1']);
  expect(delivered.map(({ id }) => id).toSorted()).toEqual([1, 2, 3, 4, 5].map((i) => `n A${i}~1`));
  const repeats = delivered.filter(({ marks }) => marks.includes('repeat'));
  expect(repeats.map(({ id }) => id).toSorted()).toEqual(['n A1~1', 'n A4~1']);
});

test('several in one message come again as that message, without what is not needed any more and with nothing new', async () => {
  const limits = { rate: { messages: 20, windowMs: 60_000, per: 'channel' }, bundle: 10 } as const;
  const { taken, delivered } = await killedWith(limits, ({ queue, changeAlarm, clock }) => {
    for (let i = 0; i < 15; i++) queue({ id: `A${i}~1`, priority: 'P3' }, { recipient: 'wang' });
    clock.after(5_000, () => changeAlarm('A3~1', { state: 'active-acknowledged' }));
  });
  expect(taken.map(({ alarms }) => alarms.length)).toEqual([10]);
  const again = delivered.filter(({ marks }) => marks.includes('repeat'));
  expect(again.map(({ id, alarms }) => [id, alarms.length])).toEqual([[taken[0]!.id, 9]]);
  const told = delivered.flatMap(({ alarms }) => alarms.map(({ alarm }) => alarm.id));
  expect(new Set(told).size).toBe(told.length);
  expect(told).toHaveLength(14);
});
