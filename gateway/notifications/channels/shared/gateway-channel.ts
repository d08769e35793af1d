import { z } from 'zod';
import type { Channel, ChannelDefinition, ChannelTools } from '../../../ports/channel.ts';
import { gatewayInbound } from './gateway-inbound.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { gatewayRequest } from './gateway-request.ts';
import { resultOfGateway } from './gateway-result.ts';
import { createHttpChannel } from './http-channel.ts';

const DAY_MS = 24 * 3_600_000;

/** Numbers that a provider of telephone services can reach. */
export const TELEPHONE: ChannelDefinition['address'] = {
  schema: z.string().regex(/^\+?\d{5,15}$/, 'a number such as +8613800138000'),
  title: { en: 'Telephone number', zh: '电话号码' },
};

/** A provider that reaches a number, told what to do by the options. What is for nobody in particular has no number. */
export function createGatewayChannel(options: GatewayOptions, tools: ChannelTools): Channel {
  const channel = createHttpChannel(
    {
      limits: { rate: { messages: options.dailyLimit, windowMs: DAY_MS, per: 'address' }, bundle: 50 },
      request: (message) =>
        message.address === ''
          ? { kind: 'rejected', detail: 'no number to send to' }
          : gatewayRequest(options, message),
      result: (exchange, nowMs, asked) => resultOfGateway(options, exchange, nowMs, asked),
    },
    tools,
  );
  return options.hook ? { ...channel, inbound: gatewayInbound(options.hook) } : channel;
}
