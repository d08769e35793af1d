import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { toWire } from '../../../contract/wire.ts';
import type { Channel, ChannelDefinition, ChannelTools, Notification, SendResult } from '../../../ports/channel.ts';

const TIMEOUT_MS = 10_000;
/** At least 128 bits. */
const SECRET = /^whsec_[A-Za-z0-9+/]{22,}={0,2}$/;

const isPlainWebAddress = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
};

const options = z.strictObject({
  url: z
    .string()
    .refine(isPlainWebAddress, 'an http or https address without user name and password')
    .meta({ description: 'Where the message is posted' }),
  secret: z
    .string()
    .regex(SECRET, 'whsec_ followed by at least 16 bytes in base64')
    .meta({ description: 'Signs every message; the receiver checks with the same secret' }),
});
export type WebhookOptions = z.infer<typeof options>;

/** Posts JSON, signed as in Standard Webhooks 1.0. */
export const webhook: ChannelDefinition<WebhookOptions> = {
  kind: 'webhook',
  title: { en: 'Webhook', zh: 'Webhook 推送' },
  optionsSchema: options,
  create: createWebhook,
};

function createWebhook({ url, secret }: WebhookOptions, { clock, fetch }: ChannelTools): Channel {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const closing = new AbortController();
  return {
    async send(message) {
      const abort = new AbortController();
      const timer = clock.after(TIMEOUT_MS, () => abort.abort());
      const body = JSON.stringify(payloadOf(message));
      const headers = signedHeaders(message.id, Math.floor(clock.nowMs() / 1000), body, key);
      const signal = AbortSignal.any([abort.signal, closing.signal]);
      try {
        const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
        // The answer's body says nothing to us; letting it go frees the connection.
        await response.body?.cancel();
        return resultOf(response.status);
      } catch (error) {
        return { ok: false, recoverable: true, detail: failureOf(error) };
      } finally {
        timer.cancel();
      }
    },
    close: async () => closing.abort(),
  };
}

const payloadOf = (message: Notification) => ({
  type: message.kind === 'alarm-activated' ? 'alarm.activated' : 'alarm.returned',
  data: toWire({ ...message, link: message.link ?? null }),
});

/** The id stays the same over all attempts, so that the receiver can drop a repeat. */
function signedHeaders(id: string, seconds: number, body: string, key: Buffer): Record<string, string> {
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'user-agent': 'Plantroom',
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  };
}

/** A redirect is not followed: the message would go where nobody meant it to. */
function resultOf(status: number): SendResult {
  if (status >= 200 && status < 300) return { ok: true };
  const recoverable = status >= 500 || status === 408 || status === 429;
  return { ok: false, recoverable, detail: `HTTP ${status}` };
}

/** The system's code alone: messages of the library may repeat the address, and an address may hold a token. */
function failureOf(error: unknown): string {
  if (error instanceof Error && error.name === 'AbortError') return 'no answer in time';
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'connection failed';
}
