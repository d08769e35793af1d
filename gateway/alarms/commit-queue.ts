import { PlantroomError } from '../domain/errors.ts';
import type { AlarmRepository, AlarmTransition } from '../ports/alarm-repository.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Counter, Gauge, Histogram, Metrics } from '../ports/metrics.ts';
import { collapse } from './collapse.ts';

/** Transitions gathered for one transaction; with the time of the commit itself it stays far below 250 ms. */
const WINDOW_MS = 25;
const MAX_BATCH = 500;
/** A transaction that takes longer than this counts as refused for those who wait, though it may still succeed. */
const LATE_MS = 2_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;
/** While the store is away at most this many transitions wait; then only the first and the last of each condition are kept. */
export const MAX_WAITING = 10_000;

interface Entry {
  readonly transition: AlarmTransition;
  readonly waiter: { readonly resolve: () => void; readonly reject: (error: unknown) => void } | undefined;
  isReported: boolean;
}

export interface CommitQueueOptions {
  readonly repository: Pick<AlarmRepository, 'commit'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** After the transaction; `orders` are the work orders of the episodes in it. */
  readonly onCommitted: (transitions: readonly AlarmTransition[], orders: ReadonlyMap<string, number>) => void;
  /** The store does not take them now; told once, at once. */
  readonly onDelayed: (transitions: readonly AlarmTransition[]) => void;
}

/** Carries transitions to the store in order, in batches, and keeps them until they are there. */
export class CommitQueue {
  private readonly options: CommitQueueOptions;
  private readonly dropped: Counter;
  private readonly waitingGauge: Gauge;
  private readonly seconds: Histogram;
  private entries: Entry[] = [];
  private inFlight: Entry[] = [];
  private timer: Timer | undefined;
  private running: Promise<void> | undefined;
  private retryMs = FIRST_RETRY_MS;
  private isolating = 0;
  private limit = MAX_WAITING;
  /** False from a failed commit until the next that succeeds. */
  isHealthy = true;
  droppedTransitions = 0;

  constructor(options: CommitQueueOptions) {
    this.options = options;
    const { metrics } = options;
    this.dropped = metrics.counter(
      'plantroom_alarm_transitions_dropped_total',
      'Alarm transitions that could not be kept',
    );
    this.waitingGauge = metrics.gauge('plantroom_alarm_transitions_waiting', 'Alarm transitions not stored yet');
    const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];
    this.seconds = metrics.histogram('plantroom_alarm_commit_seconds', 'Time of one alarm transaction', buckets);
  }

  get waiting(): number {
    return this.entries.length + this.inFlight.length;
  }

  push(transition: AlarmTransition): void {
    this.add({ transition, waiter: undefined, isReported: false });
  }

  /** Resolves when the transition is durable. Rejects when the store does not take it now; it is kept and tried again all the same. */
  pushAndWait(transition: AlarmTransition): Promise<void> {
    return new Promise((resolve, reject) => {
      this.add({ transition, waiter: { resolve, reject }, isReported: false });
    });
  }

  /** Tries to store everything there is, once. What the store refuses is lost with the process and logged. */
  async drain(): Promise<void> {
    this.cancelTimer();
    await this.running;
    this.cancelTimer();
    await this.run();
    this.cancelTimer();
    if (this.waiting > 0)
      this.options.logger.error({ transitions: this.waiting }, 'alarm transitions could not be stored');
  }

  private add(entry: Entry): void {
    this.entries.push(entry);
    if (this.entries.length > this.limit) this.shrink();
    this.waitingGauge.set(this.waiting);
    if (!this.isHealthy) this.reportDelay([entry]);
    if (!this.timer && !this.running) this.schedule(WINDOW_MS);
  }

  /** Nobody is kept waiting by a store that does not answer: who asked is refused, what happened is shown. */
  private reportDelay(entries: readonly Entry[]): void {
    const error = new PlantroomError('STORE_UNAVAILABLE');
    const fresh = entries.filter((entry) => !entry.isReported);
    for (const entry of fresh) {
      entry.isReported = true;
      entry.waiter?.reject(error);
    }
    if (fresh.length > 0) this.options.onDelayed(fresh.map((entry) => entry.transition));
  }

  private cancelTimer(): void {
    this.timer?.cancel();
    this.timer = undefined;
  }

  private schedule(delayMs: number): void {
    this.timer = this.options.clock.after(delayMs, () => {
      this.timer = undefined;
      void this.run();
    });
  }

  /** Never rejects. */
  private run(): Promise<void> {
    this.running ??= this.commitAll().finally(() => {
      this.running = undefined;
      this.waitingGauge.set(this.waiting);
      if (this.entries.length > 0 && !this.timer) this.schedule(this.isHealthy ? WINDOW_MS : this.retryMs);
    });
    return this.running;
  }

  private async commitAll(): Promise<void> {
    while (this.entries.length > 0) {
      this.inFlight = this.entries.splice(0, this.isolating > 0 ? 1 : MAX_BATCH);
      if (!(await this.commitInFlight())) return;
    }
  }

  /** Whether to go on at once. */
  private async commitInFlight(): Promise<boolean> {
    const { repository, clock } = this.options;
    const batch = this.inFlight;
    const startMs = clock.monotonicMs();
    const late = clock.after(LATE_MS, () => this.onLate());
    try {
      const orders = await repository.commit(batch.map((entry) => entry.transition));
      this.seconds.observe((clock.monotonicMs() - startMs) / 1000);
      this.onCommitted(batch, orders);
      return true;
    } catch (error) {
      return this.onFailed(batch, error);
    } finally {
      late.cancel();
    }
  }

  private onLate(): void {
    this.isHealthy = false;
    this.options.logger.error({ transitions: this.waiting }, 'the store is slow to take alarm transitions');
    this.reportDelay([...this.inFlight, ...this.entries]);
  }

  private onCommitted(batch: readonly Entry[], orders: ReadonlyMap<string, number>): void {
    this.inFlight = [];
    this.isHealthy = true;
    this.retryMs = FIRST_RETRY_MS;
    this.isolating = Math.max(0, this.isolating - batch.length);
    this.options.onCommitted(
      batch.map((entry) => entry.transition),
      orders,
    );
    for (const entry of batch) entry.waiter?.resolve();
  }

  /** Whether to go on at once. */
  private onFailed(batch: readonly Entry[], error: unknown): boolean {
    this.inFlight = [];
    const isStoreAway = error instanceof PlantroomError && error.code === 'STORE_UNAVAILABLE';
    if (!isStoreAway) return this.isolate(batch, error);
    this.options.logger.error(
      { err: error, retryMs: this.retryMs },
      'alarm transitions wait: the store does not answer',
    );
    this.entries.unshift(...batch);
    this.isHealthy = false;
    this.retryMs = Math.min(LAST_RETRY_MS, this.retryMs * 2);
    this.reportDelay(this.entries);
    return false;
  }

  /** A transition the store can never take must not hold up the others: they go one by one, and it is set aside. */
  private isolate(batch: readonly Entry[], error: unknown): boolean {
    const [only] = batch;
    if (batch.length > 1 || !only) {
      this.entries.unshift(...batch);
      this.isolating = batch.length;
      return true;
    }
    const { conditionId, alarm, events } = only.transition;
    this.options.logger.error({ err: error, conditionId, alarm: alarm?.id, events }, 'the store refuses a transition');
    only.waiter?.reject(error);
    this.isolating = Math.max(0, this.isolating - 1);
    this.count(1);
    return true;
  }

  private shrink(): void {
    const kept = new Set(collapse(this.entries, (entry) => entry.transition.conditionId));
    const overtaken = this.entries.filter((entry) => !kept.has(entry));
    for (const entry of overtaken) entry.waiter?.reject(new PlantroomError('STORE_UNAVAILABLE'));
    this.count(overtaken.length);
    this.entries = [...kept];
    // With very many conditions what must be kept alone reaches the limit: it is at most two per condition.
    this.limit = Math.max(MAX_WAITING, kept.size * 2);
  }

  private count(dropped: number): void {
    this.droppedTransitions += dropped;
    this.dropped.add(dropped);
  }
}
