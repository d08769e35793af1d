import type { ChannelDefinition } from '../../../ports/channel.ts';
import { createGatewayChannel, TELEPHONE } from '../shared/gateway-channel.ts';
import { GATEWAY_SECRETS, type GatewayOptions, gatewayOptions } from '../shared/gateway-options.ts';

/** Calls that read the alarm out, through a provider that is reached over HTTP. */
export const voice: ChannelDefinition<GatewayOptions> = {
  kind: 'voice',
  title: { en: 'Voice call', zh: '语音电话' },
  optionsSchema: gatewayOptions,
  address: TELEPHONE,
  secrets: GATEWAY_SECRETS,
  create: createGatewayChannel,
};
