import type { Alarm } from '../domain/alarm.ts';
import type { LocalText } from '../domain/text.ts';
import type { Notification, NotificationMark } from '../ports/channel.ts';

export type MessageLanguage = Notification['language'];

/**
 * Control and line characters, invisible ones, those that turn the reading direction, and halves of characters:
 * a text of the plant must not shape a message.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** One line of visible characters, whatever the text holds. */
export const oneLine = (text: string): string => text.replace(UNSAFE, ' ').trim();

/** A text in the recipient's language, or in both, Chinese first; the same in both is said once. */
export function say(language: MessageLanguage, text: LocalText): string {
  if (language !== 'both') return oneLine(text[language]);
  return text.zh === text.en ? oneLine(text.zh) : `${oneLine(text.zh)} / ${oneLine(text.en)}`;
}

/** `2026-01-05 16:00:00 (Asia/Shanghai)`. */
export function siteTime(atMs: number, timeZone: string): string {
  return `${localTime(atMs, timeZone)} (${timeZone})`;
}

/** `14:03`, in the site's zone. */
export const clockTime = (atMs: number, timeZone: string): string => localTime(atMs, timeZone).slice(11, 16);

function localTime(atMs: number, timeZone: string): string {
  // The Swedish form is ISO 8601 with a space, in any zone.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(atMs);
}

const MARKS: Readonly<Record<NotificationMark, LocalText>> = {
  repeat: { en: '(repeat) ', zh: '（重发）' },
  unrecorded: { en: '(not recorded) ', zh: '（未入库）' },
  standing: { en: '(standing) ', zh: '（长期未消）' },
};

/** What stands before everything else in a headline; empty for most messages. */
export const markWords = ({ marks }: Pick<Notification, 'marks'>, language: 'en' | 'zh'): string =>
  marks.map((mark) => MARKS[mark][language]).join('');

/** What has become of the alarm; undefined while it is simply active for the first time. */
export function stateWords(alarm: Alarm, kind: Notification['kind']): LocalText | undefined {
  const again = alarm.occurrence > 1;
  switch (alarm.state) {
    case 'closed':
      return { en: 'returned to normal', zh: '已恢复' };
    case 'returned-unacknowledged':
      return kind === 'returned'
        ? { en: 'returned to normal', zh: '已恢复' }
        : { en: 'returned, not acknowledged', zh: '已恢复，未确认' };
    case 'latched-unacknowledged':
    case 'latched-acknowledged':
      return alarm.returnedAt === null
        ? { en: 'tripped', zh: '已跳闸锁定' }
        : { en: 'returned, still latched', zh: '已恢复，仍锁定' };
    case 'active-unacknowledged':
      return again ? { en: `again, no. ${alarm.occurrence}`, zh: `再次告警，第${alarm.occurrence}次` } : undefined;
    case 'active-acknowledged':
      return { en: 'acknowledged', zh: '已确认' };
    case 'shelved':
      return { en: 'shelved', zh: '已搁置' };
    case 'suppressed':
      return { en: 'suppressed', zh: '已抑制' };
    case 'out-of-service':
      return { en: 'out of service', zh: '停用' };
  }
}

/** `1650.5 kPa (limit 1600 kPa)`; undefined where there is no number. */
export function valueWords({ value, limit, unit }: Alarm): LocalText | undefined {
  if (value === null) return undefined;
  const suffix = unit === '' ? '' : ` ${oneLine(unit)}`;
  const number = `${rounded(value)}${suffix}`;
  if (limit === null) return { en: number, zh: number };
  const bound = `${rounded(limit)}${suffix}`;
  return { en: `${number} (limit ${bound})`, zh: `${number}（限值 ${bound}）` };
}

/** Six figures say all that a person acts on. */
const rounded = (value: number): string => String(Number(value.toPrecision(6)));
