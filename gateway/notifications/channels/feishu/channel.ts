import { z } from 'zod';
import type { ChannelDefinition } from '../../../ports/channel.ts';
import { createHttpChannel, jsonRequest } from '../shared/http-channel.ts';
import { resultOfRobot } from '../shared/robot-result.ts';
import { webAddress } from '../shared/web-address.ts';
import { FEISHU_ANSWER } from './answer.ts';
import { busyMinuteDelayMs } from './busy-minutes.ts';
import { feishuBody } from './message.ts';

const options = z.strictObject({
  url: webAddress.meta({ description: 'Address of the bot, with its id' }),
  secret: z.string().min(8).max(200).optional().meta({ description: 'Where the bot is set to be signed (签名校验)' }),
});
export type FeishuOptions = z.infer<typeof options>;

/** A custom bot in a group of Feishu or Lark. */
export const feishu: ChannelDefinition<FeishuOptions> = {
  kind: 'feishu',
  title: { en: 'Feishu group bot', zh: '飞书群机器人' },
  optionsSchema: options,
  address: {
    schema: z.string().regex(/^ou_[0-9a-zA-Z]{1,64}$/, 'an open id such as ou_1234abcd'),
    title: { en: 'Open id that is mentioned in the group', zh: '群内被@的 open_id' },
  },
  secrets: ['url', 'secret'],
  create: ({ url, secret }, tools) =>
    createHttpChannel(
      {
        // 5 a second and 100 a minute for a bot; this keeps to both.
        limits: { rate: { messages: 5, windowMs: 3_000, per: 'channel' }, bundle: 20 },
        request: (message, nowMs) => {
          const delayMs = busyMinuteDelayMs(message, nowMs, tools.random());
          if (delayMs > 0)
            return { kind: 'throttled', afterMs: delayMs, detail: 'digests keep clear of the full and half hour' };
          return jsonRequest(url, feishuBody(message, secret, nowMs));
        },
        result: (exchange, nowMs) => resultOfRobot(FEISHU_ANSWER, exchange, nowMs),
      },
      tools,
    ),
};
