import { expect, test } from 'vitest';
import { deliveryRig } from '../../../tests/harness/delivery-rig.ts';

const PHONE = { channel: 'sms', address: '+8613800000001' };

test('a mains failure of a hundred alarms in one flood is a handful of messages for a person', async () => {
  const limits = { rate: undefined, bundle: 20 } as const;
  const { clock, channels, queue, make, outbox } = deliveryRig({ sms: limits }, { isFlood: () => true });
  const delivery = make();
  await delivery.start();
  for (let i = 0; i < 100; i++) {
    queue({ id: `A${i}~1`, priority: i < 4 ? 'P1' : i < 40 ? 'P2' : 'P3' }, PHONE);
    if (i % 10 === 0) await clock.advanceAsync(1_000);
  }
  await clock.advanceAsync(15 * 60_000);
  expect(outbox.rows.filter(({ state }) => state !== 'sent' && state !== 'bundled')).toEqual([]);
  const urgent = channels.sms!.delivered.filter(({ priority }) => priority === 'P1');
  expect(urgent.map(({ alarms }) => alarms.length)).toEqual([1, 1, 1, 1]);
  expect(channels.sms!.delivered.length).toBeLessThanOrEqual(12);
  await delivery.stop();
});

test('after a restart the provider is still not asked for more than it allows', async () => {
  const rate = { messages: 3, windowMs: 60_000, per: 'channel' } as const;
  const { clock, channels, queue, make } = deliveryRig({ sms: { rate, bundle: 1 } });
  const before = make();
  await before.start();
  for (let i = 0; i < 3; i++) queue({ id: `A${i}~1`, priority: 'P2' }, { ...PHONE, recipient: `p${i}` });
  await clock.advanceAsync(1_000);
  await before.stop();
  const after = make();
  await after.start();
  queue({ id: 'B~1', priority: 'P2' }, PHONE);
  await clock.advanceAsync(50_000);
  expect(channels.sms!.delivered).toHaveLength(3);
  await clock.advanceAsync(12_000);
  expect(channels.sms!.delivered).toHaveLength(4);
  await after.stop();
});
