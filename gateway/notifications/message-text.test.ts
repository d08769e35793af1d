import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyOf, oneLine, siteTime, subjectOf } from './message-text.ts';
import { exampleNotification, notifiedAlarm } from './notifications.fixtures.ts';
import { shortOf } from './short-text.ts';

const only = (change: Parameters<typeof notifiedAlarm>[0], rest: Parameters<typeof notifiedAlarm>[1] = {}) =>
  exampleNotification({ alarms: [notifiedAlarm(change, rest)] });

test('the subject says what, where and how urgent in the languages of its recipient', () => {
  expect(subjectOf(exampleNotification())).toBe('【P1】1#梯 困人报警 / Lift 1: passenger trapped');
  expect(subjectOf(exampleNotification({ language: 'zh' }))).toBe('【P1】1#梯 困人报警');
  expect(subjectOf(exampleNotification({ language: 'en' }))).toBe('【P1】Lift 1: passenger trapped');
});

test.each([
  [{ occurrence: 3 }, 'alarm', '【P1】Lift 1: passenger trapped (again, no. 3)'],
  [{ state: 'closed' }, 'returned', '【P1】Lift 1: passenger trapped (returned to normal)'],
  [{ state: 'returned-unacknowledged' }, 'alarm', '【P1】Lift 1: passenger trapped (returned, not acknowledged)'],
  [{ state: 'latched-unacknowledged' }, 'alarm', '【P1】Lift 1: passenger trapped (tripped)'],
  [
    { state: 'latched-unacknowledged', returnedAt: 5 },
    'alarm',
    '【P1】Lift 1: passenger trapped (returned, still latched)',
  ],
] as const)('%j says so', (change, kind, subject) => {
  expect(subjectOf({ ...only(change), kind, language: 'en' })).toBe(subject);
});

test('what is marked says so before everything else', () => {
  const marked = exampleNotification({ marks: ['repeat'] });
  expect(subjectOf(marked)).toBe('【P1】（重发）1#梯 困人报警 / Lift 1: passenger trapped');
  expect(subjectOf({ ...marked, language: 'en', marks: ['unrecorded'] })).toBe(
    '【P1】(not recorded) Lift 1: passenger trapped',
  );
  expect(shortOf({ ...marked, language: 'zh' })).toMatch(/^【P1】（重发）A座1#梯 困人报警 14:03 /u);
});

test('the body has what the person needs, with the time of the site', () => {
  expect(
    bodyOf(only({ value: 1650.5, limit: 1600, unit: 'kPa', consequences: 12 })),
  ).toBe(`【P1】1#梯 困人报警 / Lift 1: passenger trapped

站点 Site: A座 / A Tower
设备 Equipment: 1#梯 (L01) / Lift 1 (L01)
位置 Area: 大堂 / Lobby
发生时间 Active since: 2026-01-05 14:03:00 (Asia/Shanghai)
数值 Value: 1650.5 kPa（限值 1600 kPa） / 1650.5 kPa (limit 1600 kPa)
连带告警 Behind it: 12
影响 Consequence: 轿厢内有人 / A person is inside
处理 Action: 安抚乘客，呼叫维保 / Talk to them, call the contractor
工单 Work order: WO 1187
确认 Acknowledge: https://tower.example/a/token
或回复 Or reply: A 4821
打开 Open: https://tower.example/alarms?id=L01.trapped~3
`);
});

test('what is not known is left out; a return asks for nothing', () => {
  const body = bodyOf({ ...only({ workOrder: null }, { links: undefined, replyCode: undefined }), language: 'en' });
  expect(body).not.toMatch(/Value|Work order|Open|Acknowledge|reply|[一-龥]/);
  expect(bodyOf({ ...only({ state: 'closed', returnedAt: 1_000_000 }), kind: 'returned' })).not.toMatch(
    /Acknowledge|4821/,
  );
});

test('a digest tells how many there are and each of them', () => {
  const alarms = [notifiedAlarm(), notifiedAlarm({ id: 'P-1.low~1', priority: 'P3', title: { en: 'low', zh: '低' } })];
  const message = exampleNotification({
    kind: 'digest',
    alarms,
    language: 'zh',
    text: { en: '3 alarms in all', zh: '共3条告警' },
  });
  expect(subjectOf(message)).toBe('【P1】2条告警：1#梯 困人报警 等');
  expect(bodyOf(message)).toContain('共3条告警');
  expect(bodyOf(message).match(/^■ .*/gm)).toEqual(['■ 【P1】1#梯 困人报警', '■ 【P3】1#梯 低']);
});

test('a message about no alarm says its text and whose it is', () => {
  const text = { en: 'The channel is down', zh: '通道不可用' };
  const message = exampleNotification({ kind: 'duty', priority: 'P2', alarms: [], text, language: 'en' });
  expect(subjectOf(message)).toBe('【P2】A Tower The channel is down');
  expect(bodyOf(message)).toBe('【P2】A Tower The channel is down\n\nThe channel is down\n\nSite: A Tower\n');
});

test('summer time is the site’s', () => {
  expect(siteTime(Date.UTC(2026, 6, 5, 6, 3), 'Europe/London')).toBe('2026-07-05 07:03:00 (Europe/London)');
});

test('no text can break a line, hide in one or turn the reading direction', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const hostile = `${text}\r\nBcc: all@example.com\u2028\u202e\u200b\ud800`;
      const title = { en: hostile, zh: hostile };
      const message = only(
        { title, equipment: hostile, consequence: title, unit: hostile, value: 1 },
        { equipmentName: title },
      );
      expect(oneLine(hostile)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028]/u);
      expect(subjectOf(message)).not.toMatch(/[\r\n\u2028\u202e]/);
      expect(bodyOf(message).split('\n')).toHaveLength(bodyOf(only({ value: 1 })).split('\n').length);
    }),
  );
});
