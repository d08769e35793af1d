import type { LocalText } from '../domain/text.ts';
import type { Notification } from '../ports/channel.ts';

/** Longest subject; what is longer is cut by many receivers anyway. */
const MAX_SUBJECT = 150;
/** Control and line characters, and the ones that turn the reading direction: a text of the plant must not shape a message. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200e\u200f]+/gu;

/** One line, whatever the text holds. */
export const oneLine = (text: string): string => text.replace(UNSAFE, ' ').trim();

/** One line in both languages: `【P1】1#梯 困人报警 / Lift 1: passenger trapped`. */
export function subjectOf(message: Notification): string {
  const { priority, equipmentName, title, kind } = message;
  const zh = `${equipmentName.zh} ${title.zh}${kind === 'alarm-returned' ? ' 已恢复' : ''}`;
  const en = `${equipmentName.en}: ${title.en}${kind === 'alarm-returned' ? ' (returned to normal)' : ''}`;
  return [...oneLine(`【${priority}】${zh} / ${en}`)].slice(0, MAX_SUBJECT).join('');
}

/** The whole message as plain text, Chinese first; times in the site's zone. */
export function bodyOf(message: Notification): string {
  const lines = [
    subjectOf(message),
    '',
    line('站点', 'Site', both(message.site)),
    line('设备', 'Equipment', `${both(message.equipmentName)} (${oneLine(message.equipment)})`),
    line('发生时间', 'Active since', siteTime(message.activeAt, message.timeZone)),
    ...valueLines(message),
    line('影响', 'Consequence', both(message.consequence)),
    line('处理', 'Action', both(message.action)),
    ...(message.workOrder === null ? [] : [line('工单', 'Work order', `WO ${message.workOrder}`)]),
    ...(message.link === undefined ? [] : [line('打开', 'Open', oneLine(message.link))]),
  ];
  return `${lines.join('\n')}\n`;
}

/** `2026-01-05 16:00:00 (Asia/Shanghai)`. */
export function siteTime(atMs: number, timeZone: string): string {
  // The Swedish form is ISO 8601 with a space, in any zone.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return `${format.format(atMs)} (${timeZone})`;
}

const line = (zh: string, en: string, text: string): string => `${zh} ${en}: ${text}`;
const both = (text: LocalText): string => oneLine(`${text.zh} / ${text.en}`);

function valueLines({ value, limit, unit }: Notification): string[] {
  if (value === null) return [];
  const suffix = unit === '' ? '' : ` ${oneLine(unit)}`;
  const beyond = limit === null ? '' : ` (限值 limit ${limit}${suffix})`;
  return [line('数值', 'Value', `${value}${suffix}${beyond}`)];
}
