import type { Priority } from '../domain/alarm.ts';
import type { Outcome } from '../domain/errors.ts';
import type { LocalText } from '../domain/text.ts';
import type { SendResult } from './channel.ts';
import type { ChannelState } from './delivery-service.ts';

/** How a channel has been doing, as whoever sends through it knows. */
export type ChannelHealth = Omit<ChannelState, 'channel' | 'oldestAt'>;

/** One declared option of a channel. Of a secret only whether it is set. */
export interface ChannelSetting {
  readonly name: string;
  readonly isSecret: boolean;
  readonly isSet: boolean;
  /** Null for secrets, for lists and for what is not set. */
  readonly value: string | null;
}

/** A configured channel, without its secrets. */
export interface ChannelOverview {
  readonly id: string;
  readonly kind: string;
  readonly title: LocalText;
  readonly priorities: readonly Priority[];
  readonly settings: readonly ChannelSetting[];
  /** Null: it has no addresses of persons. */
  readonly address: LocalText | null;
  /** How many persons it can reach by their own address. */
  readonly persons: number;
  /** Null before anything is known. */
  readonly health: ChannelHealth | null;
}

/** What became of a test message, in words that hold no secret. */
export interface ChannelTest {
  readonly result: SendResult['kind'];
  readonly text: LocalText;
  readonly detail: string | null;
  readonly tookMs: number;
}

/** The channels as people see and try them. */
export interface ChannelService {
  /** In the order of the site file. Throws STORE_UNAVAILABLE. */
  list(): Promise<readonly ChannelOverview[]>;
  /** Sends a test to the address of this person, or to the channel as a whole. Refuses CHANNEL_NOT_FOUND, CHANNEL_TEST_NO_ADDRESS, REQUEST_TOO_MANY. */
  test(id: string, username: string): Promise<Outcome<ChannelTest>>;
}
