import { expect, onTestFinished, test, vi } from 'vitest';
import { activation, exampleNotice, START } from '../../../tests/harness/alarm-records.ts';
import { deliveryRig } from '../../../tests/harness/delivery-rig.ts';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import { openStore, type Store } from '../../store/open-store.ts';

const COUNT = 60;
/** The store works in a thread of its own, in its own time. */
const WITHIN = { timeout: 15_000, interval: 20 };

async function storeWithAlarms(folder: string): Promise<Store> {
  const store = await openStore({ folder, clock: new ManualClock(START), logger: silentLogger });
  onTestFinished(() => store.close());
  return store;
}

const notices = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => {
    const alarmId = `C${from + i}.high~1`;
    return exampleNotice({ id: `n${from + i}`, channel: 'dingtalk', alarmId, priority: i % 20 === 0 ? 'P1' : 'P3' });
  });

test('with the real store sixty notices become a few messages, each is settled, and a restart sends none of them again', async () => {
  const folder = await tempFolder();
  const store = await storeWithAlarms(folder);
  await store.alarms.commit(Array.from({ length: COUNT }, (_, i) => activation(`C${i}.high`)));
  const rate = { messages: 20, windowMs: 60_000, per: 'channel' } as const;
  const rig = deliveryRig(
    { dingtalk: { rate, bundle: 20 } },
    { outbox: store.outbox, alarm: (id) => store.alarms.get(id) },
  );
  await store.outbox.add(notices(0, COUNT));
  const delivery = rig.make();
  await delivery.start();
  await vi.waitFor(async () => {
    rig.clock.advance(1_000);
    expect(await store.outbox.list({ state: 'waiting', limit: COUNT })).toEqual([]);
  }, WITHIN);
  const { delivered } = rig.channels.dingtalk!;
  expect(delivered.slice(0, 3).map(({ priority, alarms }) => [priority, alarms.length])).toEqual(
    Array(3).fill(['P1', 1]),
  );
  expect(delivered.length).toBeLessThanOrEqual(8);
  expect(new Set(delivered.flatMap(({ alarms }) => alarms.map(({ alarm }) => alarm.id))).size).toBe(COUNT);
  await delivery.stop();
  await store.close();
  const later = deliveryRig({ dingtalk: undefined }, { outbox: (await storeWithAlarms(folder)).outbox });
  const again = later.make();
  await again.start();
  expect((await again.channels())[0]).toMatchObject({ waiting: 0, dead: 0 });
  await again.stop();
  expect(later.channels.dingtalk!.attempts).toEqual([]);
});

test('scenario 14 with the real store: killed between accepting and noting, it goes out once more with the same id', async () => {
  const folder = await tempFolder();
  const store = await storeWithAlarms(folder);
  await store.alarms.commit([activation('C0.high')]);
  await store.outbox.add(notices(0, 1));
  const killed = { ...store.outbox, settle: () => Promise.reject(new Error('killed')) };
  const first = deliveryRig({ dingtalk: undefined }, { outbox: killed });
  const dying = first.make();
  await dying.start();
  await vi.waitFor(async () => expect(first.channels.dingtalk!.delivered).toHaveLength(1), WITHIN);
  await dying.stop();
  await store.close();
  const reopened = await storeWithAlarms(folder);
  const second = deliveryRig({ dingtalk: undefined }, { outbox: reopened.outbox });
  const delivery = second.make();
  await delivery.start();
  await vi.waitFor(async () => {
    second.clock.advance(1_000);
    expect(await reopened.outbox.list({ state: 'sent', limit: 9 })).toMatchObject([{ id: 'n0', attempts: 1 }]);
  }, WITHIN);
  expect(second.channels.dingtalk!.delivered.map(({ id }) => id)).toEqual(['n0']);
  await delivery.stop();
});
