import { z } from 'zod';
import type { ChannelDefinition } from '../../../ports/channel.ts';
import { createHttpChannel } from '../shared/http-channel.ts';
import { resultOfStatus } from '../shared/status-result.ts';
import { webAddress } from '../shared/web-address.ts';
import { signedRequest } from './message.ts';

/** At least 128 bits. */
const signingSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{22,}={0,2}$/, 'whsec_ followed by at least 16 bytes in base64');

const options = z.strictObject({
  url: webAddress.meta({ description: 'Where the message is posted' }),
  secret: signingSecret.meta({ description: 'Signs every message; the receiver checks with the same secret' }),
  previousSecret: signingSecret.optional().meta({
    description: 'While a receiver is being given a new secret: every message is signed with both',
  }),
});
export type WebhookOptions = z.infer<typeof options>;

/** Posts JSON to a program, signed as in Standard Webhooks 1.0. */
export const webhook: ChannelDefinition<WebhookOptions> = {
  kind: 'webhook',
  title: { en: 'Webhook', zh: 'Webhook 推送' },
  optionsSchema: options,
  address: undefined,
  secrets: ['url', 'secret', 'previousSecret'],
  create: ({ url, secret, previousSecret }, tools) => {
    const keys = [secret, ...(previousSecret === undefined ? [] : [previousSecret])].map(keyOf);
    return createHttpChannel(
      {
        limits: { rate: undefined, bundle: 100 },
        request: (message, nowMs) => signedRequest(url, keys, message, nowMs),
        result: resultOfStatus,
      },
      tools,
    );
  },
};

const keyOf = (secret: string): Buffer => Buffer.from(secret.slice('whsec_'.length), 'base64');
