import { describe, expect, onTestFinished, test } from 'vitest';
import { channelTools } from '../../../../tests/harness/channel-tools.ts';
import { type SmsGateway, startSmsGateway } from '../../../../tests/harness/fake-providers/sms-gateway.ts';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import { exampleNotification } from '../../notifications.fixtures.ts';
import { sms } from './channel.ts';

const RULES = {
  success: { path: 'Code', is: ['OK'] },
  throttled: { path: 'Code', is: ['BUSINESS_LIMIT_CONTROL'] },
  broken: { path: 'Code', is: ['InvalidAccessKey', 'AMOUNT_NOT_ENOUGH'] },
  rejected: { path: 'Code', is: ['MOBILE_NUMBER_ILLEGAL'] },
  messageId: 'Data.Id',
};
const BODY = '{"to":"{address}","text":"{text}"}';

async function setup(change: (gateway: SmsGateway) => object = () => ({})) {
  const clock = new ManualClock();
  const gateway = await startSmsGateway(() => clock.nowMs());
  onTestFinished(() => gateway.http.stop());
  const options = { url: gateway.url, token: gateway.token, body: BODY, ...RULES, ...change(gateway) };
  const channel = sms.create(sms.optionsSchema.parse(options), channelTools({ clock }));
  onTestFinished(() => channel.close());
  return { gateway, channel, clock };
}

const toWang = exampleNotification({ address: '+8613800138000', language: 'zh' });

test('one text message with the code to answer with; its id is the receipt', async () => {
  const { gateway, channel } = await setup();
  expect(await channel.send(toWang)).toEqual({ kind: 'sent', receipt: 'sms-1' });
  expect(gateway.sent).toMatchObject([{ to: '+8613800138000', text: expect.stringContaining('确认回复A4821') }]);
  expect(gateway.sent[0]!.text.length).toBeLessThanOrEqual(70);
});

test('as a form, with the variables of an approved template', async () => {
  const { gateway, channel } = await setup(() => ({
    ...{ format: 'form', body: 'to={address}&text={site}|{equipment}|{alarm}|{time}|{code}|{priority}' },
  }));
  expect(await channel.send(toWang)).toMatchObject({ kind: 'sent' });
  expect(gateway.sent).toMatchObject([{ text: 'A座|1#梯|困人报警|14:03|A4821|P1' }]);
});

test('in the address, with GET, beside what stands there already', async () => {
  const { gateway, channel } = await setup(({ url }) => ({
    ...{ url: `${url}?app=7`, method: 'GET', format: 'query', body: 'to={address}&text={alarm}' },
  }));
  await channel.send(toWang);
  const [request] = gateway.http.requests;
  expect(request).toMatchObject({ method: 'GET' });
  expect(Object.fromEntries(request!.url.searchParams)).toEqual({ app: '7', to: '+8613800138000', text: '困人报警' });
});

test('nobody in particular has no number', async () => {
  const { gateway, channel } = await setup();
  expect(await channel.send(exampleNotification())).toEqual({ kind: 'rejected', detail: 'no number to send to' });
  expect(gateway.http.requests).toEqual([]);
});

describe('answers, all of them with HTTP 200', () => {
  test.each([
    [{ body: { Code: 'BUSINESS_LIMIT_CONTROL' } }, 'throttled', 'the provider answered BUSINESS_LIMIT_CONTROL'],
    [{ body: { Code: 'AMOUNT_NOT_ENOUGH' } }, 'broken', 'the provider answered AMOUNT_NOT_ENOUGH'],
    [{ body: { Code: 'MOBILE_NUMBER_ILLEGAL' } }, 'rejected', 'the provider answered MOBILE_NUMBER_ILLEGAL'],
    [{ body: { Code: 'SYSTEM_ERROR' } }, 'failed', 'the provider answered SYSTEM_ERROR'],
    [{ body: { Code: 'some words of theirs' } }, 'failed', 'the provider answered without a code'],
    [{ body: { Code: 'sms-token-0123456789abcdef' } }, 'failed', 'the provider answered with words of ours'],
    [{ body: '<html>' }, 'failed', 'the provider answered without a code'],
    [{ status: 503 }, 'failed', 'HTTP 503'],
    ['break' as const, 'failed', 'the provider answered without a code'],
  ])('%j', async (answer, kind, detail) => {
    const { gateway, channel } = await setup();
    gateway.http.script = () => answer;
    expect(await channel.send(toWang)).toMatchObject({ kind, detail });
  });

  test('the wrong key', async () => {
    const { channel } = await setup(() => ({ token: 'another' }));
    expect(await channel.send(toWang)).toMatchObject({ kind: 'broken' });
  });
});

test('so many to one number a day as the site says', async () => {
  const { channel } = await setup(() => ({ dailyLimit: 12 }));
  expect(channel.limits.rate).toEqual({ messages: 12, windowMs: 86_400_000, per: 'address' });
});

describe('when the provider calls', () => {
  const hook = {
    ...{ secret: 'hook-secret-0123456', receiptId: 'biz_id', arrived: { path: 'success', is: [true] } },
    ...{ replyFrom: 'phone_number', replyText: 'content' },
  };

  test('receipts and answers, one or many', async () => {
    const { channel } = await setup(() => ({ hook }));
    const { inbound } = channel;
    expect(inbound?.secret).toBe('hook-secret-0123456');
    expect(
      inbound?.receipts([{ biz_id: 'sms-1', success: true }, { biz_id: 'sms-2', success: false }, 7, null]),
    ).toEqual([
      { receipt: 'sms-1', hasArrived: true },
      { receipt: 'sms-2', hasArrived: false },
    ]);
    expect(inbound?.replies({ phone_number: '13800138000', content: 'A4821' })).toEqual([
      { address: '13800138000', text: 'A4821' },
    ]);
  });

  test('nothing of it is believed beyond its bounds', async () => {
    const { channel } = await setup(() => ({ hook }));
    const many = Array.from({ length: 1000 }, () => ({ phone_number: '1', content: 'x'.repeat(10_000) }));
    const replies = channel.inbound?.replies(many) ?? [];
    expect([replies.length, replies[0]?.text.length]).toEqual([100, 500]);
  });

  test('without a hook there is nothing to call', async () => {
    const { channel } = await setup();
    expect(channel.inbound).toBeUndefined();
  });
});

test.each([
  [{ body: '{"to":{address}}' }],
  [{ body: '{"to":"{phone}"}' }],
  [{ method: 'GET' }],
  [{ username: 'only' }],
  [{ token: 'one', username: 'a', password: 'b' }],
  [{ headers: { 'x y': '1' } }],
  [{ headers: { auth: 'a\r\nb: c' } }],
  [{ success: { path: 'a b', is: [1] } }],
  [{ hook: { secret: 'short' } }],
])('%j is refused', (change) => {
  const options = { url: 'https://sms.example/send', body: BODY, ...change };
  expect(sms.optionsSchema.safeParse(options).success).toBe(false);
});
