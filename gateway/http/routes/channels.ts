import { done } from '../../domain/errors.ts';
import type { ChannelService } from '../../ports/channel-service.ts';
import type { PushService } from '../../ports/push-service.ts';
import type { Audit } from '../audit.ts';
import type { Handlers } from '../handler.ts';

interface ChannelServices {
  readonly channels: ChannelService;
  readonly push: PushService;
  readonly audit: Audit;
}

type ChannelRoutes = 'listChannels' | 'testChannel' | 'readPush' | 'registerPush' | 'removePush';

/** Ways to reach people, seen and tried; and everybody's own browsers. */
export function channelRoutes({ channels, push, audit }: ChannelServices): Handlers<ChannelRoutes> {
  return {
    listChannels: async () => done(await channels.list()),
    testChannel: async ({ params, caller }) => {
      const tested = await channels.test(params.id, caller.username);
      if (tested.ok) await audit.done(caller.username, 'channel test', params.id, tested.value.result);
      return tested;
    },
    readPush: async ({ caller }) => {
      const publicKey = (await push.publicKey()) ?? null;
      return done({ publicKey, browsers: await push.browsers(caller.username) });
    },
    registerPush: async ({ body, caller }) => {
      const registered = await push.register(caller.username, body);
      if (registered.ok) await audit.done(caller.username, 'push register', registered.value.id, body.label);
      return registered;
    },
    removePush: async ({ params, caller }) => {
      await push.remove(caller.username, params.id);
      return done(null);
    },
  };
}
