import type { Channel, Notification, SendResult } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Counter, Metrics } from '../ports/metrics.ts';
import type { LeasedNotice, Outbox, Settlement } from '../ports/outbox.ts';
import { isStillDue, settle } from './retry-policy.ts';

/** Messages under way at the same time in one channel. */
const MAX_SENDING = 4;
/** Longer than a channel may take (15 s); then the notice is anybody's again. */
const LEASE_MS = 30_000;

export interface ChannelSenderOptions {
  readonly id: string;
  readonly channel: Channel;
  readonly outbox: Pick<Outbox, 'lease' | 'settle'>;
  readonly compose: (notice: LeasedNotice) => Notification;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly random: () => number;
}

export interface ChannelStatus {
  readonly channel: string;
  /** Failed attempts since the last that succeeded. */
  readonly failuresInARow: number;
  readonly lastFailure: string | null;
  readonly lastSentAt: number | null;
}

/** Sends what is due in one channel, a few at a time. A slow channel holds up no other. */
export class ChannelSender {
  private readonly options: ChannelSenderOptions;
  private readonly attempts: Counter;
  private readonly sending = new Set<Promise<void>>();
  private looking: Promise<void> | undefined;
  private isLooking = false;
  private isWoken = false;
  private isStopped = false;
  status: ChannelStatus;

  constructor(options: ChannelSenderOptions) {
    this.options = options;
    this.status = { channel: options.id, failuresInARow: 0, lastFailure: null, lastSentAt: null };
    const help = 'Attempts to send a notification, by channel and what became of it';
    this.attempts = options.metrics.counter('plantroom_notifications_total', help, ['channel', 'result']);
  }

  /** Looks for due notices, now or as soon as there is room. */
  wake(): void {
    this.isWoken = true;
    if (this.isLooking || this.isStopped) return;
    this.isLooking = true;
    this.looking = this.look();
  }

  /** Takes nothing new, waits for what is under way and closes the channel. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.looking;
    await Promise.all(this.sending);
    await this.options.channel.close();
  }

  /** Never rejects. Whoever wakes us while we look makes us look again. */
  private async look(): Promise<void> {
    while (this.isWoken && !this.isStopped && this.sending.size < MAX_SENDING) {
      this.isWoken = false;
      for (const notice of await this.lease()) this.begin(notice);
    }
    this.isLooking = false;
  }

  private async lease(): Promise<readonly LeasedNotice[]> {
    const { outbox, clock, id, logger } = this.options;
    try {
      return await outbox.lease(id, MAX_SENDING - this.sending.size, clock.nowMs(), LEASE_MS);
    } catch (error) {
      logger.warn({ err: error, channel: id }, 'notices could not be read; trying again');
      return [];
    }
  }

  private begin(notice: LeasedNotice): void {
    const task = this.deliver(notice).finally(() => {
      this.sending.delete(task);
      this.wake();
    });
    this.sending.add(task);
  }

  /** Never rejects: a notice that cannot be settled is handed out again when its lease ends. */
  private async deliver(notice: LeasedNotice): Promise<void> {
    const { outbox, id, logger } = this.options;
    try {
      const settlement = isStillDue(notice) ? await this.attempt(notice) : this.supersede();
      this.attempts.add(1, { channel: id, result: settlement.state });
      await outbox.settle(notice, settlement);
      if (settlement.state === 'dead')
        logger.error(
          { channel: id, notice: notice.id, alarm: notice.alarmId, detail: settlement.detail },
          'notification given up',
        );
    } catch (error) {
      logger.warn({ err: error, channel: id, notice: notice.id }, 'notification not settled; it may be sent twice');
    }
  }

  private supersede(): Settlement {
    return { state: 'superseded', at: this.options.clock.nowMs() };
  }

  private async attempt(notice: LeasedNotice): Promise<Settlement> {
    const result = await this.send(notice);
    const now = this.options.clock.nowMs();
    this.note(result, now);
    return settle(notice, result, now, this.options.random());
  }

  /** A channel that breaks its promise not to throw fails like any other, so that its notices grow old and end. */
  private async send(notice: LeasedNotice): Promise<SendResult> {
    const { channel, compose, logger, id } = this.options;
    try {
      return await channel.send(compose(notice));
    } catch (error) {
      logger.error({ err: error, channel: id, notice: notice.id }, 'the channel failed unexpectedly');
      return { ok: false, recoverable: true, detail: 'unexpected failure' };
    }
  }

  private note(result: SendResult, now: number): void {
    const { channel, failuresInARow, lastSentAt } = this.status;
    this.status = result.ok
      ? { channel, failuresInARow: 0, lastFailure: null, lastSentAt: now }
      : { channel, failuresInARow: failuresInARow + 1, lastFailure: result.detail, lastSentAt };
  }
}
