import { expect, test } from 'vitest';
import { START } from '../../tests/harness/alarm-records.ts';
import { openTestStore } from '../../tests/harness/store-file.ts';
import type { PushSubscriber } from '../ports/push-store.ts';

const browser = (endpoint: string, change: Partial<PushSubscriber> = {}): PushSubscriber => ({
  ...{ endpoint, p256dh: 'key', auth: 'secret', person: 'kim', label: 'phone', createdAt: START, ...change },
});

test('a browser belongs to who subscribed last', async () => {
  const { push } = (await openTestStore()).store;
  await push.subscribe(browser('https://push/2', { createdAt: START + 1 }));
  await push.subscribe(browser('https://push/1'));
  expect(await push.subscribers('kim')).toEqual([
    browser('https://push/1'),
    browser('https://push/2', { createdAt: START + 1 }),
  ]);
  await push.subscribe(browser('https://push/1', { person: 'li' }));
  expect(await push.subscribers('li')).toHaveLength(1);
  await push.unsubscribe('https://push/1');
  await push.unsubscribe('https://push/1');
  expect(await push.subscribers('li')).toEqual([]);
  expect(await push.subscribers('kim')).toHaveLength(1);
});

test('the first keys stay', async () => {
  const { store, folder } = await openTestStore();
  const keys = { publicKey: 'first', privateKey: 'p' };
  expect(await store.push.vapidKeys(() => keys)).toEqual(keys);
  await store.close();
  const { push } = (await openTestStore(folder)).store;
  expect(await push.vapidKeys(() => ({ publicKey: 'second', privateKey: 'q' }))).toEqual(keys);
});
