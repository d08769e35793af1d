import type { ChannelDefinition } from '../../ports/channel.ts';
import { dingtalk } from './dingtalk/channel.ts';
import { email } from './email/channel.ts';
import { feishu } from './feishu/channel.ts';
import { mqtt } from './mqtt/channel.ts';
import { sms } from './sms/channel.ts';
import { voice } from './voice/channel.ts';
import { webPush } from './web-push/channel.ts';
import { webhook } from './webhook/channel.ts';
import { wecom } from './wecom/channel.ts';

/** Every way to reach people there is. */
export const CHANNELS: readonly ChannelDefinition[] = [
  email,
  sms,
  voice,
  webPush,
  dingtalk,
  wecom,
  feishu,
  webhook,
  mqtt,
];
