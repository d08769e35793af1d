import type { LocalText } from '../domain/text.ts';
import type { Notification, NotifiedAlarm } from '../ports/channel.ts';
import { type MessageLanguage, markWords, oneLine, say, siteTime, stateWords, valueWords } from './message-words.ts';

export { oneLine, siteTime } from './message-words.ts';

/** Longest subject; what is longer is cut by many receivers anyway. */
const MAX_SUBJECT = 150;

/** One labelled fact of a message, both fit to be shown: channels that have tables or cards lay them out themselves. */
export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** One line: `【P1】1#梯 困人报警 / Lift 1: passenger trapped`; of a digest how many there are, worst first. */
export function subjectOf(message: Notification): string {
  const { priority, language } = message;
  const text = language === 'both' ? bothOf(message) : headline(message, language);
  const marks = markWords(message, language === 'en' ? 'en' : 'zh');
  return [...oneLine(`【${priority}】${marks}${text}`)].slice(0, MAX_SUBJECT).join('');
}

/** The whole message as plain text with times in the site's zone: what, where, since when, what follows from it and what to do first. */
export function bodyOf(message: Notification): string {
  const { alarms, text, language } = message;
  const said = text === undefined ? [] : [say(language, text), ''];
  const sections = alarms.map((one) => sectionOf(message, one, alarms.length > 1));
  return `${[subjectOf(message), '', ...said, ...sections.flat(), ...footOf(message)].join('\n').trimEnd()}\n`;
}

/** What a person needs to know of one alarm, in the order in which it is needed. What is not known is left out. */
export function factsOf(message: Notification, one: NotifiedAlarm): readonly Fact[] {
  const { language, site } = message;
  const { alarm, equipmentName, area, links, replyCode } = one;
  const time = (ms: number | null): LocalText | undefined =>
    ms === null ? undefined : same(siteTime(ms, site.timeZone));
  const facts: readonly (readonly [LocalText, LocalText | undefined])[] = [
    [{ en: 'Site', zh: '站点' }, site.name],
    [{ en: 'Equipment', zh: '设备' }, named(equipmentName, alarm.equipment)],
    [{ en: 'Area', zh: '位置' }, area],
    [{ en: 'State', zh: '状态' }, stateWords(alarm, message.kind)],
    [{ en: 'Active since', zh: '发生时间' }, time(alarm.activeAt)],
    [{ en: 'Returned', zh: '恢复时间' }, time(alarm.returnedAt)],
    [{ en: 'Value', zh: '数值' }, valueWords(alarm)],
    [{ en: 'Value unknown since', zh: '数值不明' }, time(alarm.unknownSince)],
    [{ en: 'Behind it', zh: '连带告警' }, alarm.consequences === 0 ? undefined : same(String(alarm.consequences))],
    [{ en: 'Consequence', zh: '影响' }, alarm.consequence],
    [{ en: 'Action', zh: '处理' }, alarm.action],
    [{ en: 'Work order', zh: '工单' }, alarm.workOrder === null ? undefined : same(`WO ${alarm.workOrder}`)],
    [{ en: 'Acknowledge', zh: '确认' }, isAsking(message) && links ? same(links.acknowledge) : undefined],
    [{ en: 'Or reply', zh: '或回复' }, isAsking(message) && replyCode ? same(replyCode) : undefined],
    [{ en: 'Open', zh: '打开' }, links && same(links.open)],
  ];
  return facts.flatMap(([label, text]) =>
    text ? [{ label: labelOf(language, label), text: say(language, text) }] : [],
  );
}

/** Whether somebody is asked to acknowledge. */
export const isAsking = ({ kind }: Notification): boolean => kind === 'alarm' || kind === 'digest';

const same = (text: string): LocalText => ({ en: text, zh: text });
const named = (name: LocalText, id: string): LocalText => ({ en: `${name.en} (${id})`, zh: `${name.zh} (${id})` });
const labelOf = (language: MessageLanguage, { en, zh }: LocalText): string =>
  language === 'both' ? `${zh} ${en}` : { en, zh }[language];

/** Both languages at once, where they differ. */
function bothOf(message: Notification): string {
  const [zh, en] = [headline(message, 'zh'), headline(message, 'en')];
  return zh === en ? zh : `${zh} / ${en}`;
}

function headline(message: Notification, language: 'en' | 'zh'): string {
  const { alarms, text } = message;
  const [first] = alarms;
  if (!first) return `${oneLine(message.site.name[language])} ${firstWords(text?.[language] ?? '')}`;
  const own = alarmLine(message, first, language);
  if (alarms.length === 1) return own;
  return language === 'zh' ? `${alarms.length}条告警：${own} 等` : `${alarms.length} alarms: ${own} …`;
}

/** What stands in a subject; the body says it whole. */
const firstWords = (text: string): string => [...oneLine(text)].slice(0, 60).join('');

/** `1#梯 困人报警 已恢复`, `Lift 1: passenger trapped (returned to normal)`. */
export function alarmLine(message: Notification, one: NotifiedAlarm, language: 'en' | 'zh'): string {
  const { alarm, equipmentName } = one;
  const state = stateWords(alarm, message.kind)?.[language];
  const [equipment, title] = [oneLine(equipmentName[language]), oneLine(alarm.title[language])];
  if (language === 'zh') return `${equipment} ${title}${state === undefined ? '' : ` ${state}`}`;
  return `${equipment}: ${title}${state === undefined ? '' : ` (${state})`}`;
}

function sectionOf(message: Notification, one: NotifiedAlarm, isOneOfMany: boolean): string[] {
  const lines = factsOf(message, one).map(({ label, text }) => `${label}: ${text}`);
  if (!isOneOfMany) return lines;
  const heads = message.language === 'both' ? (['zh', 'en'] as const) : ([message.language] as const);
  const head = heads.map((language) => alarmLine(message, one, language)).join(' / ');
  return [`■ 【${one.alarm.priority}】${head}`, ...lines.filter((line) => line !== ''), ''];
}

/** Who cannot read the alarm still knows which site it is about. */
function footOf({ alarms, language, site }: Notification): string[] {
  if (alarms.length > 0) return [];
  return [`${labelOf(language, { en: 'Site', zh: '站点' })}: ${say(language, site.name)}`];
}
