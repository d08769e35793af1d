import { z } from 'zod';
import type { ChannelDefinition } from '../../../ports/channel.ts';
import { createHttpChannel, jsonRequest } from '../shared/http-channel.ts';
import { resultOfRobot } from '../shared/robot-result.ts';
import { webAddress } from '../shared/web-address.ts';
import { WECOM_ANSWER } from './answer.ts';
import { wecomBody } from './message.ts';

const options = z.strictObject({
  url: webAddress.meta({ description: 'Address of the robot, with its key' }),
  format: z.enum(['markdown', 'text', 'template-card']).default('markdown').meta({
    description: 'How the group is told; a person who is mentioned is always told as text',
  }),
});
export type WecomOptions = z.infer<typeof options>;

/** A robot in a group of WeCom. */
export const wecom: ChannelDefinition<WecomOptions> = {
  kind: 'wecom',
  title: { en: 'WeCom group robot', zh: '企业微信群机器人' },
  optionsSchema: options,
  address: {
    schema: z.string().regex(/^\d{6,15}$/, 'a mobile number such as 13800138000'),
    title: { en: 'Mobile number that is mentioned in the group', zh: '群内被@的手机号' },
  },
  secrets: ['url'],
  create: ({ url, format }, tools) =>
    createHttpChannel(
      {
        limits: { rate: { messages: 20, windowMs: 60_000, per: 'channel' }, bundle: 10 },
        request: (message) => jsonRequest(url, wecomBody(message, format)),
        result: (exchange, nowMs) => resultOfRobot(WECOM_ANSWER, exchange, nowMs),
      },
      tools,
    ),
};
