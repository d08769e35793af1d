import type { ChannelDefinition } from '../../ports/channel.ts';
import { email } from './email/channel.ts';
import { webhook } from './webhook/channel.ts';

/** Every way to reach people there is. */
export const CHANNELS: readonly ChannelDefinition[] = [email, webhook];
