import type { Channel } from '../../ports/channel.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { Lane, LeasedNotice, Outbox, Settlement } from '../../ports/outbox.ts';
import { type AttemptTools, attemptMessage } from './attempt-message.ts';
import { planMessages } from './bundle-plan.ts';
import { type ChannelStatus, ChannelWatch, type ChannelWatchOptions } from './channel-watch.ts';
import { patienceMs, settle } from './retry-policy.ts';
import { SendWindows } from './send-windows.ts';
import { SenderOutbox } from './sender-outbox.ts';
import { ToldLately } from './told-lately.ts';
import { withoutSending } from './without-sending.ts';

/** Messages under way at the same time in one channel. */
const MAX_SENDING = 4;
/** So many notices are looked at together, to see what can share a message. */
const LOOK_AHEAD = 50;
/** More than any provider allows in one window. */
const MOST_RECALLED = 200;

export interface ChannelSenderOptions extends ChannelWatchOptions, AttemptTools {
  readonly channel: Channel;
  readonly outbox: Pick<Outbox, 'lease' | 'begin' | 'giveBack' | 'settle' | 'list'>;
  readonly isFlood: () => boolean;
  /** Before a notice that was not sent is settled; `isOver`: it will not be tried again here. Never rejects. */
  readonly onFailure: (notice: LeasedNotice, isOver: boolean, detail: string) => Promise<void>;
  readonly metrics: Metrics;
  readonly random: () => number;
}

/**
 * Sends what is due in one channel, a few messages at a time, one to each address, and within what its provider allows. A slow channel holds
 * up no other. That a message goes out is noted before: what a killed process leaves in doubt is one message of each lane. While the channel is
 * down its notices stand still, but for the oldest, which is tried each minute.
 */
export class ChannelSender {
  private readonly options: ChannelSenderOptions;
  private readonly watch: ChannelWatch;
  private readonly windows: SendWindows;
  private readonly told = new ToldLately();
  private readonly notices: SenderOutbox;
  /** What is under way, with where it goes. */
  private readonly sending = new Map<Promise<void>, Lane>();
  private looking: Promise<void> | undefined;
  private isLooking = false;
  private isWoken = false;
  private isStopped = false;

  constructor(options: ChannelSenderOptions) {
    this.options = options;
    this.watch = new ChannelWatch(options);
    this.windows = new SendWindows(options.channel.limits);
    this.notices = new SenderOutbox(options);
  }

  get status(): ChannelStatus {
    return this.watch.status;
  }

  /** Counts what was sent before a restart against what the provider allows. Rejects with STORE_UNAVAILABLE. */
  async recall(): Promise<void> {
    const { outbox, channel, id, clock } = this.options;
    if (channel.limits.rate) this.windows.recall(await outbox.list({ channel: id, limit: MOST_RECALLED }), clock);
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
    await Promise.all(this.sending.keys());
    await this.options.channel.close();
  }

  /** Never rejects. Whoever wakes us while we look makes us look again. */
  private async look(): Promise<void> {
    while (this.isWoken && !this.isStopped && this.sending.size < MAX_SENDING) {
      this.isWoken = false;
      if (this.watch.isUp) await this.sendDue();
      else if (this.sending.size === 0 && this.watch.isProbeDue) await this.probe();
    }
    this.isLooking = false;
  }

  private async sendDue(): Promise<void> {
    const { channel, clock, isFlood } = this.options;
    const slots = MAX_SENDING - this.sending.size;
    const limit = channel.limits.bundle > 1 ? LOOK_AHEAD : slots;
    const leased = await this.notices.lease(limit, [...this.sending.values()]);
    const notices = await this.sift(leased);
    const plan = planMessages({
      ...{ notices, limits: channel.limits, slots, isFlood: isFlood(), windows: this.windows.all },
      now: clock.monotonicMs(),
    });
    for (const message of plan.messages) this.begin(message);
    const now = clock.nowMs();
    await this.notices.giveBack(plan.next);
    for (const [waitMs, held] of Map.groupBy(plan.later, (one) => Math.ceil(one.waitMs)))
      await this.notices.giveBack(
        held.map(({ notice }) => notice),
        { dueAt: now + waitMs, detail: 'waits for its turn' },
      );
    // There may be more behind those that were put back.
    if (leased.length === limit) this.isWoken = true;
  }

  /** The oldest is tried; for the others time stands still, but they still end when nobody needs them any more. */
  private async probe(): Promise<void> {
    const notices = await this.sift(await this.notices.lease(LOOK_AHEAD, []));
    const [oldest] = notices.toSorted((a, b) => a.queuedAt - b.queuedAt);
    if (!oldest) return;
    const message = notices.filter(({ begunAs }) => begunAs !== null && begunAs === oldest.begunAs);
    this.begin(message.length > 0 ? message : [oldest]);
    await this.notices.giveBack(notices.filter((notice) => notice !== oldest && !message.includes(notice)));
  }

  /** Settles what need not be sent and answers the others. */
  private async sift(notices: readonly LeasedNotice[]): Promise<readonly LeasedNotice[]> {
    const due: LeasedNotice[] = [];
    for (const notice of notices) {
      const settlement = withoutSending(notice, this.told, this.watch, this.options.clock.nowMs());
      if (settlement === undefined) due.push(notice);
      else if (settlement.state === 'dead') await this.fail(notice, settlement);
      else await this.notices.settle(notice, settlement);
    }
    return due;
  }

  private begin(notices: readonly LeasedNotice[]): void {
    this.windows.begin(notices[0]!);
    const task = this.deliver(notices).finally(() => {
      this.sending.delete(task);
      this.wake();
    });
    this.sending.set(task, notices[0]!);
  }

  private async deliver(notices: readonly LeasedNotice[]): Promise<void> {
    const first = notices[0]!;
    const { clock, random } = this.options;
    if (!(await this.notices.begin(notices))) return this.windows.end(first, clock.monotonicMs());
    const { result, isOfChannel } = await attemptMessage(this.options, notices);
    if (isOfChannel) this.watch.note(result);
    this.windows.end(first, clock.monotonicMs());
    if (result.kind === 'throttled') this.windows.close(first, clock.monotonicMs() + patienceMs(result.afterMs));
    const [now, chance] = [clock.nowMs(), random()];
    for (const notice of notices) {
      const settlement = this.watch.unpaused(settle(notice, result, now, chance));
      if (result.kind !== 'sent') await this.fail(notice, settlement);
      else
        await this.succeed(notice, notice === first ? settlement : { state: 'bundled', at: now, into: first.id }, now);
    }
  }

  private async succeed(notice: LeasedNotice, settlement: Settlement, at: number): Promise<void> {
    this.told.add(notice, at);
    await this.notices.settle(notice, settlement);
  }

  private async fail(notice: LeasedNotice, settlement: Settlement): Promise<void> {
    const { id, logger, onFailure } = this.options;
    const detail = 'detail' in settlement ? settlement.detail : '';
    const isOver = settlement.state === 'dead';
    if (settlement.state !== 'waiting') await onFailure({ ...notice, attempts: notice.attempts + 1 }, isOver, detail);
    await this.notices.settle(notice, settlement);
    if (isOver)
      logger.error({ channel: id, notice: notice.id, alarm: notice.alarmId, detail }, 'notification given up');
  }
}
