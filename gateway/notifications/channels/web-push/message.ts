import { createHash } from 'node:crypto';
import type { Priority } from '../../../domain/alarm.ts';
import type { Notification } from '../../../ports/channel.ts';
import { subjectOf } from '../../message-text.ts';
import { alarmLines, linesBesideButtons } from '../shared/body-within.ts';
import { fitLine, fitText, jsonBytes } from '../shared/fit-text.ts';
import { linkButtons } from '../shared/link-buttons.ts';

/** 4096 bytes when encrypted (RFC 8030 7.2) less head, tag and padding of RFC 8188. */
export const MAX_PAYLOAD_BYTES = 3_990;
const MAX_TITLE_BYTES = 400;
/** A lock screen shows a few lines. */
const MAX_LINES = 12;
/** Services keep nothing longer. */
const MAX_TTL_SECONDS = 28 * 86_400;

const URGENCY = { P1: 'high', P2: 'high', P3: 'normal', P4: 'low' } as const satisfies Record<Priority, string>;

export interface PushMessage {
  /** JSON for our service worker. */
  readonly payload: string;
  readonly ttlSeconds: number;
  readonly urgency: (typeof URGENCY)[Priority];
  /** A newer message of the same topic replaces one that was not delivered yet. */
  readonly topic: string | undefined;
}

/** What the push service is given, and what the browser shows. */
export function pushMessageOf(message: Notification): PushMessage {
  const { priority, maxAgeMs, alarms } = message;
  const topic = alarms.length === 1 ? topicOf(alarms[0]?.alarm.id ?? '') : undefined;
  return {
    payload: payloadOf(message, topic ?? message.id),
    ttlSeconds: Math.min(MAX_TTL_SECONDS, Math.max(1, Math.ceil(maxAgeMs / 1000))),
    urgency: URGENCY[priority],
    topic,
  };
}

function payloadOf(message: Notification, tag: string): string {
  const form = (title: string, body: string): string =>
    JSON.stringify({
      ...{ title, body, tag, priority: message.priority, language: message.language === 'en' ? 'en' : 'zh' },
      actions: linkButtons(message).map(({ label, url }) => ({ title: label, url })),
    });
  const title = fitLine(subjectOf(message), MAX_TITLE_BYTES);
  const lines = message.alarms.length > 1 ? alarmLines(message) : factLines(message);
  const room = MAX_PAYLOAD_BYTES - Buffer.byteLength(form(title, ''));
  return form(title, room > 0 ? fitText(lines.slice(0, MAX_LINES).join('\n'), room, jsonBytes) : '');
}

/** The title has been said, and empty lines are none on a lock screen. */
const factLines = (message: Notification): readonly string[] =>
  linesBesideButtons(message)
    .slice(2)
    .filter((line) => line !== '');

/** 32 characters of base64url at most (RFC 8030 5.4). */
const topicOf = (episode: string): string => createHash('sha256').update(episode).digest('base64url').slice(0, 32);
