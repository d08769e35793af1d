/** Ten minutes: the window that alarm rates are counted in. */
export const WINDOW_MS = 600_000;
const DAY_MS = 86_400_000;
/** More than this in the window begin a flood; fewer than the second end it. */
const FLOOD_BEGINS_ABOVE = 10;
const FLOOD_ENDS_BELOW = 5;

export interface Rates {
  readonly alarms: number;
  readonly peak: number;
  readonly busyBins: number;
  readonly bins: number;
  readonly floodMs: number;
  readonly floods: number;
  readonly longestFloodMs: number;
  /** In the window that ends with the range. */
  readonly current: number;
  readonly days: readonly { readonly at: number; readonly alarms: number; readonly floodMs: number }[];
}

/**
 * Counts alarms per time: in fixed stretches of ten minutes from the start on, and in a window that slides. Rows come in the order of the journal; a
 * clock that was set back does not take the time back. The window is empty at the start.
 */
export class RateTally {
  private readonly from: number;
  private readonly to: number;
  private readonly days: { readonly at: number; alarms: number; floodMs: number }[];
  /** Moments in the window, oldest at `head`. */
  private window: number[] = [];
  private head = 0;
  private last: number;
  private alarms = 0;
  private peak = 0;
  private bin = 0;
  private binCount = 0;
  private busyBins = 0;
  private floodSince: number | null = null;
  private floods = 0;
  private floodMs = 0;
  private longestFloodMs = 0;

  constructor(from: number, to: number) {
    this.from = from;
    this.to = to;
    this.last = from;
    this.days = Array.from({ length: Math.ceil((to - from) / DAY_MS) }, (_, day) => {
      return { at: from + day * DAY_MS, alarms: 0, floodMs: 0 };
    });
  }

  add(at: number): void {
    const now = Math.min(Math.max(at, this.last), this.to - 1);
    this.last = now;
    this.alarms++;
    this.slideTo(now);
    this.window.push(now);
    const count = this.window.length - this.head;
    this.peak = Math.max(this.peak, count);
    if (this.floodSince === null && count > FLOOD_BEGINS_ABOVE) this.beginFlood(now);
    this.addToBin(Math.floor((now - this.from) / WINDOW_MS));
    this.days[Math.floor((now - this.from) / DAY_MS)]!.alarms++;
  }

  end(): Rates {
    this.slideTo(this.to);
    if (this.floodSince !== null) this.endFlood(this.to);
    this.addToBin(-1);
    const { alarms, peak, busyBins, floodMs, floods, longestFloodMs, days } = this;
    const bins = Math.ceil((this.to - this.from) / WINDOW_MS);
    const current = this.window.length - this.head;
    return { ...{ alarms, peak, busyBins, bins, floodMs, floods, longestFloodMs, current }, days };
  }

  /** An alarm leaves the window ten minutes after it came; that is when a flood may end. */
  private slideTo(now: number): void {
    while (this.head < this.window.length && this.window[this.head]! + WINDOW_MS <= now) {
      const leaves = this.window[this.head++]! + WINDOW_MS;
      if (this.floodSince !== null && this.window.length - this.head < FLOOD_ENDS_BELOW) this.endFlood(leaves);
    }
    if (this.head < 1_024 || this.head * 2 < this.window.length) return;
    this.window = this.window.slice(this.head);
    this.head = 0;
  }

  private beginFlood(now: number): void {
    this.floodSince = now;
    this.floods++;
  }

  private endFlood(now: number): void {
    const since = this.floodSince ?? now;
    this.floodSince = null;
    this.floodMs += now - since;
    this.longestFloodMs = Math.max(this.longestFloodMs, now - since);
    for (let at = since; at < now; ) {
      const day = Math.floor((at - this.from) / DAY_MS);
      const until = Math.min(now, this.from + (day + 1) * DAY_MS);
      this.days[day]!.floodMs += until - at;
      at = until;
    }
  }

  private addToBin(bin: number): void {
    if (bin !== this.bin) {
      if (this.binCount > FLOOD_BEGINS_ABOVE) this.busyBins++;
      this.bin = bin;
      this.binCount = 0;
    }
    this.binCount++;
  }
}
