import {
  beginTrust,
  type ClockStep,
  type ClockTrust,
  EARLIEST_MS,
  isClockSet,
  isRepeated,
  lookAtClock,
} from '../../domain/clock-trust.ts';
import { isBad, QUALITY } from '../../domain/quality.ts';
import type { SampleBatch } from '../../domain/sample.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { SampleConsumer } from '../pipeline.ts';
import { HeldSamples } from './held-samples.ts';

const LOOK_EVERY_MS = 1_000;

export interface ClockGuardOptions {
  readonly clock: Clock;
  /** The wall clock was set, by NTP or by a person, or the machine slept. Must not throw. */
  readonly onStep: (step: ClockStep) => void;
}

/**
 * Stands guard over the wall clock: tells of every step, marks what is read while it cannot be trusted, and keeps samples of a clock
 * that has not been set out of the record until it is, then puts them in with their right times.
 */
export class ClockGuard {
  private readonly options: ClockGuardOptions;
  private readonly holders = new Set<HeldSamples>();
  private trust: ClockTrust;
  private timer: Timer | undefined;

  constructor(options: ClockGuardOptions) {
    const { clock } = options;
    this.options = options;
    this.trust = beginTrust(clock.nowMs(), clock.monotonicMs());
  }

  start(): void {
    this.timer = this.options.clock.every(LOOK_EVERY_MS, () => void this.look());
  }

  stop(): void {
    this.timer?.cancel();
  }

  /** Readings while the clock is not set, or shows a time it has shown before, are uncertain; in place. */
  mark(batch: SampleBatch): SampleBatch {
    const now = this.look();
    if (isClockSet(now) && !isRepeated(this.trust, now)) return batch;
    for (let i = 0; i < batch.length; i++) {
      const quality = batch.quality[i]!;
      if (!isBad(quality)) batch.quality[i] = Math.max(quality, QUALITY['uncertain-clock']);
    }
    return batch;
  }

  /**
   * A consumer that sees samples only once the clock is set, then with corrected times. `release` lets go of what is held, as it
   * is, and ends the holding.
   */
  holding(consume: SampleConsumer): { readonly take: SampleConsumer; readonly release: () => void } {
    const held = new HeldSamples(consume);
    this.holders.add(held);
    const release = (): void => {
      this.holders.delete(held);
      held.letGo(0, 0);
    };
    const take: SampleConsumer = (batch) => {
      if (isClockSet(this.look())) consume(batch);
      else held.hold(batch);
    };
    return { take, release };
  }

  /** The wall clock now, after looking whether it stepped. */
  private look(): number {
    const { clock, onStep } = this.options;
    const now = clock.nowMs();
    const { trust, step } = lookAtClock(this.trust, now, clock.monotonicMs());
    this.trust = trust;
    if (!step) return now;
    if (isClockSet(now)) for (const held of this.holders) held.letGo(step.toMs - step.fromMs, EARLIEST_MS);
    onStep(step);
    return now;
  }
}
