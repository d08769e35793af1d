import type { SelfTestResult } from '../../ports/delivery-service.ts';
import type { Notice } from '../../ports/outbox.ts';
import type { DutyMessage } from './duty-desk.ts';

/** Given-up messages of one channel are told of once in so long. */
const DEAD_LETTER_MS = 600_000;

/** A channel does not work. */
export function channelDown(channel: string, detail: string, at: number): DutyMessage {
  const [en, zh] = [`Messages do not get through "${channel}": ${detail}`, `通知通道“${channel}”不可用：${detail}`];
  return {
    ...{ code: 'CHANNEL_DOWN', priority: 'P2', key: `${channel} ${at}`, notThrough: channel, at },
    text: {
      en: `${en}. They wait and are tried each minute; urgent ones go another way.`,
      zh: `${zh}。消息保留并每分钟重试，紧急消息改走其他通道。`,
    },
  };
}

/** A message was given up; undefined for one about the duty itself, which would go round in circles. */
export function deadLetter({ kind, channel }: Notice, detail: string, at: number): DutyMessage | undefined {
  if (kind === 'duty' || kind === 'test') return undefined;
  return {
    ...{ code: 'DEAD_LETTER', priority: 'P2', notThrough: channel, at },
    key: `${channel} ${Math.floor(at / DEAD_LETTER_MS)}`,
    text: {
      en: `Messages through "${channel}" were given up (${detail}). See the list of messages; they can be sent again from there.`,
      zh: `通道“${channel}”有消息未能送达（${detail}）。请在消息列表查看并重发。`,
    },
  };
}

/** A test message did not get through. */
export function selfTestFailed(result: SelfTestResult, at: number): DutyMessage {
  const failed = result.ways.filter(({ state }) => state === 'failed');
  const names = [...new Set(failed.map(({ channel }) => channel))].join(', ');
  return {
    ...{ code: 'SELF_TEST_FAILED', priority: 'P2', key: String(result.startedAt), at },
    ...(failed.length === 1 ? { notThrough: failed[0]!.channel } : {}),
    text: {
      en: `The test of the ways to you failed for: ${names}`,
      zh: `通知自检失败：${names}`,
    },
  };
}
