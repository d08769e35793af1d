import { z } from 'zod';
import type { Channel, ChannelDefinition, ChannelTools, Notification, SendResult } from '../../../ports/channel.ts';
import type { PushSubscriber } from '../../../ports/push-store.ts';
import { createHttpLine } from '../shared/http-line.ts';
import { resultOfAll, resultOfPush } from './answer.ts';
import { pushMessageOf } from './message.ts';
import { DEFAULT_SERVICES, isServiceOf, serviceAddress } from './push-services.ts';
import { sealedRequest } from './sealed-request.ts';
import { createVapidKeys } from './vapid-keys.ts';

/** Browsers of one person. */
export const MAX_BROWSERS = 10;

const options = z.strictObject({
  contact: z
    .string()
    .max(200)
    .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/[^\s]+)$/, 'mailto:somebody@example.com, or an https address')
    .meta({ description: 'Whom a push service may ask about our messages (RFC 8292)' }),
  services: z
    .array(serviceAddress)
    .min(1)
    .max(50)
    .default([...DEFAULT_SERVICES])
    .meta({
      description: 'Push services that browsers may name; no other address is ever asked',
    }),
});
export type WebPushOptions = z.infer<typeof options>;

/** Wakes the browsers that people have registered. */
export const webPush: ChannelDefinition<WebPushOptions> = {
  kind: 'web-push',
  title: { en: 'Push to browsers and phones', zh: '浏览器与手机推送' },
  optionsSchema: options,
  address: undefined,
  secrets: [],
  create: createWebPush,
};

function createWebPush({ contact, services }: WebPushOptions, tools: ChannelTools): Channel {
  const { clock, push } = tools;
  const line = createHttpLine(tools);

  async function deliver(subscriber: PushSubscriber, message: Notification): Promise<SendResult> {
    if (!isServiceOf(services, subscriber.endpoint))
      return { kind: 'rejected', detail: 'this push service is not allowed' };
    const keys = await push.vapidKeys(createVapidKeys);
    const asked = await sealedRequest(subscriber, pushMessageOf(message), { contact, keys });
    if (asked === undefined) return { kind: 'rejected', detail: 'the keys of the browser cannot be used' };
    const { result, isGone } = resultOfPush(await line.exchange(asked), clock.nowMs());
    if (isGone) await push.unsubscribe(subscriber.endpoint);
    return result;
  }

  return {
    limits: { rate: undefined, bundle: 50 },
    async send(message) {
      try {
        const browsers = message.recipient === '' ? [] : await push.subscribers(message.recipient);
        const newest = browsers.slice(-MAX_BROWSERS);
        return resultOfAll(await Promise.all(newest.map((subscriber) => deliver(subscriber, message))));
      } catch {
        // Whoever reads the log learns of the store's trouble from the store.
        return { kind: 'failed', detail: 'the registered browsers could not be read' };
      }
    },
    close: async () => line.close(),
  };
}
