import { expect, onTestFinished, test } from 'vitest';
import { dingtalk } from '../../gateway/notifications/channels/dingtalk/channel.ts';
import { exampleNotification } from '../../gateway/notifications/notifications.fixtures.ts';
import { channelTools } from '../harness/channel-tools.ts';
import { deliveryRig } from '../harness/delivery-rig.ts';
import { eventually } from '../harness/eventually.ts';
import { startDingtalkRobot } from '../harness/fake-providers/dingtalk-robot.ts';
import { createFastClock } from '../harness/fast-clock.ts';

/** Ten minutes pass in ten seconds. */
const FAST = 60;
const ALARMS = 60;
const MINUTE_MS = 60_000;

async function setup() {
  const clock = createFastClock(FAST);
  const robot = await startDingtalkRobot(() => clock.nowMs());
  onTestFinished(() => robot.http.stop());
  const options = dingtalk.optionsSchema.parse({ url: robot.url, secret: robot.secret });
  const open = () => dingtalk.create(options, channelTools({ clock }));
  const rig = deliveryRig({}, { clock, channels: new Map([['dingtalk', open()]]) });
  const delivery = rig.make();
  onTestFinished(() => delivery.stop());
  return { clock, robot, rig, delivery, otherProgram: open() };
}

test('a robot that answers 200 and refuses is not believed: urgent first, the rest together, none lost, none counted as sent before', async () => {
  const { clock, robot, rig, delivery, otherProgram } = await setup();
  for (let index = 0; index < 21; index++) await otherProgram.send(exampleNotification({ id: `other-${index}` }));
  const before = robot.shown.length;
  await delivery.start();
  const startMs = clock.monotonicMs();
  const titles = Array.from({ length: ALARMS }, (_, index) => `alarm-${String(index).padStart(2, '0')}!`);
  titles.forEach((title, index) => {
    const alarm = {
      id: `C${index}.high~1`,
      priority: index % 20 === 19 ? 'P1' : 'P3',
      title: { en: title, zh: title },
    } as const;
    rig.queue(alarm, { recipient: '', queuedAt: clock.nowMs(), address: '' });
  });
  const isRefused = async () => robot.http.requests.length > before + 1 || undefined;
  await eventually(isRefused, 5_000, 'the first refusal');
  expect(rig.outbox.rows.filter(({ state, attempts }) => state === 'sent' || attempts > 0)).toEqual([]);

  const isOver = (state: string): boolean => state === 'sent' || state === 'bundled';
  await eventually(
    async () => rig.outbox.rows.every(({ state }) => isOver(state)) || undefined,
    40_000,
    'everything is sent',
  );
  const shown = robot.shown.slice(before).map((body) => JSON.stringify(body));
  const minutes = (clock.monotonicMs() - startMs) / MINUTE_MS;
  console.log(
    `${ALARMS} alarms after ten minutes of refusal: ${shown.length} messages, all out after ${minutes.toFixed(1)} min`,
  );
  expect(titles.filter((title) => !shown.some((text) => text.includes(title)))).toEqual([]);
  for (const text of shown.slice(0, 3)) expect(text).toContain('【P1】');
  expect(shown.length).toBeLessThanOrEqual(20);
  for (const text of shown) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(20_000);
});
