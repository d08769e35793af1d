import { z } from 'zod';
import type { ChannelDefinition } from '../../../ports/channel.ts';
import { createHttpChannel, jsonRequest } from '../shared/http-channel.ts';
import { resultOfRobot } from '../shared/robot-result.ts';
import { webAddress } from '../shared/web-address.ts';
import { DINGTALK_ANSWER } from './answer.ts';
import { dingtalkBody, signedUrl } from './message.ts';

const options = z.strictObject({
  url: webAddress.meta({ description: 'Address of the robot, with its access_token' }),
  secret: z
    .string()
    .min(8)
    .max(200)
    .optional()
    .meta({ description: 'Where the robot is set to be signed (加签); begins with SEC' }),
});
export type DingtalkOptions = z.infer<typeof options>;

/** A custom robot in a group of DingTalk. */
export const dingtalk: ChannelDefinition<DingtalkOptions> = {
  kind: 'dingtalk',
  title: { en: 'DingTalk group robot', zh: '钉钉群机器人' },
  optionsSchema: options,
  address: {
    schema: z.string().regex(/^(\+\d{1,4}-)?\d{6,15}$/, 'a mobile number such as 13800138000'),
    title: { en: 'Mobile number that is mentioned in the group', zh: '群内被@的手机号' },
  },
  secrets: ['url', 'secret'],
  create: ({ url, secret }, tools) =>
    createHttpChannel(
      {
        // 20 a minute for a robot; beyond that it is silent for ten minutes.
        limits: { rate: { messages: 20, windowMs: 60_000, per: 'channel' }, bundle: 20 },
        request: (message, nowMs) => jsonRequest(signedUrl(url, secret, nowMs), dingtalkBody(message)),
        result: (exchange, nowMs) => resultOfRobot(DINGTALK_ANSWER, exchange, nowMs),
      },
      tools,
    ),
};
