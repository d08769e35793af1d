import type { OnCallPlan } from '../../domain/on-call.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { DutyStore, StoredOverride } from '../../ports/duty-store.ts';
import type { DutyMoment } from '../escalation/recipients.ts';
import { countingOverrides } from '../on-call/counting-overrides.ts';

const READ_MS = 60_000;
/** Changes of the duty are known so far ahead when the store goes away. */
const AHEAD_MS = 7 * 86_400_000;

export interface DutyMemoryOptions {
  readonly plan: OnCallPlan;
  readonly duty: Pick<DutyStore, 'overrides'>;
  readonly clock: Clock;
}

/** Who has the duty, also while the store that keeps its changes does not answer: they are as they were read last. */
export class DutyMemory {
  private readonly options: DutyMemoryOptions;
  private overrides: readonly StoredOverride[] = [];
  private reading: Promise<void> | undefined;
  private timer: Timer | undefined;

  constructor(options: DutyMemoryOptions) {
    this.options = options;
  }

  /** Resolves after the first reading, whether it succeeded or not. */
  start(): Promise<void> {
    this.timer = this.options.clock.every(READ_MS, () => void this.read());
    return this.read();
  }

  async stop(): Promise<void> {
    this.timer?.cancel();
    await this.reading;
  }

  at(at: number): DutyMoment {
    const overrides = countingOverrides(this.overrides).filter(({ from, to }) => from <= at && at < to);
    return { plan: this.options.plan, overrides, at };
  }

  private read(): Promise<void> {
    const { duty, clock } = this.options;
    const now = clock.nowMs();
    this.reading ??= duty
      .overrides(now, now + AHEAD_MS)
      .then(
        (overrides) => {
          this.overrides = overrides;
        },
        // Whoever needs them from the store says so; here the last known ones are good enough.
        () => undefined,
      )
      .finally(() => {
        this.reading = undefined;
      });
    return this.reading;
  }
}
