import { expect, test } from 'vitest';
import { deliveryRig } from '../../../tests/harness/delivery-rig.ts';
import { settle as settled } from '../../../tests/harness/manual-clock.ts';
import { failed, sent } from '../../../tests/harness/scripted-channel.ts';
import type { SendResult } from '../../ports/channel.ts';
import { bodyOf } from '../message-text.ts';
import { trappedAlarm } from '../notifications.fixtures.ts';

const ALARM = trappedAlarm().id;
const MINUTE = 60_000;

test('scenario 12: a provider that is down is tried, left, probed and used again once', async () => {
  const { clock, channels, queue, make, row } = deliveryRig();
  const { dingtalk, sms, mail } = channels as Required<typeof channels>;
  dingtalk!.answer = (_message, at) => (at < 700_000 ? failed() : sent());
  const delivery = make();
  await delivery.start();
  queue();
  await clock.advanceAsync(30_000);
  expect(dingtalk!.seconds).toEqual([0, 5, 20]);
  expect(sms!.delivered).toHaveLength(1);
  expect(sms!.seconds[0]).toBeLessThanOrEqual(60);
  expect(mail!.delivered.map(({ text }) => text?.en)).toEqual([expect.stringContaining('"dingtalk": HTTP 503')]);
  await clock.advanceAsync(800_000);
  expect(dingtalk!.seconds.slice(3)).toEqual([80, 140, 200, 260, 320, 380, 440, 500, 560, 620, 680, 740]);
  expect(dingtalk!.delivered).toHaveLength(1);
  expect(row(`n ${ALARM}`)).toMatchObject({ state: 'sent' });
  expect([sms!.delivered.length, mail!.delivered.length]).toEqual([1, 1]);
  await delivery.stop();
  expect(clock.pending).toBe(0);
});

test('scenario 12: acknowledged while the provider is down, nothing goes out later', async () => {
  const { clock, channels, queue, changeAlarm, make, row } = deliveryRig();
  channels.dingtalk!.answer = (_message, at) => (at < 200_000 ? failed() : sent());
  const delivery = make();
  await delivery.start();
  queue();
  await clock.advanceAsync(90_000);
  changeAlarm(ALARM, { state: 'active-acknowledged' });
  await clock.advanceAsync(600_000);
  expect(channels.dingtalk!.delivered).toEqual([]);
  expect(row(`n ${ALARM}`)).toMatchObject({ state: 'superseded' });
  await delivery.stop();
});

test('scenario 12: after 61 minutes without a mail server a P1 is dead, listed, and goes out when it is sent again', async () => {
  const { clock, channels, queue, outbox, make, row } = deliveryRig();
  channels.mail!.answer = failed;
  const delivery = make();
  await delivery.start();
  queue({}, { channel: 'mail', recipient: 'zhao' });
  await clock.advanceAsync(61 * MINUTE);
  expect(row(`n ${ALARM}`)).toMatchObject({ state: 'dead', detail: expect.stringContaining('HTTP 503') });
  expect(await outbox.list({ state: 'dead', limit: 10 })).toContainEqual(expect.objectContaining({ id: `n ${ALARM}` }));
  expect((await delivery.channels()).find(({ channel }) => channel === 'mail')).toMatchObject({
    state: 'down',
    lastSentAt: null,
  });
  channels.mail!.answer = sent;
  await outbox.redrive([`n ${ALARM}`], clock.nowMs());
  await clock.advanceAsync(MINUTE);
  expect(row(`n ${ALARM}`)).toMatchObject({ state: 'sent' });
  await delivery.stop();
});

test('scenario 13: throttled with HTTP 200, nothing counts as sent, P1 goes first and the rest together', async () => {
  const limits = { rate: { messages: 20, windowMs: MINUTE, per: 'channel' }, bundle: 20 } as const;
  const { clock, channels, queue, outbox, make } = deliveryRig({ dingtalk: limits, mail: undefined });
  const throttled: SendResult = { kind: 'throttled', afterMs: 10 * MINUTE, detail: 'DingTalk 130101' };
  channels.dingtalk!.answer = (_message, at) => (at < 10 * MINUTE ? throttled : sent());
  const delivery = make();
  await delivery.start();
  for (let i = 0; i < 60; i++) queue({ id: `C${i}.high~1`, priority: i % 20 === 19 ? 'P1' : 'P3' }, { recipient: `` });
  await clock.advanceAsync(10 * MINUTE - 1_000);
  expect(outbox.rows.filter(({ state, attempts }) => state !== 'queued' || attempts > 0)).toEqual([]);
  await clock.advanceAsync(3 * MINUTE);
  expect(outbox.rows.filter(({ state }) => state !== 'sent' && state !== 'bundled')).toEqual([]);
  const { delivered } = channels.dingtalk!;
  expect(delivered.slice(0, 3).map(({ priority, alarms }) => [priority, alarms.length])).toEqual([
    ...[
      ['P1', 1],
      ['P1', 1],
      ['P1', 1],
    ],
  ]);
  expect(delivered.length).toBeLessThanOrEqual(20);
  expect(new Set(delivered.flatMap(({ alarms }) => alarms.map(({ alarm }) => alarm.id))).size).toBe(60);
  for (const message of delivered) expect(Buffer.byteLength(bodyOf(message))).toBeLessThan(20_000);
  await delivery.stop();
});

test('scenario 14: a crash between accepting and noting sends it once more, with the same id, and never a third time', async () => {
  const { clock, channels, queue, outbox, make, row } = deliveryRig();
  const settling = outbox.settle.bind(outbox);
  outbox.settle = () => Promise.reject(new Error('killed'));
  const first = make();
  await first.start();
  queue();
  await settled();
  expect(channels.dingtalk!.delivered).toHaveLength(1);
  await first.stop();
  outbox.settle = settling;
  const second = make();
  await second.start();
  await clock.advanceAsync(29_000);
  expect(channels.dingtalk!.delivered).toHaveLength(1);
  await clock.advanceAsync(120_000);
  const { delivered } = channels.dingtalk!;
  expect(delivered.map(({ id }) => id)).toEqual([`n ${ALARM}`, `n ${ALARM}`]);
  expect(row(`n ${ALARM}`)).toMatchObject({ state: 'sent' });
  await second.stop();
});
