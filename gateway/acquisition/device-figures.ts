import type { DeviceState } from '../domain/connection-state.ts';
import { LatencyRing } from '../domain/latency-ring.ts';
import type { ReadFailure } from '../ports/driver.ts';
import { BusLoad } from './bus-load.ts';
import { cleanText } from './clean-text.ts';
import { failureText } from './failure-text.ts';

const RECENT = 100;
/** Codes of a protocol are few; a device that makes some up is counted under `other` after this many. */
const MOST_CODES = 32;
const LONGEST_REASON = 200;

type Figures = Pick<
  DeviceState,
  | 'requests'
  | 'failures'
  | 'successPercent'
  | 'latencyMs'
  | 'lastGoodAt'
  | 'lastFailure'
  | 'exceptions'
  | 'timeouts'
  | 'busyPercent'
>;

/** What is counted about one device on a polled link. `wall` is ms since the epoch, `now` monotonic ms. */
export class DeviceFigures {
  private readonly latency = new LatencyRing();
  /** Of the newest requests, by turns: 1 where one failed. */
  private readonly recent = new Uint8Array(RECENT);
  private readonly exceptions = new Map<string, number>();
  private requests = 0;
  private readonly load: BusLoad;
  private failures = 0;
  private timeouts = 0;
  private lastGoodAt: number | null = null;
  private lastFailure: string | null = null;

  constructor(now: number) {
    this.load = new BusLoad(now);
  }

  /** A question to it kept the bus busy for so long, whatever came of it. */
  occupied(tookMs: number, now: number): void {
    this.load.add(tookMs, now);
  }

  timedOut(): void {
    this.timeouts++;
  }

  answered(tookMs: number, wall: number): void {
    this.latency.add(tookMs);
    this.lastGoodAt = wall;
    this.recent[this.requests++ % RECENT] = 0;
  }

  /** It answered that it cannot. */
  refused(tookMs: number, failure: ReadFailure): void {
    this.latency.add(tookMs);
    if (failure.kind === 'exception') this.count(failure.code);
    this.failed(failureText(failure));
  }

  failed(reason: string): void {
    this.failures++;
    this.recent[this.requests++ % RECENT] = 1;
    this.note(reason);
  }

  /** A failure that is not its own, such as a lost link. */
  note(reason: string): void {
    this.lastFailure = cleanText(reason, LONGEST_REASON);
  }

  status(now: number): Figures {
    return {
      timeouts: this.timeouts,
      busyPercent: this.load.percent(now),
      requests: this.requests,
      failures: this.failures,
      successPercent: this.successPercent(),
      latencyMs: this.latency.percentile95(),
      lastGoodAt: this.lastGoodAt,
      lastFailure: this.lastFailure,
      exceptions: Object.fromEntries(this.exceptions),
    };
  }

  private count(code: number): void {
    const isKnown = this.exceptions.has(String(code)) || this.exceptions.size < MOST_CODES;
    const key = isKnown ? String(code) : 'other';
    this.exceptions.set(key, (this.exceptions.get(key) ?? 0) + 1);
  }

  private successPercent(): number | null {
    const known = Math.min(this.requests, RECENT);
    if (known === 0) return null;
    const failed = this.recent.subarray(0, known).reduce((sum, one) => sum + one, 0);
    return (100 * (known - failed)) / known;
  }
}
