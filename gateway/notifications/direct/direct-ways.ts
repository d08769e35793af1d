import type { Priority } from '../../domain/alarm.ts';
import type { ContactMethod } from '../../domain/on-call.ts';
import type { Notification } from '../../ports/channel.ts';
import { type DutyMoment, type Recipient, resolveSiteDuty } from '../escalation/recipients.ts';

/** One who is told: on the first of these contacts that works. */
export interface DirectWay {
  /** Empty for a group. */
  readonly recipient: string;
  readonly language: Notification['language'];
  readonly contacts: readonly ContactMethod[];
}

/**
 * The site's duty contact at this moment: P1 on every way of each at once, anything else on one of them. Who asked not to be disturbed
 * is left alone as long as somebody else is told.
 */
export function directWays(duty: DutyMoment, priority: Priority, channels: ReadonlySet<string>): readonly DirectWay[] {
  const all = resolveSiteDuty(duty, priority).filter(({ channel }) => channels.has(channel));
  const awake = all.filter(({ quietUntil }) => quietUntil <= duty.at);
  const told = awake.length > 0 ? awake : all;
  const groups = priority === 'P1' ? told.map((one) => [one]) : Map.groupBy(told, nameOf).values();
  return [...groups].map((contacts) => ({
    recipient: contacts[0]!.person,
    language: contacts[0]!.language,
    contacts: contacts.map(({ channel, address }) => ({ channel, address })),
  }));
}

const nameOf = ({ person, channel }: Recipient): string => (person === '' ? `group ${channel}` : person);
