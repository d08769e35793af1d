import { createHmac } from 'node:crypto';
import type { Notification } from '../../../ports/channel.ts';
import { alarmEventOf } from '../shared/alarm-event.ts';
import type { HttpRequest } from '../shared/http-line.ts';

/**
 * The request of one attempt. The id stays the same over all attempts, so that the receiver can drop a repeat; the moment is
 * that of the attempt. One signature for each key, the newest first.
 */
export function signedRequest(
  url: string,
  keys: readonly Buffer[],
  message: Notification,
  nowMs: number,
): HttpRequest & { readonly body: string } {
  const body = JSON.stringify(alarmEventOf(message));
  const seconds = Math.floor(nowMs / 1000);
  const sign = (key: Buffer): string =>
    `v1,${createHmac('sha256', key).update(`${message.id}.${seconds}.${body}`).digest('base64')}`;
  return {
    url,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': message.id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': keys.map(sign).join(' '),
    },
    body,
  };
}
