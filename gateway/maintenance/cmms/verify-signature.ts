import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SignedMessage } from '../../ports/cmms-service.ts';

/** A message may be so old, or so far ahead. */
const TOLERANCE_MS = 300_000;
const PREFIX = 'whsec_';

/** Whether one of the signatures is right and the moment near (Standard Webhooks 1.0). */
export function isSigned({ id, timestamp, signature, text }: SignedMessage, secret: string, nowMs: number): boolean {
  const at = Number(timestamp) * 1000;
  if (!Number.isFinite(at) || Math.abs(nowMs - at) > TOLERANCE_MS) return false;
  const expected = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${text}`).digest();
  return signature
    .split(' ')
    .some((one) => one.startsWith('v1,') && isSame(Buffer.from(one.slice(3), 'base64'), expected));
}

const keyOf = (secret: string): Buffer =>
  secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : Buffer.from(secret);

const isSame = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
