import type { Channel, Notification } from '../../ports/channel.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { ChannelState } from '../../ports/delivery-service.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { LeasedNotice, Outbox } from '../../ports/outbox.ts';
import { ChannelSender } from './channel-sender.ts';
import { DutyDesk, type DutyDeskOptions } from './duty-desk.ts';
import { channelDown, deadLetter } from './duty-words.ts';
import { Failover, type FailoverOptions } from './failover.ts';

/** How often notices that wait for their time are looked for; new ones are sent at once. */
const LOOK_MS = 1_000;
/** How often those are looked for that have waited too long on one way. */
const SCAN_MS = 5_000;
const CLEAN_MS = 3_600_000;
/** Settled notices are kept this long for whoever asks what was sent. */
const KEEP_MS = 30 * 24 * 3_600_000;

export interface DeliveryOptions extends Pick<FailoverOptions, 'alarm' | 'nextContact' | 'onUnreached' | 'onSilence'> {
  readonly outbox: Outbox;
  /** By the id the site file gives them. */
  readonly channels: ReadonlyMap<string, Channel>;
  readonly compose: (notices: readonly LeasedNotice[]) => Promise<Notification>;
  /** Who is told about channels that do not work, and of what the duty room has to say. */
  readonly dutyTargets: DutyDeskOptions['targets'];
  /** The desk is flooded: what is not urgent goes together. */
  readonly isFlood: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** In [0, 1). */
  readonly random: () => number;
}

/**
 * Carries notices from the durable outbox to the channels: at least once, P1 first, on another way when one does not work. What
 * cannot be sent is never forgotten but given up visibly.
 */
export class Delivery {
  readonly duty: DutyDesk;
  private readonly options: DeliveryOptions;
  private readonly senders: readonly ChannelSender[];
  private readonly failover: Failover;
  private timers: readonly Timer[] = [];
  private scanning: Promise<void> | undefined;
  private unsubscribe = (): void => {};

  constructor(options: DeliveryOptions) {
    const { outbox, channels, dutyTargets, logger } = options;
    this.options = options;
    this.failover = new Failover(options);
    this.duty = new DutyDesk({ outbox, logger, targets: dutyTargets, isUp: (channel) => this.isUp(channel) });
    this.senders = [...channels].map(
      ([id, channel]) => new ChannelSender({ ...options, id, channel, ...this.reports }),
    );
  }

  /** Goes on with what was waiting when the process stopped. Throws STORE_UNAVAILABLE. */
  async start(): Promise<void> {
    const { outbox, channels, clock, logger } = this.options;
    const abandoned = await outbox.abandonOthers([...channels.keys()], clock.nowMs());
    if (abandoned > 0) logger.warn({ notices: abandoned }, 'notices of removed channels will not be sent');
    for (const sender of this.senders) await sender.recall();
    this.unsubscribe = outbox.onQueued(() => this.wake());
    this.timers = [
      clock.every(LOOK_MS, () => this.wake()),
      clock.every(SCAN_MS, () => this.scan()),
      clock.every(CLEAN_MS, () => this.clean()),
    ];
    this.wake();
  }

  /** Waits for the messages being sent, then closes the channels. */
  async stop(): Promise<void> {
    this.unsubscribe();
    for (const timer of this.timers) timer.cancel();
    await this.scanning;
    await Promise.all(this.senders.map((sender) => sender.stop()));
    await this.duty.settled();
  }

  /** One entry for each channel of the site. Rejects with STORE_UNAVAILABLE. */
  async channels(): Promise<readonly ChannelState[]> {
    const counts = await this.options.outbox.counts();
    return this.senders.map(({ status }) => {
      const own = counts.find(({ channel }) => channel === status.channel);
      return { ...status, waiting: own?.waiting ?? 0, dead: own?.dead ?? 0, oldestAt: own?.oldestAt ?? null };
    });
  }

  private isUp(channel: string): boolean {
    return this.senders.some(({ status }) => status.channel === channel && status.state === 'up');
  }

  /** What needs a person before it works is not waited for. */
  private isBroken(channel: string): boolean {
    return this.senders.some(({ status }) => status.channel === channel && status.state === 'broken');
  }

  private get reports() {
    const { clock, logger } = this.options;
    return {
      onFailure: async (notice: LeasedNotice, isOver: boolean, detail: string): Promise<void> => {
        await this.failover.consider(notice, isOver || this.isBroken(notice.channel));
        const letter = isOver ? deadLetter(notice, detail, clock.nowMs()) : undefined;
        if (letter) this.duty.tell(letter);
      },
      onTurn: (channel: string, turn: 'down' | 'up', detail: string): void => {
        logger.warn({ channel, detail }, turn === 'down' ? 'the channel is down' : 'the channel works again');
        if (turn === 'down') this.duty.tell(channelDown(channel, detail, clock.nowMs()));
        if (turn === 'down') this.scan();
      },
    };
  }

  private wake(): void {
    for (const sender of this.senders) sender.wake();
  }

  private scan(): void {
    this.scanning ??= this.failover.scan().finally(() => {
      this.scanning = undefined;
    });
  }

  private clean(): void {
    const { outbox, clock, logger } = this.options;
    outbox
      .removeSettledBefore(clock.nowMs() - KEEP_MS)
      .catch((error: unknown) => logger.warn({ err: error }, 'old notices could not be removed'));
  }
}
