import { describe, expect, onTestFinished, test } from 'vitest';
import { channelTools } from '../../../../tests/harness/channel-tools.ts';
import { startWecomRobot } from '../../../../tests/harness/fake-providers/wecom-robot.ts';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import { exampleNotification, notifiedAlarm } from '../../notifications.fixtures.ts';
import { wecom } from './channel.ts';
import { wecomBody } from './message.ts';

async function setup(change: object = {}) {
  const clock = new ManualClock();
  const robot = await startWecomRobot(() => clock.nowMs());
  onTestFinished(() => robot.http.stop());
  const channel = wecom.create(wecom.optionsSchema.parse({ url: robot.url, ...change }), channelTools({ clock }));
  onTestFinished(() => channel.close());
  return { robot, channel, clock };
}

test('the group gets markdown with links', async () => {
  const { robot, channel } = await setup();
  expect(await channel.send(exampleNotification({ language: 'zh' }))).toEqual({ kind: 'sent' });
  expect(robot.shown).toMatchObject([
    { msgtype: 'markdown', markdown: { content: expect.stringContaining('[确认](https://tower.example/a/token)') } },
  ]);
});

test('a person is mentioned in text, which alone can', async () => {
  const { robot, channel } = await setup({ format: 'template-card' });
  expect(await channel.send(exampleNotification({ address: '13800138000' }))).toEqual({ kind: 'sent' });
  expect(robot.shown).toMatchObject([
    { msgtype: 'text', text: { mentioned_mobile_list: ['13800138000'], content: expect.stringContaining('/a/token') } },
  ]);
});

test('a card where it is wanted and has somewhere to go', async () => {
  const { robot, channel } = await setup({ format: 'template-card' });
  await channel.send(exampleNotification());
  await channel.send(exampleNotification({ alarms: [notifiedAlarm({}, { links: undefined })] }));
  expect(robot.shown).toMatchObject([
    {
      msgtype: 'template_card',
      template_card: { card_type: 'text_notice', card_action: { type: 1, url: 'https://tower.example/a/token' } },
    },
    { msgtype: 'markdown' },
  ]);
});

describe('lengths, in bytes of UTF-8', () => {
  const alarms = Array.from({ length: 100 }, (_, index) => notifiedAlarm({ id: `L01.trapped~${index}` }));
  test.each([
    ['markdown', '', 4096],
    ['text', '', 2048],
    ['markdown', '13800138000', 2048],
  ] as const)('%s to %s', async (format, address, most) => {
    const { robot, channel } = await setup({ format });
    const message = exampleNotification({ kind: 'digest', alarms, address });
    expect(await channel.send(message)).toEqual({ kind: 'sent' });
    const { text, markdown } = wecomBody(message, format) as Record<string, { content: string } | undefined>;
    const content = (text ?? markdown)?.content ?? '';
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(most);
    expect(content).toContain('more lines left out');
    expect(content).toMatch(/https:\/\/tower\.example\/alarms\?id=L01\.trapped~3\)?$/);
    expect(robot.shown).toHaveLength(1);
  });
});

describe('answers', () => {
  test('throttled with HTTP 200', async () => {
    const { robot, channel } = await setup();
    robot.http.script = () => ({ body: { errcode: 45009, errmsg: 'api freq out of limit' } });
    expect(await channel.send(exampleNotification())).toEqual({
      kind: 'throttled',
      afterMs: 60_000,
      detail: 'WeCom 45009',
    });
  });

  test('a key that is wrong', async () => {
    const { robot, channel } = await setup();
    const wrong = robot.url.replace(/key=.*/, 'key=00000000');
    const other = wecom.create(wecom.optionsSchema.parse({ url: wrong }), channelTools());
    expect(await other.send(exampleNotification())).toEqual({ kind: 'broken', detail: 'WeCom 93000' });
    expect(await channel.send(exampleNotification())).toEqual({ kind: 'sent' });
  });
});
