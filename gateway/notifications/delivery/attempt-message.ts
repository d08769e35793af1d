import type { Channel, Notification, SendResult } from '../../ports/channel.ts';
import type { Logger } from '../../ports/logger.ts';
import type { LeasedNotice } from '../../ports/outbox.ts';

export interface AttemptTools {
  readonly id: string;
  readonly channel: Pick<Channel, 'send'>;
  /** One message of all these notices; they go to one recipient. */
  readonly compose: (notices: readonly LeasedNotice[]) => Promise<Notification>;
  readonly logger: Logger;
}

export interface Attempt {
  readonly result: SendResult;
  /** The channel itself has answered so; false when the message could not even be composed. */
  readonly isOfChannel: boolean;
}

const UNEXPECTED: SendResult = { kind: 'failed', detail: 'unexpected failure' };

/** One message, composed and sent. Never rejects: a channel that breaks its promise fails like any other. */
export async function attemptMessage(
  { id, channel, compose, logger }: AttemptTools,
  notices: readonly LeasedNotice[],
): Promise<Attempt> {
  let message: Notification;
  try {
    message = await compose(notices);
  } catch (error) {
    logger.error({ err: error, channel: id, notice: notices[0]?.id }, 'the message could not be composed');
    return { result: UNEXPECTED, isOfChannel: false };
  }
  try {
    return { result: await channel.send(message), isOfChannel: true };
  } catch (error) {
    logger.error({ err: error, channel: id, notice: notices[0]?.id }, 'the channel failed unexpectedly');
    return { result: UNEXPECTED, isOfChannel: true };
  }
}
