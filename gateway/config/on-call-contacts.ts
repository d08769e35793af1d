import type { ChannelDefinition } from '../ports/channel.ts';
import type { MistakeList } from './mistakes.ts';
import { peopleToldBy } from './on-call-references.ts';
import type { OnCallSection } from './on-call-schema.ts';
import type { Origin } from './origin.ts';
import type { LoadedChannel } from './resolve-channels.ts';

/** Every address as its channel wants it, and a contact for everybody who is to be told of something. */
export function checkContacts(
  section: OnCallSection,
  channels: readonly LoadedChannel[],
  definitions: readonly ChannelDefinition[],
  origin: Origin,
  mistakes: MistakeList,
): void {
  const told = peopleToldBy(section);
  for (const [at, { id, contacts }] of section.people.entries()) {
    if (contacts.length === 0 && told.has(id)) {
      mistakes.add(origin.locate(['people', at], 'value'), `${id} is to be told of alarms, but has no contact`);
    }
    for (const [n, { channel, address }] of contacts.entries()) {
      const kind = channels.find((one) => one.id === channel)?.kind;
      const definition = definitions.find((one) => one.kind === kind);
      const problem = definition && problemWith(address, definition);
      const place = origin.locate(['people', at, 'contacts', n, 'address'], 'value');
      if (problem !== undefined)
        mistakes.add(place, problem.message, problem.allowed ? { allowed: problem.allowed } : {});
    }
  }
}

/** Numbers and addresses of people are not repeated in a message. */
function problemWith(address: string, { kind, address: wanted }: ChannelDefinition) {
  if (wanted === undefined) {
    return address === '' ? undefined : { message: `a ${kind} channel has no addresses of people` };
  }
  if (wanted.schema.safeParse(address).success) return undefined;
  return { message: address === '' ? 'is missing' : 'is not an address of this channel', allowed: wanted.title.en };
}
