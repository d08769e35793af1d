import { createHash } from 'node:crypto';
import type { Notification } from '../../../ports/channel.ts';
import { bodyOf, subjectOf } from '../../message-text.ts';
import { fitText } from '../shared/fit-text.ts';
import { linkButtons } from '../shared/link-buttons.ts';
import { htmlOf } from './html.ts';

/** Longer mails are cut: nobody reads on, and many gateways drop what is larger. */
export const MAX_TEXT_BYTES = 64_000;
/** Ids of a digest; the text has them all. */
const MAX_IDS = 20;
const REPLY_CODE = /^[A-Za-z0-9]{1,32}$/;

export interface MailSettings {
  readonly from: string;
  /** A mailbox that takes plus-addresses (RFC 5233). */
  readonly replyTo: string | undefined;
  /** Everybody, when the message is for nobody in particular. */
  readonly to: readonly string[];
}

/** The mail of a message. Repeats carry the same id; all mails of one episode refer to one root, so that they are shown together. */
export function mailOf({ from, replyTo, to }: MailSettings, message: Notification) {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const subject = subjectOf(message);
  const text = fitText(bodyOf(message), MAX_TEXT_BYTES);
  const answerTo = replyTo && replyAddress(replyTo, message);
  return {
    from,
    to: message.address === '' ? [...to] : [message.address],
    subject,
    text,
    html: htmlOf(subject, text, linkButtons(message)),
    messageId: `<${hashOf(message.id)}@${domain}>`,
    ...(answerTo ? { replyTo: answerTo } : {}),
    ...threadOf(message, domain),
  };
}

/** RFC 3834 5: no holiday reply is wanted. */
function threadOf({ alarms }: Notification, domain: string) {
  const ids = alarms.slice(0, MAX_IDS).map(({ alarm }) => alarm.id);
  const automatic = { 'Auto-Submitted': 'auto-generated' };
  if (ids.length === 0) return { headers: automatic };
  const alarmIds = ids.map(encodeURIComponent).join(' ');
  return {
    ...(ids.length === 1 ? { references: `<alarm.${hashOf(ids[0] ?? '')}@${domain}>` } : {}),
    headers: { ...automatic, 'X-Alarm-Id': alarmIds },
  };
}

/** `duty+A4821@tower.example`: answering is acknowledging, where exactly one alarm waits for it. */
function replyAddress(mailbox: string, { kind, alarms }: Notification): string {
  const at = mailbox.lastIndexOf('@');
  const code = kind === 'alarm' && alarms.length === 1 ? alarms[0]?.replyCode?.replace(' ', '') : undefined;
  if (code === undefined || !REPLY_CODE.test(code)) return mailbox;
  return `${mailbox.slice(0, at)}+${code}${mailbox.slice(at)}`;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
