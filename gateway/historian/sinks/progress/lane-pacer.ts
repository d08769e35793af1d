/** Live data is gathered this long: fewer, larger requests. */
export const LIVE_EVERY_MS = 500;
const MOST_SAMPLES = 10_000;
const FEWEST_SAMPLES = 100;
/** A request that takes longer makes the next one smaller: live data waits for it. A full one that is quick makes it larger. */
const SLOW_MS = 1_000;
const QUICK_MS = 250;

/** What could be sent now. */
export interface Offers {
  readonly hasLive: boolean;
  /** Of either kind: an outage's backlog, or what a person wants again. */
  readonly hasReplay: boolean;
}

export type Turn = { readonly kind: 'live' | 'replay' } | { readonly kind: 'wait'; readonly ms: number };

/**
 * Paces the lanes of one server. Live data goes every half second, replay in the time between: as fast as it may
 * by the setting, and never more than half of the time, so that a server that was away is not kept busy by its return.
 */
export class LanePacer {
  /** Samples of one request: fewer when the server is slow. */
  chunkSamples = MOST_SAMPLES;
  private readonly replayPerSecond: number;
  private liveAt = Number.NEGATIVE_INFINITY;
  private replayAt = Number.NEGATIVE_INFINITY;

  constructor(replayPerSecond: number) {
    this.replayPerSecond = replayPerSecond;
  }

  /** Samples of one replay request: no more than half a second's worth, so that the rate is even. */
  get replaySamples(): number {
    return Math.max(1, Math.min(this.chunkSamples, Math.ceil(this.replayPerSecond / 2)));
  }

  turn({ hasLive, hasReplay }: Offers, now: number, idleMs: number): Turn {
    const liveWait = hasLive ? this.liveAt + LIVE_EVERY_MS - now : Number.POSITIVE_INFINITY;
    if (liveWait <= 0) return { kind: 'live' };
    const replayWait = hasReplay ? this.replayAt - now : Number.POSITIVE_INFINITY;
    if (replayWait <= 0) return { kind: 'replay' };
    return { kind: 'wait', ms: Math.max(1, Math.min(idleMs, liveWait, replayWait)) };
  }

  /** A delivery of this lane has ended, well or not. */
  note(lane: 'live' | 'replay', samples: number, startedAt: number, endedAt: number): void {
    const tookMs = endedAt - startedAt;
    if (lane === 'live') this.liveAt = startedAt;
    else this.replayAt = Math.max(endedAt + tookMs, startedAt + (samples / this.replayPerSecond) * 1_000);
    if (tookMs >= SLOW_MS) this.shrink();
    else if (tookMs <= QUICK_MS && samples >= this.chunkSamples / 2) this.grow();
  }

  private grow(): void {
    this.chunkSamples = Math.min(MOST_SAMPLES, this.chunkSamples * 2);
  }

  private shrink(): void {
    this.chunkSamples = Math.max(FEWEST_SAMPLES, Math.ceil(this.chunkSamples / 2));
  }
}
