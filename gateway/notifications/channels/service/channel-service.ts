import { done, refused } from '../../../domain/errors.ts';
import type { ContactMethod, Person } from '../../../domain/on-call.ts';
import type { ChannelDefinition, Notification } from '../../../ports/channel.ts';
import type { ChannelHealth, ChannelService, ChannelTest } from '../../../ports/channel-service.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { ChannelState, DeliveryService } from '../../../ports/delivery-service.ts';
import { describeSettings } from './describe-settings.ts';
import type { OpenChannel } from './open-channels.ts';
import { RESULT_WORDS, TEST_TEXT } from './test-words.ts';

/** Between two tests of one channel: providers count them too. */
const TEST_PAUSE_MS = 10_000;
const TEST_AGE_MS = 600_000;

export interface ChannelServiceOptions {
  readonly definitions: readonly ChannelDefinition[];
  readonly channels: readonly OpenChannel[];
  readonly people: readonly Person[];
  readonly site: Notification['site'];
  readonly delivery: Pick<DeliveryService, 'status'>;
  readonly clock: Clock;
  /** A new one each time. */
  readonly newId: () => string;
}

/** Lists and tries the channels of the site. A test goes past the outbox: it says how the channel is now. */
export function createChannelService(options: ChannelServiceOptions): ChannelService {
  const { definitions, channels, people, clock } = options;
  const testedAt = new Map<string, number>();
  const definitionOf = (kind: string): ChannelDefinition | undefined => definitions.find((one) => one.kind === kind);

  return {
    async list() {
      const { channels: states } = await options.delivery.status();
      return channels.flatMap(({ id, kind, priorities, options: settings }) => {
        const definition = definitionOf(kind);
        if (!definition) return [];
        const persons = people.filter(({ contacts }) => contacts.some(({ channel }) => channel === id)).length;
        const address = definition.address?.title ?? null;
        const health = healthOf(states.find(({ channel }) => channel === id));
        const told = { settings: describeSettings(definition, settings), health };
        return [{ id, kind, title: definition.title, priorities, address, persons, ...told }];
      });
    },

    async test(id, username) {
      const open = channels.find((one) => one.id === id);
      if (!open) return refused('CHANNEL_NOT_FOUND');
      const now = clock.monotonicMs();
      const pauseMs = (testedAt.get(id) ?? Number.NEGATIVE_INFINITY) + TEST_PAUSE_MS - now;
      if (pauseMs > 0) return refused('REQUEST_TOO_MANY', `again in ${Math.ceil(pauseMs / 1000)} s`);
      testedAt.set(id, now);
      const person = people.find((one) => one.id === username);
      const result = await open.channel.send(testMessage(options, id, username, person));
      // Nowhere to send it to is the person's matter, not the channel's.
      const hasAddress = definitionOf(open.kind)?.address === undefined || contactOf(person, id) !== undefined;
      if (result.kind === 'rejected' && !hasAddress) return refused('CHANNEL_TEST_NO_ADDRESS', result.detail);
      const detail = 'detail' in result ? result.detail : null;
      const tookMs = Math.round(clock.monotonicMs() - now);
      return done<ChannelTest>({ result: result.kind, text: RESULT_WORDS[result.kind], detail, tookMs });
    },
  };
}

function healthOf(state: ChannelState | undefined): ChannelHealth | null {
  if (!state) return null;
  const { channel: _channel, oldestAt: _oldestAt, ...health } = state;
  return health;
}

const contactOf = (person: Person | undefined, channel: string): ContactMethod | undefined =>
  person?.contacts.find((contact) => contact.channel === channel);

/** To the caller's own address in this channel; to everybody in it where he has none. */
function testMessage(
  { site, newId }: ChannelServiceOptions,
  channel: string,
  username: string,
  person: Person | undefined,
): Notification {
  return {
    ...{ id: newId(), kind: 'test', recipient: username, address: contactOf(person, channel)?.address ?? '' },
    ...{
      language: person?.language ?? 'both',
      site,
      priority: 'P4',
      alarms: [],
      text: TEST_TEXT,
      marks: [],
      maxAgeMs: TEST_AGE_MS,
    },
  };
}
