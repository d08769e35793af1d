import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Heartbeat, HeartbeatMessage } from '../../domain/heartbeat.ts';

/** A beat is not believed when its time differs from ours by more. */
const TOLERANCE_MS = 300_000;

export function signHeartbeat(beat: Heartbeat, secret: string): HeartbeatMessage {
  return { schema: 'heartbeat.v1', ...beat, signature: signatureOf(beat, secret).toString('base64') };
}

/** Whether it was made by who knows the secret, not long ago and after `lastSentAt`: one that is played back proves nothing. */
export function isGenuine(message: HeartbeatMessage, secret: string, now: number, lastSentAt: number): boolean {
  const given = Buffer.from(message.signature, 'base64');
  const expected = signatureOf(message, secret);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  return Math.abs(now - message.sentAt) <= TOLERANCE_MS && message.sentAt > lastSentAt;
}

const signatureOf = ({ gateway, sequence, sentAt, healthy, openAlarms }: Heartbeat, secret: string): Buffer =>
  createHmac('sha256', secret)
    .update(JSON.stringify([gateway, sequence, sentAt, healthy, openAlarms]))
    .digest();
