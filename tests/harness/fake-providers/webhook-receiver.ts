import { createHmac, timingSafeEqual } from 'node:crypto';
import { HttpProvider, type Json, jsonOf, type ProviderRequest } from './http-provider.ts';

const TOLERANCE_SECONDS = 300;

/** A receiver that checks as Standard Webhooks asks and drops what it has already. */
export interface WebhookReceiver {
  readonly http: HttpProvider;
  readonly url: string;
  /** Of different messages. */
  readonly taken: Json[];
  /** Ids of everything that was signed well, repeats too. */
  readonly ids: string[];
}

/** `secret` as the receiver knows it; `nowMs` is its own clock. */
export async function startWebhookReceiver(secret: string, nowMs: () => number = Date.now): Promise<WebhookReceiver> {
  const taken: Json[] = [];
  const ids: string[] = [];
  const http = await HttpProvider.start((request) => {
    if (!isSigned(request, secret, nowMs())) return { status: 401 };
    const id = String(request.headers['webhook-id']);
    if (!ids.includes(id)) taken.push(jsonOf(request) ?? {});
    ids.push(id);
    return { status: 204 };
  });
  return { http, url: `${http.origin}/hook`, taken, ids };
}

function isSigned({ headers, body }: ProviderRequest, secret: string, nowMs: number): boolean {
  const timestamp = String(headers['webhook-timestamp']);
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${headers['webhook-id']}.${timestamp}.${body.toString('utf8')}`;
  const wanted = Buffer.from(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  const offered = String(headers['webhook-signature'])
    .split(' ')
    .map((one) => Buffer.from(one));
  return offered.some((one) => one.length === wanted.length && timingSafeEqual(one, wanted));
}
