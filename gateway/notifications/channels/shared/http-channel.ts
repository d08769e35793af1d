import type { Channel, ChannelLimits, ChannelTools, Notification, SendResult } from '../../../ports/channel.ts';
import { createHttpLine, type Exchange, type HttpRequest } from './http-line.ts';

export interface HttpChannelParts {
  readonly limits: ChannelLimits;
  /** Pure. A result instead of a request: nothing need be asked. */
  readonly request: (message: Notification, nowMs: number) => HttpRequest | SendResult;
  /** Pure. */
  readonly result: (exchange: Exchange, nowMs: number, asked: HttpRequest) => SendResult;
}

/** A channel that is one request and its answer. */
export function createHttpChannel({ limits, request, result }: HttpChannelParts, tools: ChannelTools): Channel {
  const line = createHttpLine(tools);
  return {
    limits,
    async send(message) {
      const asked = request(message, tools.clock.nowMs());
      if ('kind' in asked) return asked;
      return result(await line.exchange(asked), tools.clock.nowMs(), asked);
    },
    close: async () => line.close(),
  };
}

/** A JSON body and what says so. */
export const jsonRequest = (url: string, body: unknown): HttpRequest => ({
  url,
  method: 'POST',
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
});
