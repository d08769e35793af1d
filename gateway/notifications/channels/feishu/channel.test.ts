import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { channelTools } from '../../../../tests/harness/channel-tools.ts';
import { startFeishuBot } from '../../../../tests/harness/fake-providers/feishu-bot.ts';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import { exampleNotification, notifiedAlarm } from '../../notifications.fixtures.ts';
import { busyMinuteDelayMs } from './busy-minutes.ts';
import { feishu } from './channel.ts';
import { feishuBody, MAX_BODY_BYTES } from './message.ts';

const QUARTER_PAST = Date.UTC(2026, 0, 5, 8, 15);

async function setup(change: object = {}, startMs = QUARTER_PAST) {
  const clock = new ManualClock(startMs);
  const bot = await startFeishuBot(() => clock.nowMs());
  onTestFinished(() => bot.http.stop());
  const options = { url: bot.url, secret: bot.secret, ...change };
  const channel = feishu.create(feishu.optionsSchema.parse(options), channelTools({ clock }));
  onTestFinished(() => channel.close());
  return { bot, channel, clock };
}

test('a signed card, red for what is urgent, with buttons', async () => {
  const { bot, channel } = await setup();
  expect(await channel.send(exampleNotification({ language: 'en' }))).toEqual({ kind: 'sent' });
  expect(bot.shown).toMatchObject([
    {
      msg_type: 'interactive',
      card: {
        header: { template: 'red', title: { tag: 'plain_text', content: '【P1】Lift 1: passenger trapped' } },
        elements: [
          { tag: 'div', text: { tag: 'plain_text' } },
          {
            tag: 'action',
            actions: [
              {
                tag: 'button',
                type: 'primary',
                url: 'https://tower.example/a/token',
                text: { content: 'Acknowledge' },
              },
              { tag: 'button', type: 'default', text: { content: 'Open' } },
            ],
          },
        ],
      },
    },
  ]);
});

test('a person is mentioned by open id; nothing else in the card is markup', () => {
  const title = { en: '<at id=all></at>', zh: '<at id=all></at>' };
  const message = exampleNotification({ address: 'ou_1a2b', alarms: [notifiedAlarm({ title })] });
  const body = feishuBody(message, undefined, 0);
  expect(body).toMatchObject({ card: { elements: [{}, { tag: 'markdown', content: '<at id=ou_1a2b></at>' }, {}] } });
  expect(body).not.toHaveProperty('sign');
});

test('many alarms stay within 20 000 bytes', () => {
  const alarms = Array.from({ length: 1000 }, (_, index) => notifiedAlarm({ id: `L01.trapped~${index}` }));
  const body = JSON.stringify(feishuBody(exampleNotification({ kind: 'digest', alarms }), 'secret-secret', 0));
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_BODY_BYTES);
  expect(body).toContain('more lines left out');
});

describe('answers', () => {
  test.each([
    [{ body: { code: 11232, msg: 'frequency limited' } }, 'throttled', 'Feishu 11232'],
    [{ status: 400, body: { code: 9499, msg: 'too many request' } }, 'throttled', 'Feishu 9499'],
    [{ status: 400, body: { code: 9499, msg: 'Bad Request' } }, 'rejected', 'Feishu 9499'],
    [{ body: { code: 19024, msg: 'Key Words Not Found' } }, 'broken', 'Feishu 19024'],
    [{ body: { StatusCode: 0, StatusMessage: 'success' } }, 'sent', undefined],
    [{ body: {} }, 'failed', 'the answer is not understood'],
  ])('%j: %s', async (answer, kind, detail) => {
    const { bot, channel } = await setup();
    bot.http.script = () => answer;
    expect(await channel.send(exampleNotification())).toMatchObject({ kind, ...(detail ? { detail } : {}) });
  });

  test('a wrong secret', async () => {
    const { channel } = await setup({ secret: 'another-secret' });
    expect(await channel.send(exampleNotification())).toEqual({ kind: 'broken', detail: 'Feishu 19021' });
  });
});

describe('the full and the half hour', () => {
  const onTheHour = Date.UTC(2026, 0, 5, 0, 30, 5);
  test('a digest keeps clear of them, and the bot is not asked', async () => {
    const { bot, channel } = await setup({}, onTheHour);
    const digest = exampleNotification({ kind: 'digest', priority: 'P4' });
    expect(await channel.send(digest)).toMatchObject({ kind: 'throttled', afterMs: 85_000 });
    expect(bot.http.requests).toHaveLength(0);
  });

  test('what is urgent goes at once', async () => {
    const { channel } = await setup({}, onTheHour);
    expect(await channel.send(exampleNotification())).toEqual({ kind: 'sent' });
    expect(await channel.send(exampleNotification({ kind: 'digest', priority: 'P1' }))).toEqual({ kind: 'sent' });
  });

  test('after the delay the minute is over', () => {
    const digest = exampleNotification({ kind: 'digest', priority: 'P3' });
    fc.assert(
      fc.property(fc.nat(7_200_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (nowMs, random) => {
        const delayMs = busyMinuteDelayMs(digest, nowMs, random);
        expect(busyMinuteDelayMs(digest, nowMs + delayMs, random)).toBe(0);
        expect(delayMs).toBeLessThanOrEqual(120_000);
      }),
    );
  });
});
