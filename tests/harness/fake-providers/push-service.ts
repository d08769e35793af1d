import { createECDH, createHash, createPublicKey, type ECDH, verify } from 'node:crypto';
import { HttpProvider, type ProviderRequest } from './http-provider.ts';
import { openSealed } from './sealed-push.ts';

/** A push service with one browser behind it: checks who sends (RFC 8292), opens what only that browser can read (RFC 8291). */
export interface FakePushService {
  readonly http: HttpProvider;
  /** What the browser hands over when it is registered. */
  readonly subscription: { readonly endpoint: string; readonly p256dh: string; readonly auth: string };
  /** Opened messages with the headers that say how they are to be delivered. */
  readonly delivered: {
    readonly payload: string;
    readonly ttl: string;
    readonly urgency: string;
    readonly topic: string | undefined;
  }[];
}

const header = (request: ProviderRequest, name: string): string => String(request.headers[name] ?? '');

/** `publicKey` is the key the browser was registered with; another one is refused. */
export async function startPushService(publicKey: string, nowMs: () => number = Date.now): Promise<FakePushService> {
  const browser = createECDH('prime256v1');
  browser.generateKeys();
  const auth = createHash('sha256').update('browser').digest().subarray(0, 16);
  const delivered: FakePushService['delivered'] = [];
  const http = await HttpProvider.start((request) => {
    if (request.method !== 'POST' || request.url.pathname !== '/push/one') return { status: 404 };
    if (!isAllowed(request, publicKey, nowMs())) return { status: 403 };
    if (request.body.length > 4096) return { status: 413 };
    const payload = opened(request, browser, auth);
    if (payload === undefined || header(request, 'ttl') === '') return { status: 400 };
    const [ttl, urgency] = [header(request, 'ttl'), header(request, 'urgency')];
    delivered.push({ payload, ttl, urgency, topic: header(request, 'topic') || undefined });
    return { status: 201 };
  });
  const keys = { p256dh: browser.getPublicKey().toString('base64url'), auth: auth.toString('base64url') };
  return { http, subscription: { endpoint: `${http.origin}/push/one`, ...keys }, delivered };
}

function opened(request: ProviderRequest, browser: ECDH, auth: Buffer): string | undefined {
  if (header(request, 'content-encoding') !== 'aes128gcm') return undefined;
  try {
    return openSealed(request.body, browser, auth);
  } catch {
    return undefined;
  }
}

/** `vapid t=<JWT>, k=<key>`: signed with ES256 by the key, for this service, and not for longer than a day. */
function isAllowed(request: ProviderRequest, publicKey: string, nowMs: number): boolean {
  const [, token = '', key] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(header(request, 'authorization')) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  if (key !== publicKey) return false;
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const jwk = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  if (!verify('sha256', signed, { key: jwk, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')))
    return false;
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const leftSeconds = exp - nowMs / 1000;
  return aud === request.url.origin && /^(mailto|https):/.test(sub) && leftSeconds > 0 && leftSeconds <= 86_400;
}
