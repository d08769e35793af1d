import type { FastifyRequest } from 'fastify';
import type { SignedMessage } from '../ports/cmms-service.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it was sent; of a signed route only. */
    sentText?: string;
  }
}

/** What a signature is checked against (Standard Webhooks 1.0); undefined when a part of it is missing. */
export function signedOf({ headers, sentText: text }: FastifyRequest): SignedMessage | undefined {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
  const isWhole = typeof id === 'string' && typeof timestamp === 'string' && typeof signature === 'string';
  return isWhole && text !== undefined ? { id, timestamp, signature, text } : undefined;
}
