import type { ChannelDefinition } from '../../../ports/channel.ts';
import { createGatewayChannel, TELEPHONE } from '../shared/gateway-channel.ts';
import { GATEWAY_SECRETS, type GatewayOptions, gatewayOptions } from '../shared/gateway-options.ts';

/** Text messages through a provider that is reached over HTTP. */
export const sms: ChannelDefinition<GatewayOptions> = {
  kind: 'sms',
  title: { en: 'Text message', zh: '短信' },
  optionsSchema: gatewayOptions,
  address: TELEPHONE,
  secrets: GATEWAY_SECRETS,
  create: createGatewayChannel,
};
