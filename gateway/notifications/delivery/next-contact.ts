import type { OnCallPlan } from '../../domain/on-call.ts';
import type { NextContact } from './failover-plan.ts';

/** A person's ways in his own order, from the end to the beginning again. Channels that do not work any more are left out. */
export function nextContactOf({ people }: Pick<OnCallPlan, 'people'>, channels: ReadonlySet<string>): NextContact {
  const byId = new Map(
    people.map((person) => [person.id, person.contacts.filter(({ channel }) => channels.has(channel))]),
  );
  return (recipient, channel) => {
    const contacts = byId.get(recipient) ?? [];
    const index = contacts.findIndex((contact) => contact.channel === channel);
    return contacts.length === 0 ? undefined : contacts[(index + 1) % contacts.length];
  };
}
