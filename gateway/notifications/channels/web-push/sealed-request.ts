import type { PushSubscriber, VapidKeys } from '../../../ports/push-store.ts';
import type { HttpRequest } from '../shared/http-line.ts';
import type { PushMessage } from './message.ts';

export interface Sender {
  readonly contact: string;
  readonly keys: VapidKeys;
}

/** The request that only this browser can read (RFC 8291) and that says who sends it (RFC 8292). Undefined when its keys are none. */
export async function sealedRequest(
  { endpoint, p256dh, auth }: PushSubscriber,
  { payload, ttlSeconds, urgency, topic }: PushMessage,
  { contact, keys }: Sender,
): Promise<HttpRequest | undefined> {
  const { default: library } = await import('web-push');
  try {
    const sealed = library.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
      vapidDetails: { subject: contact, ...keys },
      ...{ TTL: ttlSeconds, urgency, contentEncoding: 'aes128gcm' },
      ...(topic === undefined ? {} : { topic }),
    });
    return {
      ...{ url: endpoint, method: 'POST', headers: toldHeaders(sealed.headers ?? {}) },
      body: new Uint8Array(sealed.body),
    };
  } catch {
    return undefined;
  }
}

/** How long the body is says whoever sends it. */
function toldHeaders(headers: object): Readonly<Record<string, string>> {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return Object.fromEntries(lower.filter(([name]) => name !== 'content-length'));
}
