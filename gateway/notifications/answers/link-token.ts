import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What a link stands for: one act of one person on one occurrence of one episode, until `exp` (seconds). */
const linkPayload = z.strictObject({
  episode: z.string().min(1).max(300),
  occurrence: z.int().min(1),
  user: z.string().min(1).max(100),
  action: z.literal('ack'),
  nonce: z.string().regex(/^[\w-]{16,32}$/),
  exp: z.int(),
});
export type LinkPayload = z.infer<typeof linkPayload>;

export type ReadLink =
  | { readonly kind: 'valid' | 'expired'; readonly payload: LinkPayload }
  /** Not made by us, or damaged. */
  | { readonly kind: 'forged' };

/** Longer than any of ours. */
const MAX_TOKEN = 900;
const FORGED: ReadLink = { kind: 'forged' };

/** `base64url(JSON).base64url(HMAC-SHA256)`. */
export function signLink(payload: LinkPayload, key: Uint8Array): string {
  const text = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${text}.${signatureOf(text, key).toString('base64url')}`;
}

/** The signature is looked at before anything else: nothing of a forged token is read. */
export function readLink(token: string, key: Uint8Array, nowMs: number): ReadLink {
  const [text = '', signature = '', ...rest] = token.split('.');
  if (token.length > MAX_TOKEN || rest.length > 0) return FORGED;
  const given = Buffer.from(signature, 'base64url');
  const expected = signatureOf(text, key);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return FORGED;
  const parsed = linkPayload.safeParse(jsonOf(text));
  if (!parsed.success) return FORGED;
  return { kind: nowMs >= parsed.data.exp * 1000 ? 'expired' : 'valid', payload: parsed.data };
}

/** The same for every attempt to send the same notice, so that a repeated message is one link and not two. */
export const nonceOf = (key: Uint8Array, ...parts: readonly (string | number)[]): string =>
  createHmac('sha256', key)
    .update(JSON.stringify(['nonce', ...parts]))
    .digest('base64url')
    .slice(0, 22);

const signatureOf = (text: string, key: Uint8Array): Buffer => createHmac('sha256', key).update(text).digest();

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
