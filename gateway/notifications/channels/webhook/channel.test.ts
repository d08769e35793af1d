import { describe, expect, onTestFinished, test } from 'vitest';
import { channelTools } from '../../../../tests/harness/channel-tools.ts';
import { startWebhookReceiver } from '../../../../tests/harness/fake-providers/webhook-receiver.ts';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import { exampleNotification, notifiedAlarm } from '../../notifications.fixtures.ts';
import { webhook } from './channel.ts';

const secretOf = (letter: string): string => `whsec_${Buffer.from(letter.repeat(24)).toString('base64')}`;
const [SECRET, NEXT] = [secretOf('a'), secretOf('b')];

async function setup(change: object = {}, known = SECRET) {
  const clock = new ManualClock();
  const receiver = await startWebhookReceiver(known, () => clock.nowMs());
  onTestFinished(() => receiver.http.stop());
  const options = { url: `${receiver.url}?token=topsecret`, secret: SECRET, ...change };
  const channel = webhook.create(webhook.optionsSchema.parse(options), channelTools({ clock }));
  onTestFinished(() => channel.close());
  return { receiver, channel, clock };
}

test('one alarm, signed so that the receiver believes it', async () => {
  const { receiver, channel } = await setup();
  expect(await channel.send(exampleNotification())).toEqual({ kind: 'sent' });
  expect(receiver.taken).toMatchObject([
    {
      ...{ schema: 'alarm.v1', type: 'alarm.annunciated', eventId: 'msg_0123456789abcdef', priority: 'P1' },
      site: { id: 'tower', name: { en: 'A Tower', zh: 'A座' } },
      equipment: { id: 'L01', name: { en: 'Lift 1', zh: '1#梯' }, area: { zh: '大堂' }, system: 'lifts' },
      condition: { id: 'L01.trapped', kind: 'discrete', class: 'safety', title: { en: 'passenger trapped' } },
      ...{ alarmId: 'L01.trapped~3', episode: 3, occurrence: 1, state: 'active-unacknowledged', workOrder: 1187 },
      ...{ activeAt: '2026-01-05T06:03:00.000Z', acknowledgedAt: null, consequences: 0 },
      links: { open: 'https://tower.example/alarms?id=L01.trapped~3', acknowledge: 'https://tower.example/a/token' },
    },
  ]);
});

test('the same message again has the same id: the receiver sees it once', async () => {
  const { receiver, channel, clock } = await setup();
  await channel.send(exampleNotification());
  clock.advance(30_000);
  await channel.send(exampleNotification());
  expect([receiver.ids.length, receiver.taken.length]).toEqual([2, 1]);
});

test('while a secret is being changed, receivers with the old and with the new one both believe it', async () => {
  for (const known of [SECRET, NEXT]) {
    const { receiver, channel } = await setup({ secret: NEXT, previousSecret: SECRET }, known);
    expect(await channel.send(exampleNotification())).toEqual({ kind: 'sent' });
    expect(receiver.taken).toHaveLength(1);
  }
});

test('a digest has its alarms in it, a test its text', async () => {
  const { receiver, channel } = await setup();
  const alarms = [notifiedAlarm(), notifiedAlarm({ id: 'L02.trapped~1' }, { links: undefined })];
  await channel.send(exampleNotification({ id: 'd1', kind: 'digest', alarms }));
  await channel.send(exampleNotification({ id: 't1', kind: 'test', alarms: [], text: { en: 'A test', zh: '测试' } }));
  expect(receiver.taken).toMatchObject([
    { type: 'alarm.digest', alarms: [{ alarmId: 'L01.trapped~3' }, { alarmId: 'L02.trapped~1', links: null }] },
    { type: 'notice.test', text: { en: 'A test', zh: '测试' } },
  ]);
});

describe('answers', () => {
  test.each([
    [200, 'sent'],
    [301, 'broken'],
    [401, 'broken'],
    [410, 'broken'],
    [422, 'rejected'],
    [503, 'failed'],
  ])('HTTP %d: %s, and a redirect is not followed', async (status, kind) => {
    const { receiver, channel } = await setup();
    receiver.http.script = () => ({ status, headers: { location: receiver.url }, body: 'x'.repeat(200_000) });
    expect(await channel.send(exampleNotification())).toMatchObject({ kind });
    expect(receiver.http.requests).toHaveLength(1);
  });

  test('patience is asked for in seconds', async () => {
    const { receiver, channel } = await setup();
    receiver.http.script = () => ({ status: 429, headers: { 'retry-after': '90' } });
    expect(await channel.send(exampleNotification())).toEqual({
      kind: 'throttled',
      afterMs: 90_000,
      detail: 'HTTP 429',
    });
  });

  test('none within ten seconds', async () => {
    const { receiver, channel, clock } = await setup();
    receiver.http.script = () => 'silence';
    const sending = channel.send(exampleNotification());
    await receiver.http.asked(1);
    clock.advance(10_000);
    expect(await sending).toEqual({ kind: 'failed', detail: 'no answer in time' });
    expect(clock.pending).toBe(0);
  });

  test('one that breaks off after the status still says that it was taken', async () => {
    const { receiver, channel } = await setup();
    receiver.http.script = () => 'break';
    expect(await channel.send(exampleNotification())).toEqual({ kind: 'sent' });
  });

  test('closing ends what is under way', async () => {
    const { receiver, channel } = await setup();
    receiver.http.script = () => 'silence';
    const sending = channel.send(exampleNotification());
    await receiver.http.asked(1);
    await channel.close();
    expect(await sending).toMatchObject({ kind: 'failed' });
  });
});

test.each([
  [{ url: 'ftp://example.com', secret: SECRET }],
  [{ url: 'file:///etc/passwd', secret: SECRET }],
  [{ url: 'https://user:pass@example.com', secret: SECRET }],
  [{ url: 'no address', secret: SECRET }],
  [{ url: 'https://example.com', secret: 'whsec_short' }],
  [{ url: 'https://example.com' }],
])('%j is refused', (options) => {
  expect(webhook.optionsSchema.safeParse(options).success).toBe(false);
});
