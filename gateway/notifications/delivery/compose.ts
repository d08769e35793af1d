import type { Alarm } from '../../domain/alarm.ts';
import type { LocalText } from '../../domain/text.ts';
import type { Notification, NotificationMark, NotifiedAlarm } from '../../ports/channel.ts';
import type { DigestBody, DutyBody, TestBody } from '../../ports/notice-body.ts';
import type { LeasedNotice } from '../../ports/outbox.ts';
import { alarmAddress, publicAddress } from '../public-address.ts';
import { messageIdOf } from './message-id.ts';
import { maxAgeMs } from './retry-policy.ts';
import { isWaitingForAnswer } from './still-due.ts';

/** What a message says besides the alarm. */
export interface MessageSite {
  readonly id: string;
  readonly name: LocalText;
  readonly timeZone: string;
  /** Undefined: messages have no links. */
  readonly publicUrl: string | undefined;
  /** Undefined for equipment that is not configured any more. */
  readonly equipmentName: (id: string) => LocalText | undefined;
  readonly areaName: (equipment: string) => LocalText | undefined;
}

/** How somebody can answer a message; both undefined where there is no way. */
export interface AnswerWays {
  /** The part of the address after the public one. */
  linkFor(notice: LeasedNotice, alarm: Alarm): string | undefined;
  codeFor(notice: LeasedNotice, alarm: Alarm): Promise<string | undefined>;
}

export interface ComposerOptions {
  readonly site: MessageSite;
  /** Alarms of a digest, as they are now. */
  readonly alarm: (id: string) => Promise<Alarm | undefined>;
  readonly answers: AnswerWays;
}

/** Makes the message of one notice, or of several to the same recipient, from the alarms as they are at this moment. */
export function createComposer(options: ComposerOptions): (notices: readonly LeasedNotice[]) => Promise<Notification> {
  return async (notices) => {
    const first = notices[0]!;
    const told = (await Promise.all(notices.map((notice) => toldBy(options, notice)))).flat();
    const alarms = [...new Map(told.map((one) => [one.alarm.id, one])).values()].sort(byUrgency);
    const { recipient, address, language, kind } = first;
    const { site } = options;
    return {
      ...{ id: messageIdOf(notices), recipient, address, language, alarms },
      kind: notices.length > 1 ? 'digest' : kind,
      site: { id: site.id, name: site.name, timeZone: site.timeZone },
      priority: notices.map(({ priority }) => priority).toSorted()[0]!,
      text: textOf(first, alarms.length),
      marks: marksOf(first),
      maxAgeMs: Math.max(...notices.map(maxAgeMs)),
    };
  };
}

async function toldBy(options: ComposerOptions, notice: LeasedNotice): Promise<readonly NotifiedAlarm[]> {
  if (notice.alarm) return [await notified(options, notice, notice.alarm)];
  if (notice.kind !== 'digest' || notice.body === null) return [];
  const { alarms } = JSON.parse(notice.body) as DigestBody;
  const present = await Promise.all(alarms.map((id) => options.alarm(id)));
  return Promise.all(present.filter((alarm) => alarm !== undefined).map((alarm) => notified(options, notice, alarm)));
}

async function notified(
  { site, answers }: ComposerOptions,
  notice: LeasedNotice,
  alarm: Alarm,
): Promise<NotifiedAlarm> {
  const isAsked = notice.kind !== 'returned' && isWaitingForAnswer(alarm);
  const link = isAsked ? answers.linkFor(notice, alarm) : undefined;
  return {
    ...describeAlarm(site, alarm, link),
    replyCode: isAsked ? await answers.codeFor(notice, alarm) : undefined,
  };
}

/** An alarm with the names people know; `link` acknowledges it without signing in. */
export function describeAlarm(site: MessageSite, alarm: Alarm, link?: string): NotifiedAlarm {
  const { equipment } = alarm;
  const open = alarmAddress(site.publicUrl, alarm.id);
  return {
    alarm,
    equipmentName: site.equipmentName(equipment) ?? { en: equipment, zh: equipment },
    area: site.areaName(equipment) ?? { en: '–', zh: '–' },
    links:
      open && site.publicUrl ? { open, acknowledge: link ? publicAddress(site.publicUrl, link) : open } : undefined,
    replyCode: undefined,
  };
}

function marksOf({ kind, body, begunAs }: LeasedNotice): readonly NotificationMark[] {
  const isStanding = kind === 'digest' && body !== null && (JSON.parse(body) as DigestBody).isStanding;
  return [...(begunAs === null ? [] : (['repeat'] as const)), ...(isStanding ? (['standing'] as const) : [])];
}

function textOf({ kind, body }: LeasedNotice, named: number): LocalText | undefined {
  if (body === null) return undefined;
  if (kind === 'duty') return (JSON.parse(body) as DutyBody).text;
  if (kind === 'test') return (JSON.parse(body) as TestBody).text;
  const { total } = JSON.parse(body) as DigestBody;
  return total > named ? { en: `${total} alarms in all`, zh: `共${total}条告警` } : undefined;
}

const byUrgency = (a: NotifiedAlarm, b: NotifiedAlarm): number =>
  a.alarm.priority.localeCompare(b.alarm.priority) || a.alarm.activeAt - b.alarm.activeAt;
