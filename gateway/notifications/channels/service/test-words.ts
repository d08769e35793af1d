import type { LocalText } from '../../../domain/text.ts';
import type { SendResult } from '../../../ports/channel.ts';

/** What a test message says. */
export const TEST_TEXT: LocalText = {
  en: 'This is a test of the alarm notification. Nothing need be done.',
  zh: '这是一条告警通知测试消息，无需处理。',
};

/** What a person is told of the outcome. */
export const RESULT_WORDS: Readonly<Record<SendResult['kind'], LocalText>> = {
  sent: { en: 'The provider took the message.', zh: '服务商已接收该消息。' },
  throttled: { en: 'The provider asks for patience; nothing was sent.', zh: '服务商限流，本次未发送。' },
  failed: { en: 'It did not go through; alarms are tried again.', zh: '发送失败；告警消息会自动重试。' },
  rejected: { en: 'The provider refused this message.', zh: '服务商拒绝了该消息。' },
  broken: { en: 'The channel cannot work until its settings are changed.', zh: '通道无法工作，需修改其设置。' },
};
