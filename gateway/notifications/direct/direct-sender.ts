import type { ContactMethod } from '../../domain/on-call.ts';
import type { Channel, Notification, SendResult } from '../../ports/channel.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import { BACKOFF_MS } from '../delivery/retry-policy.ts';
import { noticeId } from '../escalation/notice-id.ts';
import type { DirectWay } from './direct-ways.ts';

/** A message before it is known to whom. `id` is the same for every attempt to one contact. */
export type DirectMessage = Omit<Notification, 'recipient' | 'address' | 'language'>;

/** What became of it on one way. */
export interface DirectResult {
  readonly recipient: string;
  /** The channel that took it, or was tried last. */
  readonly channel: string;
  readonly isSent: boolean;
}

export interface DirectSenderOptions {
  /** By the id the site file gives them. */
  readonly channels: ReadonlyMap<string, Pick<Channel, 'send'>>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Sends without the outbox, from memory alone: seven attempts within twenty minutes, each on the next contact of the way. */
export class DirectSender {
  private readonly options: DirectSenderOptions;
  private readonly pauses = new Map<Timer, () => void>();
  private isStopped = false;

  constructor(options: DirectSenderOptions) {
    this.options = options;
  }

  /** Resolves when every way has ended; none begins anew once `isNeeded` says no. Never rejects. */
  send(message: DirectMessage, ways: readonly DirectWay[], isNeeded: () => boolean): Promise<readonly DirectResult[]> {
    return Promise.all(ways.map((way) => this.sendTo(message, way, isNeeded)));
  }

  /** Ends every pause: what was not sent is given up. */
  stop(): void {
    this.isStopped = true;
    for (const [timer, end] of this.pauses) {
      timer.cancel();
      end();
    }
    this.pauses.clear();
  }

  private async sendTo(message: DirectMessage, way: DirectWay, isNeeded: () => boolean): Promise<DirectResult> {
    const { recipient, language, contacts } = way;
    let channel = contacts[0]?.channel ?? '';
    for (const [attempt, pauseMs] of [0, ...BACKOFF_MS].entries()) {
      await this.pause(pauseMs);
      const contact = contacts[attempt % contacts.length];
      if (!contact || this.isStopped || !isNeeded()) break;
      channel = contact.channel;
      const id = noticeId(['direct', message.id, recipient, contact.channel, contact.address]);
      const result = await this.attempt(contact, { ...message, id, recipient, language, address: contact.address });
      if (result.kind === 'sent') return { recipient, channel, isSent: true };
      this.options.logger.warn({ channel, recipient, detail: result.detail }, 'a direct call did not get through');
    }
    return { recipient, channel, isSent: false };
  }

  private async attempt({ channel }: ContactMethod, message: Notification): Promise<SendResult> {
    const found = this.options.channels.get(channel);
    if (!found) return { kind: 'broken', detail: 'no such channel' };
    try {
      return await found.send(message);
    } catch (error) {
      this.options.logger.error({ err: error, channel }, 'the channel failed unexpectedly');
      return { kind: 'failed', detail: 'unexpected failure' };
    }
  }

  private pause(ms: number): Promise<void> {
    if (ms === 0 || this.isStopped) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = this.options.clock.after(ms, () => {
      this.pauses.delete(timer);
      resolve();
    });
    this.pauses.set(timer, resolve);
    return promise;
  }
}
