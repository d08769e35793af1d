import { describe, expect, test } from 'vitest';
import {
  person as onCall,
  plan,
  policy,
  step,
  toChannel,
  toPerson,
} from '../../../gateway/notifications/on-call/on-call.fixtures.ts';
import { type AlarmHouse, openHouse } from '../../harness/alarm-house.ts';
import { dingtalkChannel, emailChannel, smsChannel, webhookChannel } from '../../harness/house-channels.ts';
import { houseCondition } from '../../harness/house-site.ts';
import { ManualClock } from '../../harness/manual-clock.ts';

const MINUTE_MS = 60_000;
const DOWN_S = 700;
const ALARM = 'X1.trapped~1';
const urgent = houseCondition({ id: 'X1.trapped', priority: 'P1', onDelayMs: 0, holdMs: 0 });

/** DingTalk first, then text messages; what is wrong with the channels goes to the webhook. */
async function houseWithoutDingtalk() {
  const clock = new ManualClock();
  const [robot, sms, duty] = [await dingtalkChannel(clock), await smsChannel(clock), await webhookChannel(clock)];
  const contacts = [
    { channel: 'dingtalk', address: '13800000001' },
    { channel: 'sms', address: '+8613800000001' },
  ];
  const people = plan({
    ...{ people: [onCall('wang', { contacts })], rotations: [], siteDuty: [toChannel('webhook')] },
    policies: [policy('all', [step(0, [toPerson('wang')], { via: ['dingtalk'] })])],
  });
  const channels = [robot.channel, sms.channel, duty.channel];
  const house = await openHouse({ conditions: [urgent], clock, duty: { plan: people, channels } });
  await robot.http.stop();
  house.feed(85);
  await house.advance(0);
  return { house, robot, sms };
}

/** Seconds at which a provider was asked. */
const askedAt = (house: AlarmHouse, address: string): number[] =>
  house.exchanges.filter(({ url }) => url.startsWith(address)).map(({ second }) => second);

const alarmRow = async (house: AlarmHouse, channel: string) =>
  (await house.outbox(channel)).find(({ kind, alarmId }) => kind === 'alarm' && alarmId === ALARM);

describe('12. Provider down', () => {
  test('refused until 700 s: tried again, another way, said, probed, delivered once', async () => {
    const { house, robot, sms } = await houseWithoutDingtalk();
    await house.advance(DOWN_S * 1_000);
    const attempts = askedAt(house, robot.http.origin);
    // The look at what is due comes each second.
    for (const [index, [earliest, latest]] of [
      [0, 1],
      [4, 7],
      [16, 26],
    ].entries()) {
      expect(attempts[index]).toBeGreaterThanOrEqual(earliest!);
      expect(attempts[index]).toBeLessThanOrEqual(latest!);
    }
    const probes = attempts.slice(2);
    for (const [index, probe] of probes.slice(1).entries()) {
      expect(probe - probes[index]!).toBeGreaterThanOrEqual(60);
      expect(probe - probes[index]!).toBeLessThanOrEqual(62);
    }
    expect(probes.length).toBeGreaterThanOrEqual(11);
    const [text] = askedAt(house, sms.http.origin);
    expect(text).toBeLessThanOrEqual(60);
    expect(sms.sent).toHaveLength(1);
    const down = (await house.outbox('webhook')).filter(({ body }) => body?.includes('CHANNEL_DOWN'));
    expect(down.map(({ queuedAt }) => Math.round((queuedAt - house.startMs) / 1_000))).toEqual([
      Math.round(attempts[2]!),
    ]);
    expect(house.messages()).toHaveLength(1);
    expect(await alarmRow(house, 'dingtalk')).toMatchObject({ state: 'queued' });
    expect(robot.shown).toEqual([]);

    await robot.http.accept();
    await house.advance(60_000);
    expect(robot.shown).toHaveLength(1);
    expect(await alarmRow(house, 'dingtalk')).toMatchObject({ state: 'sent' });
    await house.advance(10 * MINUTE_MS);
    expect(robot.shown).toHaveLength(1);
    expect(sms.sent).toHaveLength(1);
  });

  test('acknowledged at 90 s: superseded, nothing is sent later', async () => {
    const { house, robot, sms } = await houseWithoutDingtalk();
    await house.advance(90_000);
    await house.acknowledge(ALARM, 1);
    expect(await alarmRow(house, 'dingtalk')).toMatchObject({ state: 'superseded' });
    const asked = house.exchanges.length;
    await house.advance(DOWN_S * 1_000);
    await robot.http.accept();
    await house.advance(5 * MINUTE_MS);
    expect(house.exchanges).toHaveLength(asked);
    expect(robot.shown).toEqual([]);
    expect(sms.sent).toHaveLength(1);
  });

  test('a mail server that refuses for 61 min: dead at 60 min, listed, sent when a person says so', async () => {
    const clock = new ManualClock();
    const [mail, duty] = [await emailChannel(), await webhookChannel(clock)];
    const people = plan({
      ...{ people: [onCall('wang')], rotations: [], siteDuty: [toChannel('webhook')] },
      policies: [policy('all', [step(0, [toChannel('email')])])],
    });
    const channels = [mail.channel, duty.channel];
    const house = await openHouse({ conditions: [urgent], clock, duty: { plan: people, channels } });
    mail.server.script = (line) => (line === '(connect)' ? '421 not now' : undefined);
    house.feed(85);
    await house.advance(59 * MINUTE_MS);
    expect(await alarmRow(house, 'email')).toMatchObject({ state: 'queued' });
    await house.advance(2 * MINUTE_MS);

    const { delivery } = house.process.system;
    const dead = await delivery.list({ state: 'dead', limit: 10 });
    expect(dead).toMatchObject([{ channel: 'email', alarmId: ALARM, priority: 'P1' }]);
    const email = async () => (await delivery.status()).channels.find(({ channel }) => channel === 'email');
    expect(await email()).toMatchObject({ state: 'down', dead: 1, waiting: 0, lastSentAt: null });
    expect(mail.server.mails).toEqual([]);

    mail.server.script = () => undefined;
    expect(await delivery.redrive([dead[0]!.id])).toBe(1);
    await house.advance(2 * MINUTE_MS);
    expect(mail.server.mails).toHaveLength(1);
    expect(await alarmRow(house, 'email')).toMatchObject({ state: 'sent' });
    expect(await email()).toMatchObject({ state: 'up', dead: 0 });
  });
});
