import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Counter, Metrics } from '../../ports/metrics.ts';
import type { Lane, LeasedNotice, Outbox, Settlement } from '../../ports/outbox.ts';
import { messageIdOf } from './message-id.ts';

/** Longer than a channel may take (15 s); then the notice is anybody's again. */
const LEASE_MS = 30_000;

export interface SenderOutboxOptions {
  readonly id: string;
  readonly outbox: Pick<Outbox, 'lease' | 'begin' | 'giveBack' | 'settle'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** The outbox as the sender of one channel uses it. Nothing here rejects: what the store does not take now comes back when its lease ends. */
export class SenderOutbox {
  private readonly options: SenderOutboxOptions;
  private readonly attempts: Counter;

  constructor(options: SenderOutboxOptions) {
    this.options = options;
    const help = 'Attempts to send a notice, by channel and what became of it';
    this.attempts = options.metrics.counter('plantroom_notifications_total', help, ['channel', 'result']);
  }

  async lease(limit: number, except: readonly Lane[]): Promise<readonly LeasedNotice[]> {
    const { outbox, clock, id, logger } = this.options;
    try {
      return await outbox.lease(id, limit, clock.nowMs(), LEASE_MS, except);
    } catch (error) {
      logger.warn({ err: error, channel: id }, 'notices could not be read; trying again');
      return [];
    }
  }

  /**
   * Notes that they go out now as one message; false when they are not ours any more. When that cannot be noted they go all the same:
   * a message too many is better than one too few.
   */
  async begin(notices: readonly LeasedNotice[]): Promise<boolean> {
    const { outbox, id, logger } = this.options;
    try {
      return await outbox.begin(notices, messageIdOf(notices));
    } catch (error) {
      logger.warn({ err: error, channel: id }, 'sending was not noted before; it may be repeated unmarked');
      return true;
    }
  }

  async giveBack(
    notices: readonly LeasedNotice[],
    later?: { readonly dueAt: number; readonly detail: string },
  ): Promise<void> {
    const { outbox, id, logger } = this.options;
    if (notices.length === 0) return;
    try {
      await outbox.giveBack(notices, later);
    } catch (error) {
      logger.warn({ err: error, channel: id }, 'notices were not given back; they wait for the end of their lease');
    }
  }

  async settle(notice: LeasedNotice, settlement: Settlement): Promise<void> {
    const { outbox, id, logger } = this.options;
    this.attempts.add(1, { channel: id, result: settlement.state });
    try {
      await outbox.settle(notice, settlement);
    } catch (error) {
      logger.warn({ err: error, channel: id, notice: notice.id }, 'notice not settled; it may be sent twice');
    }
  }
}
