import type { LossKind } from '../domain/history-loss.ts';
import type { SampleBatch } from '../domain/sample.ts';
import type { Clock } from '../ports/clock.ts';
import type { DropReason, SampleFlow } from '../ports/historian.ts';
import type { HistorianMetrics } from './historian-metrics.ts';
import { Intake } from './intake.ts';
import type { Outbox, Post } from './outbox.ts';
import type { HistorianPoint } from './settings.ts';

export interface InletDependencies {
  readonly points: readonly HistorianPoint[];
  readonly outbox: Outbox;
  readonly metrics: HistorianMetrics;
  readonly clock: Clock;
  /** Hands a post to the worker, if there is one at the moment. */
  readonly send: (post: Post) => void;
  /** Why there is no room, when there is none. */
  readonly cause: () => LossKind & DropReason;
}

/** Samples on their way to the worker, and the account of them: at any moment every one of them has exactly one fate. */
export class Inlet {
  private readonly deps: InletDependencies;
  private readonly intake: Intake;
  private readonly dropped: Record<DropReason, number> = {
    'queue-full': 0,
    'disk-refused': 0,
    'worker-down': 0,
    closed: 0,
    'same-moment': 0,
    invalid: 0,
  };
  private accepted = 0;
  private filtered = 0;
  private stagedAtMs: number | undefined;

  constructor(deps: InletDependencies) {
    this.deps = deps;
    this.intake = new Intake(deps.points, () => this.post());
  }

  /** Whether something waits for the next post. */
  get hasStaged(): boolean {
    return this.intake.staging.length > 0;
  }

  /** accepted = logged + waiting + filtered + dropped, whenever it is asked. */
  flow(): SampleFlow {
    const { accepted, filtered, dropped, intake } = this;
    const { logged, waiting } = this.deps.outbox;
    return { accepted, logged, waiting: waiting + intake.waiting, filtered, dropped: { ...dropped } };
  }

  seed(times: Float64Array): void {
    this.intake.seed(times);
  }

  /** Never throws and never waits. */
  take(batch: SampleBatch): void {
    const cause = this.deps.cause();
    const wasEmpty = !this.hasStaged;
    const fates = this.intake.take(batch, cause);
    if (wasEmpty && this.hasStaged) this.stagedAtMs = this.deps.clock.monotonicMs();
    this.accepted += batch.length;
    this.filtered += fates.filtered;
    this.drop(cause, fates.refused);
    this.drop('same-moment', fates['same-moment']);
    this.drop('invalid', fates.invalid);
  }

  /** The same, after the end. */
  refuse({ length }: SampleBatch): void {
    this.accepted += length;
    this.drop('closed', length);
  }

  /** Sends what is staged, unless the worker is too far behind already; then it waits, and in the end is dropped and counted. */
  post(): void {
    const { outbox, send, clock } = this.deps;
    if (!this.hasStaged || outbox.isFull) return;
    const { stagedAtMs, intake } = this;
    const accepted = intake.waiting;
    const { samples, marks, losses } = intake.collect();
    this.stagedAtMs = clock.monotonicMs();
    send(outbox.add(samples, { accepted, marks, losses, stagedAtMs }));
  }

  /** Everything up to `seq` is on disk. */
  committed(seq: number): void {
    const { outbox, metrics, clock } = this.deps;
    const now = clock.monotonicMs();
    for (const { stagedAtMs } of outbox.committed(seq))
      if (stagedAtMs !== undefined) metrics.commit((now - stagedAtMs) / 1_000);
  }

  /** Nothing will be committed any more; what waits is dropped. How many samples that are. */
  release(): number {
    const staged = this.intake.waiting;
    this.intake.collect();
    const left = this.deps.outbox.release() + staged;
    this.drop('closed', left);
    return left;
  }

  private drop(reason: DropReason, samples: number): void {
    if (samples === 0) return;
    this.dropped[reason] += samples;
    this.deps.metrics.drop(reason, samples);
  }
}

/** Dropped although they were worth keeping. */
export const lostSamples = ({ dropped }: SampleFlow): number =>
  dropped['queue-full'] + dropped['disk-refused'] + dropped['worker-down'] + dropped.closed;
