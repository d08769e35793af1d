import { expect, test } from 'vitest';
import type { Alarm } from '../../domain/alarm.ts';
import { leasedNotice, trappedAlarm } from '../notifications.fixtures.ts';
import { createComposer } from './compose.ts';
import { exampleSite } from './delivery.fixtures.ts';

const alarms = new Map<string, Alarm>([
  ['P-1.low~2', trappedAlarm({ id: 'P-1.low~2', priority: 'P4', equipment: 'P-1' })],
]);
const composer = (publicUrl: string | undefined = exampleSite.publicUrl) =>
  createComposer({
    ...{ site: { ...exampleSite, publicUrl }, alarm: async (id) => alarms.get(id) },
    answers: { linkFor: ({ recipient }) => (recipient === '' ? undefined : 'a/token'), codeFor: async () => 'A 4821' },
  });

test('a message tells the alarm as it is now, and how to open and acknowledge it', async () => {
  expect(await composer()([leasedNotice()])).toMatchObject({
    ...{
      id: 'n1',
      kind: 'alarm',
      recipient: 'wang',
      language: 'zh',
      priority: 'P1',
      maxAgeMs: 3_600_000,
      text: undefined,
    },
    alarms: [
      {
        equipmentName: { zh: '1#梯' },
        links: { open: 'https://tower.example/alarms?id=L01.trapped~3', acknowledge: 'https://tower.example/a/token' },
        replyCode: 'A 4821',
      },
    ],
  });
});

test('a group acknowledges after signing in; a return asks nothing; without a public address there is no link', async () => {
  const group = await composer()([leasedNotice({ recipient: '' })]);
  expect(group.alarms[0]?.links?.acknowledge).toBe('https://tower.example/alarms?id=L01.trapped~3');
  const returned = leasedNotice({ kind: 'returned', alarm: trappedAlarm({ state: 'closed', returnedAt: 5 }) });
  expect((await composer()([returned])).alarms[0]).toMatchObject({ replyCode: undefined });
  const site = { ...exampleSite, publicUrl: undefined };
  const answers = { linkFor: () => 'a/token', codeFor: async () => undefined };
  const bare = createComposer({ site, alarm: async () => undefined, answers });
  expect((await bare([leasedNotice()])).alarms[0]?.links).toBeUndefined();
});

test('several are one digest, worst first, each alarm once; its id is that of exactly these', async () => {
  const one = leasedNotice({ id: 'a', priority: 'P3', alarm: trappedAlarm({ id: 'A~1', priority: 'P3' }) });
  const two = leasedNotice({ id: 'b', alarm: trappedAlarm({ id: 'B~1', equipment: 'gone' }) });
  const three = leasedNotice({ id: 'c', step: 1, alarm: two.alarm });
  const message = await composer()([one, two, three]);
  expect(message).toMatchObject({ kind: 'digest', priority: 'P1', maxAgeMs: 86_400_000 });
  expect(message.alarms.map(({ alarm }) => alarm.id)).toEqual(['B~1', 'A~1']);
  expect(message.alarms[0]?.equipmentName).toEqual({ en: 'gone', zh: 'gone' });
  expect((await composer()([one, two])).id).not.toBe((await composer()([one, three])).id);
});

test('a digest tells the alarms it names as far as they are there', async () => {
  const body = JSON.stringify({ alarms: ['P-1.low~2', 'forgotten~1'], total: 3 });
  const message = await composer()([
    leasedNotice({ kind: 'digest', alarm: null, alarmId: null, priority: 'P4', body }),
  ]);
  expect(message).toMatchObject({
    kind: 'digest',
    alarms: [{ alarm: { id: 'P-1.low~2' } }],
    text: { en: '3 alarms in all' },
  });
});

test('what concerns the duty says what it says', async () => {
  const text = { en: 'down', zh: '不可用' };
  const duty = leasedNotice({
    kind: 'duty',
    alarm: null,
    alarmId: null,
    body: JSON.stringify({ code: 'CHANNEL_DOWN', text }),
  });
  expect(await composer()([duty])).toMatchObject({ kind: 'duty', alarms: [], text });
});
