import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleNotification, notifiedAlarm } from './notifications.fixtures.ts';
import { shortOf, templateVariables } from './short-text.ts';

const zh = exampleNotification({ language: 'zh' });

test('one text message says what, where, when and how to acknowledge', () => {
  expect(shortOf(zh)).toBe('【P1】A座1#梯 困人报警 14:03 确认回复A4821');
  expect(shortOf(exampleNotification({ language: 'en' }))).toBe(
    '【P1】A Tower Lift 1 passenger trapped 14:03 reply A4821 to acknowledge',
  );
  expect(shortOf(exampleNotification({ language: 'both' }))).toBe(shortOf(zh));
});

test('a return says so with its own time and asks for nothing; a value is told', () => {
  const returned = notifiedAlarm({
    state: 'closed',
    returnedAt: Date.UTC(2026, 0, 5, 6, 20),
    value: 61.2,
    limit: 60,
    unit: '°C',
  });
  expect(shortOf({ ...zh, kind: 'returned', alarms: [returned] })).toBe('【P1】A座1#梯 困人报警 已恢复 14:20 61.2 °C');
});

test('a digest says how many, and has no code', () => {
  const message = { ...zh, kind: 'digest', alarms: [notifiedAlarm(), notifiedAlarm({ id: 'x~1' })] } as const;
  expect(shortOf(message)).toBe('【P1】A座1#梯 困人报警 等2条 14:03');
  expect(templateVariables(message)).toMatchObject({ alarm: '困人报警 等2条', code: '' });
});

test('the variables of a template are the same in pieces', () => {
  expect(templateVariables(zh)).toEqual({
    site: 'A座',
    equipment: '1#梯',
    alarm: '困人报警',
    time: '14:03',
    code: 'A4821',
  });
  const text = { en: 'Test', zh: '告警通知自检，无需处理，文字可能长于变量允许的长度' };
  const variables = templateVariables({ ...zh, kind: 'test', alarms: [], text });
  expect(variables).toMatchObject({ equipment: '', time: '', code: '' });
  expect(variables.alarm).toHaveLength(20);
});

test('never longer than one message; priority, time and code are kept and no character is halved', () => {
  const name = fc.string({ unit: 'grapheme', maxLength: 120, size: 'max' });
  fc.assert(
    fc.property(name, name, name, fc.constantFrom('zh', 'en', 'both'), (site, equipment, title, language) => {
      const both = (text: string) => ({ en: text, zh: text });
      const alarms = [notifiedAlarm({ title: both(title) }, { equipmentName: both(equipment) })];
      const message = exampleNotification({ language, alarms, site: { ...zh.site, name: both(site) } });
      const short = shortOf(message);
      expect(short.length).toBeLessThanOrEqual(language === 'en' ? 160 : 70);
      expect(short).toMatch(/^【P1】.*14:03 .*A4821/u);
      expect(short.isWellFormed()).toBe(true);
    }),
  );
});
