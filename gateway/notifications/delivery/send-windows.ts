import type { ChannelLimits } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notice, OutboxRow } from '../../ports/outbox.ts';
import { bandKey, bandRate, bucketOf, bucketRate } from './bundle-plan.ts';
import { begun, closed, EMPTY_WINDOW, isIdle, type Rate, type SendWindow, through } from './send-window.ts';

/** Beyond so many, those that count nothing any more are forgotten. */
const TIDY_ABOVE = 1_000;
/** Longest window there is: a flood's. */
const LONGEST_RATE: Rate = { messages: 1, windowMs: 300_000 };

/** The windows of one channel, by bucket and by band of a person. Times are monotonic. */
export class SendWindows {
  private readonly limits: ChannelLimits;
  private readonly windows = new Map<string, SendWindow>();

  constructor(limits: ChannelLimits) {
    this.limits = limits;
  }

  get all(): ReadonlyMap<string, SendWindow> {
    return this.windows;
  }

  /** Messages that went out before this process began. */
  recall(rows: readonly OutboxRow[], clock: Clock): void {
    const oldest = rows.toSorted((a, b) => (a.settledAt ?? 0) - (b.settledAt ?? 0));
    for (const row of oldest) {
      const isSent = row.state === 'sent' || row.state === 'delivered';
      // A wall clock that was set since makes it younger than it is, but not of the future.
      const agoMs = Math.max(0, clock.nowMs() - (row.settledAt ?? 0));
      if (isSent) this.end(row, clock.monotonicMs() - agoMs);
    }
  }

  begin(notice: Notice): void {
    this.change(bucketOf(this.limits, notice), begun);
    if (this.ownRate(notice)) this.change(bandKey(notice), begun);
  }

  end(notice: Notice, now: number): void {
    const own = this.ownRate(notice);
    this.change(bucketOf(this.limits, notice), (window) => through(window, bucketRate(this.limits, 'urgent'), now));
    if (own) this.change(bandKey(notice), (window) => through(window, own, now));
    if (this.windows.size > TIDY_ABOVE) this.tidy(now);
  }

  /** The provider has asked for patience. */
  close(notice: Notice, until: number): void {
    this.change(bucketOf(this.limits, notice), (window) => closed(window, until));
  }

  /** As in a flood, so that one which begins now knows what was told just before; what is without limit does not count. */
  private ownRate(notice: Notice): Rate | undefined {
    return bandRate(notice, this.limits, true);
  }

  private change(key: string, change: (window: SendWindow) => SendWindow): void {
    this.windows.set(key, change(this.windows.get(key) ?? EMPTY_WINDOW));
  }

  private tidy(now: number): void {
    const longest = { ...LONGEST_RATE, windowMs: Math.max(LONGEST_RATE.windowMs, this.limits.rate?.windowMs ?? 0) };
    for (const [key, window] of this.windows) if (isIdle(window, longest, now)) this.windows.delete(key);
  }
}
