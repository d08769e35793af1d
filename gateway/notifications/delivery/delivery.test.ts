import { expect, test } from 'vitest';
import { deliveryRig } from '../../../tests/harness/delivery-rig.ts';
import { settle as settled } from '../../../tests/harness/manual-clock.ts';
import { failed, sent } from '../../../tests/harness/scripted-channel.ts';
import type { SendResult } from '../../ports/channel.ts';
import { trappedAlarm } from '../notifications.fixtures.ts';

const ALARM = trappedAlarm().id;

test('what is queued is sent at once', async () => {
  const { channels, queue, make } = deliveryRig();
  const delivery = make();
  await delivery.start();
  queue();
  await settled();
  expect(channels.dingtalk!.delivered).toMatchObject([{ id: `n ${ALARM}`, kind: 'alarm', priority: 'P1' }]);
  await delivery.stop();
});

test('at most four are under way; stopping waits for them, takes nothing new and leaves no timer', async () => {
  const { clock, channels, queue, make } = deliveryRig();
  const answers: ((result: SendResult) => void)[] = [];
  channels.dingtalk!.answer = () => new Promise((resolve) => answers.push(resolve));
  const delivery = make();
  await delivery.start();
  for (let i = 0; i < 6; i++) queue({ id: `A${i}~1`, priority: 'P2' }, { recipient: `p${i}` });
  await settled();
  expect(answers).toHaveLength(4);
  const stopping = delivery.stop();
  await settled();
  expect(channels.dingtalk!.closed).toBe(0);
  for (const answer of answers) answer(sent());
  await stopping;
  expect([answers.length, channels.dingtalk!.closed, clock.pending]).toEqual([4, 1, 0]);
});

test('a failed message is tried after 5, 15 and 45 s while others go through', async () => {
  const { clock, channels, queue, make } = deliveryRig();
  channels.dingtalk!.answer = ({ recipient }) => (recipient === 'bad' ? failed() : sent());
  const delivery = make();
  await delivery.start();
  queue({ priority: 'P3' }, { recipient: 'bad' });
  for (let i = 1; i < 70; i++) {
    await clock.advanceAsync(1_000);
    queue({ id: `A${i}~1`, priority: 'P3' }, { recipient: 'good' });
  }
  const bad = channels.dingtalk!.attempts.filter(({ message }) => message.recipient === 'bad');
  expect(bad.map(({ at }) => Math.round(at / 1000))).toEqual([0, 5, 20, 65]);
  await delivery.stop();
});

test('a message that is refused for good is dead, the next way is used, and the duty is told once', async () => {
  const { clock, channels, queue, make, row } = deliveryRig();
  channels.dingtalk!.answer = () => ({ kind: 'rejected', detail: 'DingTalk 460101' });
  const delivery = make();
  await delivery.start();
  queue();
  queue({ id: 'B~1' });
  await clock.advanceAsync(1_000);
  expect(row(`n ${ALARM}`)).toMatchObject({ state: 'dead', detail: 'DingTalk 460101' });
  expect(channels.sms!.delivered).toHaveLength(2);
  expect(channels.mail!.delivered).toMatchObject([{ kind: 'duty', priority: 'P2' }]);
  await delivery.stop();
});

test('when every way of a person is dead the escalation is told; a dead message about the duty makes no further one', async () => {
  const { clock, channels, queue, make, unreached, silences } = deliveryRig();
  for (const channel of Object.values(channels)) channel.answer = () => ({ kind: 'rejected', detail: 'refused' });
  const delivery = make();
  await delivery.start();
  queue();
  await clock.advanceAsync(5_000);
  expect(unreached).toMatchObject([{ alarmId: ALARM, recipient: 'wang', step: 0 }]);
  await clock.advanceAsync(600_000);
  // One for each of the two ways that gave up, and none about these.
  expect(channels.mail!.attempts).toHaveLength(2);
  expect([unreached.length, silences]).toEqual([1, [ALARM]]);
  await delivery.stop();
});

test('a broken channel is left at once: another way without waiting, nothing lost when it is put right', async () => {
  const { clock, channels, queue, make } = deliveryRig();
  channels.dingtalk!.answer = () => ({ kind: 'broken', detail: 'DingTalk 310000' });
  const delivery = make();
  await delivery.start();
  queue();
  await clock.advanceAsync(1_000);
  expect(channels.sms!.delivered).toHaveLength(1);
  expect((await delivery.channels())[0]).toMatchObject({ channel: 'dingtalk', state: 'broken', waiting: 1, dead: 0 });
  expect(channels.mail!.delivered).toHaveLength(1);
  channels.dingtalk!.answer = sent;
  await clock.advanceAsync(61_000);
  expect(channels.dingtalk!.delivered).toHaveLength(1);
  await delivery.stop();
});

test('P2 waits five minutes for one way before the next is tried as well', async () => {
  const { clock, channels, queue, make } = deliveryRig();
  channels.dingtalk!.answer = failed;
  const delivery = make();
  await delivery.start();
  queue({ priority: 'P2' });
  await clock.advanceAsync(299_000);
  expect(channels.sms!.attempts).toEqual([]);
  await clock.advanceAsync(10_000);
  expect(channels.sms!.delivered).toHaveLength(1);
  await clock.advanceAsync(600_000);
  expect(channels.sms!.delivered).toHaveLength(1);
  await delivery.stop();
});

test('an urgent alarm that has reached nobody for two minutes is reported once', async () => {
  const { clock, channels, queue, make, silences } = deliveryRig();
  channels.dingtalk!.answer = failed;
  channels.sms!.answer = failed;
  const delivery = make();
  await delivery.start();
  queue();
  await clock.advanceAsync(119_000);
  expect(silences).toEqual([]);
  await clock.advanceAsync(30_000);
  expect(silences).toEqual([ALARM]);
  await clock.advanceAsync(300_000);
  expect(silences).toEqual([ALARM]);
  await delivery.stop();
});

test('steps that queued up while the channel was down are told as one message', async () => {
  const { clock, channels, queue, make, row } = deliveryRig();
  channels.dingtalk!.answer = (_message, at) => (at < 150_000 ? failed() : sent());
  const delivery = make();
  await delivery.start();
  queue();
  await clock.advanceAsync(120_000);
  queue({}, { id: 'second step', step: 1 });
  await clock.advanceAsync(120_000);
  expect(channels.dingtalk!.delivered).toHaveLength(1);
  expect(row('second step')).toMatchObject({ state: 'bundled' });
  queue({}, { id: 'third step', step: 2 });
  await clock.advanceAsync(1_000);
  expect(channels.dingtalk!.delivered).toHaveLength(2);
  await delivery.stop();
});

test('a channel or a composition that fails unexpectedly fails like any other', async () => {
  const { clock, channels, queue, make, row } = deliveryRig();
  channels.dingtalk!.answer = () => Promise.reject(new Error('secret inside'));
  const delivery = make();
  await delivery.start();
  queue();
  await clock.advanceAsync(1_000);
  expect(row(`n ${ALARM}`)).toMatchObject({ state: 'queued', attempts: 1, detail: 'unexpected failure' });
  await delivery.stop();
});

test('when the store comes back sending goes on by itself', async () => {
  const { clock, channels, outbox, queue, make } = deliveryRig();
  const lease = outbox.lease.bind(outbox);
  outbox.lease = () => Promise.reject(new Error('away'));
  const delivery = make();
  await delivery.start();
  queue();
  await clock.advanceAsync(5_000);
  outbox.lease = lease;
  await clock.advanceAsync(1_000);
  expect(channels.dingtalk!.delivered).toHaveLength(1);
  await delivery.stop();
});
