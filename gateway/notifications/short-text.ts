import type { Notification } from '../ports/channel.ts';
import { isAsking } from './message-text.ts';
import { clockTime, markWords, oneLine, stateWords, valueWords } from './message-words.ts';

/** One text message in UCS-2 (3GPP TS 23.038); longer ones are charged, and split by some handsets. */
export const SHORT_LENGTH = { zh: 70, en: 160 } as const;
/** Providers refuse longer variables of a template. */
const VARIABLE_LENGTH = 20;

/** Variables of a provider's approved template. Empty where there is nothing to say. */
export interface TemplateVariables {
  readonly site: string;
  readonly equipment: string;
  readonly alarm: string;
  /** `14:03`, of the site. */
  readonly time: string;
  /** `A4821`. */
  readonly code: string;
}

/**
 * For one text message: `【P1】A座1#梯 困人报警 14:03 确认回复A4821`. Never longer than `limit` UTF-16 units; priority, time and code are
 * kept, names are cut. In the recipient's language; Chinese for both.
 */
export function shortOf(message: Notification, limit: number = SHORT_LENGTH[shortLanguage(message)]): string {
  const language = shortLanguage(message);
  const { equipment, alarm, time, site } = wordsOf(message, language);
  const head = `【${message.priority}】${markWords(message, language)}`;
  const end = [time, endOf(message, language)].filter((text) => text !== '').join(' ');
  const tail = end === '' ? '' : ` ${end}`;
  const room = limit - head.length - tail.length;
  const middles = [`${site}${language === 'zh' ? '' : ' '}${equipment} ${alarm}`, `${equipment} ${alarm}`];
  const fitting = middles.find((text) => text.trim().length <= room) ?? cut(middles[1]!, room);
  return cut(`${head}${fitting.trim()}${tail}`, limit);
}

/** The same in the variables of a template; of a digest how many and the worst. */
export function templateVariables(message: Notification): TemplateVariables {
  const language = shortLanguage(message);
  const { site, equipment, alarm, time } = wordsOf(message, language);
  const short = (text: string): string => cut(text, VARIABLE_LENGTH);
  return { site: short(site), equipment: short(equipment), alarm: short(alarm), time, code: codeOf(message) };
}

const shortLanguage = ({ language }: Notification): 'en' | 'zh' => (language === 'en' ? 'en' : 'zh');

function wordsOf(message: Notification, language: 'en' | 'zh') {
  const { alarms, site, text } = message;
  const [first] = alarms;
  const siteName = oneLine(site.name[language]);
  if (!first) return { site: siteName, equipment: '', alarm: oneLine(text?.[language] ?? ''), time: '' };
  const { alarm } = first;
  const state = stateWords(alarm, message.kind)?.[language];
  const title = oneLine(alarm.title[language]);
  const more = alarms.length === 1 ? '' : { zh: `等${alarms.length}条`, en: `and ${alarms.length - 1} more` }[language];
  return {
    site: siteName,
    equipment: oneLine(first.equipmentName[language]),
    alarm: [title, state, more].filter(Boolean).join(' '),
    time: clockTime(message.kind === 'returned' ? (alarm.returnedAt ?? alarm.activeAt) : alarm.activeAt, site.timeZone),
  };
}

/** The value where nothing need be answered, the code where it must. */
function endOf(message: Notification, language: 'en' | 'zh'): string {
  const code = codeOf(message);
  const value = message.alarms.length === 1 ? valueWords(message.alarms[0]!.alarm)?.[language] : undefined;
  const plain = value?.replace(/[（(].*/u, '').trim() ?? '';
  if (code === '') return plain;
  return [plain, language === 'zh' ? `确认回复${code}` : `reply ${code} to acknowledge`]
    .filter((it) => it !== '')
    .join(' ');
}

function codeOf(message: Notification): string {
  const [first, ...rest] = message.alarms;
  if (!isAsking(message) || rest.length > 0) return '';
  return first?.replyCode?.replace(' ', '') ?? '';
}

/** At most `length` UTF-16 units, no half character, with a sign that something is missing. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  if (length <= 1) return '';
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > length - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
