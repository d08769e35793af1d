import { createHash } from 'node:crypto';
import { done, refused } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { PushBrowser, PushService } from '../../../ports/push-service.ts';
import type { PushStore, PushSubscriber } from '../../../ports/push-store.ts';
import { MAX_BROWSERS, webPush } from './channel.ts';
import { isServiceOf } from './push-services.ts';
import { createVapidKeys } from './vapid-keys.ts';

export interface PushServiceOptions {
  readonly store: PushStore;
  readonly clock: Clock;
  /** All that the site has; those of this kind count. */
  readonly channels: readonly { readonly kind: string; readonly options: unknown }[];
}

/** Registers browsers for the channels of push that the site has. */
export function createPushService({ store, clock, channels }: PushServiceOptions): PushService {
  const own = channels.filter(({ kind }) => kind === webPush.kind);
  const services = own.flatMap(({ options }) => webPush.optionsSchema.parse(options).services);
  return {
    async publicKey() {
      return own.length === 0 ? undefined : (await store.vapidKeys(createVapidKeys)).publicKey;
    },
    browsers: async (person) => (await store.subscribers(person)).map(browserOf),
    async register(person, registration) {
      if (own.length === 0) return refused('PUSH_UNAVAILABLE');
      if (!isServiceOf(services, registration.endpoint)) return refused('PUSH_SERVICE_REFUSED');
      const subscriber = { ...registration, person, createdAt: clock.nowMs() };
      await store.subscribe(subscriber);
      const all = await store.subscribers(person);
      const others = all.filter(({ endpoint }) => endpoint !== subscriber.endpoint);
      const tooMany = others.slice(0, Math.max(0, others.length + 1 - MAX_BROWSERS));
      for (const { endpoint } of tooMany) await store.unsubscribe(endpoint);
      return done(browserOf(subscriber));
    },
    async remove(person, id) {
      const own = (await store.subscribers(person)).find((subscriber) => idOf(subscriber) === id);
      if (own) await store.unsubscribe(own.endpoint);
    },
  };
}

const browserOf = (subscriber: PushSubscriber): PushBrowser => ({
  id: idOf(subscriber),
  label: subscriber.label,
  createdAt: subscriber.createdAt,
});

const idOf = ({ endpoint }: PushSubscriber): string =>
  createHash('sha256').update(endpoint).digest('base64url').slice(0, 22);
