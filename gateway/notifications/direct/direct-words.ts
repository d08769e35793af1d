import type { LocalText } from '../../domain/text.ts';
import { siteTime } from '../message-words.ts';

export const UNRECORDED: LocalText = {
  en: 'The alarm journal cannot be written at the moment. This is told without a record; it comes again as soon as it is recorded.',
  zh: '报警记录暂时无法写入，本通知先行发出、尚未入库，恢复后将再次通知。',
};

/** The journal cannot be written since then. */
export function journalAway(since: number, timeZone: string): LocalText {
  const at = siteTime(since, timeZone);
  return {
    en: `The alarm journal cannot be written since ${at}. Alarms are shown, and urgent ones are told directly; nothing is recorded, and messages of escalations wait. Look at the disk of the gateway.`,
    zh: `自 ${at} 起报警记录无法写入。报警照常显示，紧急报警直接通知，但均未入库，升级通知暂停。请检查网关磁盘。`,
  };
}

export function journalBack(since: number, until: number, timeZone: string): LocalText {
  const [from, to] = [siteTime(since, timeZone), siteTime(until, timeZone)];
  return {
    en: `Returned to normal: the alarm journal is written again since ${to}. What happened since ${from} has been recorded.`,
    zh: `已恢复：报警记录自 ${to} 起恢复写入，${from} 以来的事件已补录。`,
  };
}
