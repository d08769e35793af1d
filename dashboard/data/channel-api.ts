import type { z } from 'zod';
import type { channelOverview, channelTest, pushState } from '../../gateway/contract/channel-resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { Requests } from './requests.ts';

export type WireChannel = Wire<z.infer<typeof channelOverview>>;
export type WireChannelTest = Wire<z.infer<typeof channelTest>>;
export type WirePush = Wire<z.infer<typeof pushState>>;

/** What a browser hands over so that it can be woken. */
export interface PushRegistration {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly label: string;
}

/** Ways to reach people over REST. Every method throws ApiError. */
export interface ChannelApi {
  channels(): Promise<WireChannel[]>;
  /** Sends a test to the own address in this channel, or to the channel as a whole. */
  testChannel(id: string): Promise<WireChannelTest>;
  push(): Promise<WirePush>;
  registerPush(registration: PushRegistration): Promise<WirePush['browsers'][number]>;
  removePush(id: string): Promise<void>;
}

export function createChannelApi({ get, post, remove }: Requests): ChannelApi {
  return {
    channels: () => get('/channels'),
    testChannel: (id) => post(`/channels/${encodeURIComponent(id)}/test`, {}),
    push: () => get('/push-subscriptions'),
    registerPush: (registration) => post('/push-subscriptions', registration),
    removePush: (id) => remove(`/push-subscriptions/${encodeURIComponent(id)}`),
  };
}
