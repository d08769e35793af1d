import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyOf, oneLine, siteTime, subjectOf } from './message-text.ts';
import { exampleNotification } from './notifications.fixtures.ts';

test('the subject says what, where and how urgent in both languages', () => {
  expect(subjectOf(exampleNotification())).toBe('【P1】1#梯 困人报警 / Lift 1: passenger trapped');
});

test('a return says so', () => {
  const subject = subjectOf(exampleNotification({ kind: 'alarm-returned' }));
  expect(subject).toBe('【P1】1#梯 困人报警 已恢复 / Lift 1: passenger trapped (returned to normal)');
});

test('the body has what the person needs, with the time of the site', () => {
  expect(
    bodyOf(exampleNotification({ value: 1650.5, limit: 1600, unit: 'kPa' })),
  ).toBe(`【P1】1#梯 困人报警 / Lift 1: passenger trapped

站点 Site: A座 / A Tower
设备 Equipment: 1#梯 / Lift 1 (L01)
发生时间 Active since: 2026-01-05 14:03:00 (Asia/Shanghai)
数值 Value: 1650.5 kPa (限值 limit 1600 kPa)
影响 Consequence: 轿厢内有人 / A person is inside
处理 Action: 安抚乘客，呼叫维保 / Talk to them, call the contractor
工单 Work order: WO 1187
打开 Open: https://tower.example/alarms?id=L01.trapped~3
`);
});

test('what is not known is left out', () => {
  const body = bodyOf(exampleNotification({ value: null, workOrder: null, link: undefined }));
  expect(body).not.toMatch(/Value|Work order|Open/);
});

test('summer time is the site’s', () => {
  expect(siteTime(Date.UTC(2026, 6, 5, 6, 3), 'Europe/London')).toBe('2026-07-05 07:03:00 (Europe/London)');
});

test('no text can break a line or turn the reading direction', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const hostile = `${text}\r\nBcc: all@example.com\u2028\u202e`;
      const title = { en: hostile, zh: hostile };
      const message = exampleNotification({ title, equipment: hostile, equipmentName: title });
      expect(oneLine(hostile)).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
      expect(subjectOf(message)).not.toMatch(/[\r\n\u2028\u202e]/);
      expect(bodyOf(message).split('\n')).toHaveLength(bodyOf(exampleNotification()).split('\n').length);
    }),
  );
});
