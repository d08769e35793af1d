import { describe, expect, onTestFinished, test } from 'vitest';
import { channelTools } from '../../../../tests/harness/channel-tools.ts';
import { type FakePushService, startPushService } from '../../../../tests/harness/fake-providers/push-service.ts';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import { MemoryPushStore } from '../../../../tests/harness/memory-push-store.ts';
import { exampleNotification, notifiedAlarm } from '../../notifications.fixtures.ts';
import { webPush } from './channel.ts';
import { createVapidKeys } from './vapid-keys.ts';

const browserOf = ({ subscription }: FakePushService, person = 'wang') => ({
  ...{ ...subscription, person, label: 'Chrome', createdAt: 0 },
});

/** Push services with a browser of Wang's each, registered. */
async function setup(count = 1) {
  // What signs and what checks must agree on the time, and the library takes the machine's.
  const clock = new ManualClock(Date.now());
  const push = new MemoryPushStore();
  const { publicKey } = await push.vapidKeys(createVapidKeys);
  const services: FakePushService[] = [];
  for (let index = 0; index < count; index++) {
    const service = await startPushService(publicKey);
    onTestFinished(() => service.http.stop());
    await push.subscribe(browserOf(service));
    services.push(service);
  }
  const options = { contact: 'mailto:ops@tower.example', services: services.map(({ http }) => http.origin) };
  const channel = webPush.create(webPush.optionsSchema.parse(options), channelTools({ clock, push }));
  onTestFinished(() => channel.close());
  return { channel, push, services, clock, first: services[0]! };
}

test('a message that only the browser can read, urgent, and replaced by a newer one of the same alarm', async () => {
  const { channel, first } = await setup();
  expect(await channel.send(exampleNotification({ language: 'zh' }))).toEqual({ kind: 'sent' });
  expect(await channel.send(exampleNotification({ id: 'later', kind: 'returned' }))).toEqual({ kind: 'sent' });
  const [alarm, returned] = first.delivered;
  expect(alarm).toMatchObject({ ttl: '3600', urgency: 'high', topic: expect.stringMatching(/^[\w-]{32}$/) });
  expect(returned?.topic).toBe(alarm?.topic);
  expect(JSON.parse(alarm!.payload)).toMatchObject({
    ...{ title: expect.stringContaining('困人报警'), body: expect.stringContaining('安抚乘客'), priority: 'P1' },
    actions: [
      { title: '确认', url: 'https://tower.example/a/token' },
      { title: '查看', url: 'https://tower.example/alarms?id=L01.trapped~3' },
    ],
  });
});

test('what is less urgent does not wake a sleeping phone; what is about no alarm replaces nothing', async () => {
  const { channel, first } = await setup();
  await channel.send(
    exampleNotification({ priority: 'P4', kind: 'digest', alarms: [notifiedAlarm(), notifiedAlarm()] }),
  );
  expect(first.delivered).toMatchObject([{ urgency: 'low', topic: undefined }]);
});

test('a text of any length stays within what a push service takes', async () => {
  const { channel, first } = await setup();
  const long = '困'.repeat(400);
  const alarms = Array.from({ length: 30 }, () =>
    notifiedAlarm({ action: { en: long, zh: long }, consequence: { en: long, zh: long } }),
  );
  expect(await channel.send(exampleNotification({ kind: 'digest', alarms }))).toEqual({ kind: 'sent' });
  expect(first.http.requests[0]!.body.length).toBeLessThanOrEqual(4096);
});

describe('browsers', () => {
  test.each([404, 410])('HTTP %d: it is forgotten, the others are woken', async (status) => {
    const { channel, push, first, services } = await setup(2);
    first.http.script = () => ({ status });
    expect(await channel.send(exampleNotification())).toEqual({ kind: 'sent' });
    expect(services[1]!.delivered).toHaveLength(1);
    expect(push.all.map(({ endpoint }) => endpoint)).toEqual([services[1]!.subscription.endpoint]);
  });

  test('nobody has one, or the last is gone: another way must be found', async () => {
    const { channel, first } = await setup();
    first.http.script = () => ({ status: 410 });
    expect(await channel.send(exampleNotification())).toMatchObject({ kind: 'rejected' });
    expect(await channel.send(exampleNotification())).toEqual({
      ...{ kind: 'rejected', detail: 'the person has no registered browser' },
    });
    expect(await channel.send(exampleNotification({ recipient: '' }))).toMatchObject({ kind: 'rejected' });
  });

  test.each([
    [
      { status: 429, headers: { 'retry-after': '30' } },
      { kind: 'throttled', afterMs: 30_000, detail: 'HTTP 429' },
    ],
    [{ status: 500 }, { kind: 'failed', detail: 'HTTP 500' }],
    [{ status: 403 }, { kind: 'rejected', detail: 'HTTP 403' }],
    [{ status: 413 }, { kind: 'rejected', detail: 'HTTP 413' }],
  ])('%j', async (answer, result) => {
    const { channel, push, first } = await setup();
    first.http.script = () => answer;
    expect(await channel.send(exampleNotification())).toEqual(result);
    expect(push.all).toHaveLength(1);
  });

  test('an address that is no push service is never asked', async () => {
    const { channel, push, first } = await setup();
    await push.subscribe({
      ...browserOf(first),
      endpoint: first.subscription.endpoint.replace('127.0.0.1', 'localhost'),
    });
    await push.unsubscribe(first.subscription.endpoint);
    expect(await channel.send(exampleNotification())).toEqual({
      ...{ kind: 'rejected', detail: 'this push service is not allowed' },
    });
    expect(first.http.requests).toEqual([]);
  });

  test('keys that are none', async () => {
    const { channel, push, first } = await setup();
    await push.subscribe({ ...browserOf(first), p256dh: 'AAAA' });
    expect(await channel.send(exampleNotification())).toMatchObject({ kind: 'rejected' });
  });

  test('a store that cannot be read is worth another attempt', async () => {
    const { channel, push } = await setup();
    push.isBroken = true;
    expect(await channel.send(exampleNotification())).toMatchObject({ kind: 'failed' });
  });
});

test.each([
  [{}],
  [{ contact: 'ops' }],
  [{ contact: 'mailto:a@b.example', services: [] }],
  [{ contact: 'mailto:a@b.example', services: ['ftp://x'] }],
])('%j is refused', (options) => {
  expect(webPush.optionsSchema.safeParse(options).success).toBe(false);
});
