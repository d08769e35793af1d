import { describe, expect, onTestFinished, test } from 'vitest';
import { channelTools } from '../../../../tests/harness/channel-tools.ts';
import { startDingtalkRobot } from '../../../../tests/harness/fake-providers/dingtalk-robot.ts';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import { exampleNotification, notifiedAlarm } from '../../notifications.fixtures.ts';
import { dingtalk } from './channel.ts';
import { dingtalkBody, MAX_BODY_BYTES } from './message.ts';

async function setup(change: object = {}) {
  const clock = new ManualClock();
  const robot = await startDingtalkRobot(() => clock.nowMs());
  onTestFinished(() => robot.http.stop());
  const options = { url: robot.url, secret: robot.secret, ...change };
  const channel = dingtalk.create(dingtalk.optionsSchema.parse(options), channelTools({ clock }));
  onTestFinished(() => channel.close());
  return { robot, channel, clock };
}

test('the group gets a card with two buttons', async () => {
  const { robot, channel } = await setup();
  expect(await channel.send(exampleNotification())).toEqual({ kind: 'sent' });
  expect(robot.shown).toMatchObject([
    {
      msgtype: 'actionCard',
      actionCard: {
        title: expect.stringContaining('困人报警'),
        text: expect.stringContaining('安抚乘客'),
        btns: [
          { title: '确认 Acknowledge', actionURL: 'https://tower.example/a/token' },
          { title: '查看 Open', actionURL: 'https://tower.example/alarms?id=L01.trapped~3' },
        ],
      },
    },
  ]);
});

test('a person is mentioned: the number stands in the text as well', async () => {
  const { robot, channel } = await setup();
  expect(await channel.send(exampleNotification({ address: '13800138000', language: 'zh' }))).toEqual({ kind: 'sent' });
  const [body] = robot.shown;
  expect(body).toMatchObject({ msgtype: 'markdown', at: { atMobiles: ['13800138000'], isAtAll: false } });
  expect(JSON.stringify(body)).toContain('@13800138000');
  expect(JSON.stringify(body)).toContain('[确认](https://tower.example/a/token)');
});

test('without a public address of the site, and for what has returned, there is nothing to acknowledge', () => {
  const bare = exampleNotification({ alarms: [notifiedAlarm({}, { links: undefined, replyCode: undefined })] });
  expect(dingtalkBody(bare)).toMatchObject({ msgtype: 'markdown', at: { atMobiles: [] } });
  const returned = dingtalkBody(exampleNotification({ kind: 'returned' }));
  expect(JSON.stringify(returned)).not.toContain('/a/token');
});

test('many alarms in one message stay within 20 000 bytes, and what is left out is said', () => {
  const alarms = Array.from({ length: 1000 }, (_, index) => notifiedAlarm({ id: `L01.trapped~${index}` }));
  const body = JSON.stringify(dingtalkBody(exampleNotification({ kind: 'digest', alarms })));
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_BODY_BYTES);
  expect(Buffer.byteLength(body)).toBeGreaterThan(MAX_BODY_BYTES - 400);
  expect(body).toContain('more lines left out');
});

test('no text of the plant mentions everybody or links elsewhere', () => {
  const title = { en: '[x](http://evil.example) @all', zh: '<at all>' };
  const body = JSON.stringify(dingtalkBody(exampleNotification({ alarms: [notifiedAlarm({ title })] })));
  expect(body).not.toMatch(/\[x\]|@all|<at/);
});

describe('answers', () => {
  test('throttled with HTTP 200: nothing was sent, and everything waits ten minutes', async () => {
    const { robot, channel, clock } = await setup();
    const send = (index: number) => channel.send(exampleNotification({ id: `n${index}` }));
    const results = [];
    for (let index = 0; index < 21; index++) results.push(await send(index));
    expect(results.filter(({ kind }) => kind === 'sent')).toHaveLength(20);
    expect(results.at(-1)).toEqual({ kind: 'throttled', afterMs: 600_000, detail: 'DingTalk 130101' });
    clock.advance(600_000);
    expect(await send(21)).toEqual({ kind: 'sent' });
    expect(robot.shown).toHaveLength(21);
  });

  test.each([
    ['a wrong secret', { secret: 'SECanother0123' }, 'broken', 'DingTalk 310000'],
    ['a secret that is missing', { secret: undefined }, 'broken', 'DingTalk 310000'],
  ])('%s', async (_what, change, kind, detail) => {
    const { channel } = await setup(change);
    expect(await channel.send(exampleNotification())).toEqual({ kind, detail });
  });

  test.each([
    [{ body: { errcode: -1, errmsg: 'busy' } }, 'failed', 'DingTalk -1'],
    [{ body: { errcode: 777777, errmsg: 'new' } }, 'failed', 'DingTalk 777777'],
    [{ body: { errcode: 300001, errmsg: 'token is not exist' } }, 'broken', 'DingTalk 300001'],
    [{ body: { errcode: 460101, errmsg: 'too long' } }, 'rejected', 'DingTalk 460101'],
    [{ body: '<html>proxy</html>' }, 'failed', 'the answer is not understood'],
    [{ status: 502 }, 'failed', 'HTTP 502'],
    ['break' as const, 'failed', 'the answer is not understood'],
  ])('%j', async (answer, kind, detail) => {
    const { robot, channel } = await setup();
    robot.http.script = () => answer;
    expect(await channel.send(exampleNotification())).toEqual({ kind, detail });
  });
});
