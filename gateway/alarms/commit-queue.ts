import { PlantroomError } from '../domain/errors.ts';
import type { AlarmRepository, AlarmTransition, SystemEvent } from '../ports/alarm-repository.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Metrics } from '../ports/metrics.ts';
import { CommitFigures } from './commit-figures.ts';
import { aboutWork, type Entry, transitionsOf, WaitingList, type Work } from './waiting-list.ts';

/** What is gathered for one transaction; with the time of the commit itself it stays far below 250 ms. */
const WINDOW_MS = 25;
const MAX_BATCH = 500;
/** A transaction that takes longer than this counts as refused for those who wait, though it may still succeed. */
const LATE_MS = 2_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

export interface CommitQueueOptions {
  readonly repository: Pick<AlarmRepository, 'commit' | 'note'>;
  /** How many there are: what may wait grows with it. */
  readonly conditions: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** After the transaction; `orders` are the work orders of the episodes in it. */
  readonly onCommitted: (transitions: readonly AlarmTransition[], orders: ReadonlyMap<string, number>) => void;
  /** The store does not take them now; told once, at once. */
  readonly onDelayed: (transitions: readonly AlarmTransition[]) => void;
  /** `awaySince` has changed. */
  readonly onHealth: () => void;
}

/** Carries transitions and journal rows to the store in order, in batches, and keeps them until they are there. */
export class CommitQueue {
  private readonly options: CommitQueueOptions;
  private readonly figures: CommitFigures;
  private readonly list: WaitingList;
  private inFlight: readonly Entry[] = [];
  private timer: Timer | undefined;
  private running: Promise<void> | undefined;
  private retryMs = FIRST_RETRY_MS;
  private isolating = 0;
  /** Wall time of the failed commit since which none has succeeded; null when all is well. */
  awaySince: number | null = null;

  constructor(options: CommitQueueOptions) {
    this.options = options;
    this.list = new WaitingList(options.conditions);
    this.figures = new CommitFigures(options.metrics);
  }

  get isHealthy(): boolean {
    return this.awaySince === null;
  }

  get droppedTransitions(): number {
    return this.figures.dropped;
  }

  get waiting(): number {
    return this.list.length + this.inFlight.length;
  }

  push(transition: AlarmTransition): void {
    this.add({ kind: 'transition', transition });
  }

  /** Resolves when the transition is durable. Rejects when the store does not take it now; it is kept and tried again all the same. */
  pushAndWait(transition: AlarmTransition): Promise<void> {
    return new Promise((resolve, reject) => {
      this.add({ kind: 'transition', transition }, { resolve, reject });
    });
  }

  /** A row for the journal that is not about one alarm, in its place between the steps. */
  note(event: SystemEvent): void {
    this.add({ kind: 'note', event });
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

  private add(work: Work, waiter?: Entry['waiter']): void {
    const entry: Entry = { work, waiter, isReported: false };
    this.figures.lose(this.list.push(entry));
    this.figures.showWaiting(this.waiting);
    if (!this.isHealthy) this.reportDelay([entry]);
    if (!this.timer && !this.running) this.schedule(WINDOW_MS);
  }

  /** Nobody is kept waiting by a store that does not answer: who asked is refused, what happened is shown. */
  private reportDelay(entries: readonly Entry[]): void {
    const fresh = entries.filter((entry) => !entry.isReported);
    for (const entry of fresh) {
      entry.isReported = true;
      entry.waiter?.reject(new PlantroomError('STORE_UNAVAILABLE'));
    }
    const transitions = transitionsOf(fresh);
    if (transitions.length > 0) this.options.onDelayed(transitions);
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
    this.running ??= this.storeAll().finally(() => {
      this.running = undefined;
      this.figures.showWaiting(this.waiting);
      if (this.list.length > 0 && !this.timer) this.schedule(this.isHealthy ? WINDOW_MS : this.retryMs);
    });
    return this.running;
  }

  private async storeAll(): Promise<void> {
    while (this.list.length > 0) {
      this.inFlight = this.list.take(this.isolating > 0 ? 1 : MAX_BATCH);
      if (!(await this.storeInFlight())) return;
    }
  }

  /** Whether to go on at once. */
  private async storeInFlight(): Promise<boolean> {
    const { clock } = this.options;
    const batch = this.inFlight;
    const startMs = clock.monotonicMs();
    const late = clock.after(LATE_MS, () => this.onLate());
    try {
      const orders = await this.store(batch);
      this.figures.took(clock.monotonicMs() - startMs);
      this.onStored(batch, orders);
      return true;
    } catch (error) {
      return this.onFailed(batch, error);
    } finally {
      late.cancel();
    }
  }

  private async store(batch: readonly Entry[]): Promise<ReadonlyMap<string, number>> {
    const transitions = transitionsOf(batch);
    if (transitions.length > 0) return this.options.repository.commit(transitions);
    await this.options.repository.note(batch.flatMap(({ work }) => (work.kind === 'note' ? [work.event] : [])));
    return new Map();
  }

  private onLate(): void {
    this.noteHealth(false);
    this.options.logger.error({ transitions: this.waiting }, 'the store is slow to take alarm transitions');
    this.reportDelay([...this.inFlight, ...this.list.all()]);
  }

  private onStored(batch: readonly Entry[], orders: ReadonlyMap<string, number>): void {
    this.inFlight = [];
    this.noteHealth(true);
    this.retryMs = FIRST_RETRY_MS;
    this.isolating = Math.max(0, this.isolating - batch.length);
    const transitions = transitionsOf(batch);
    if (transitions.length > 0) this.options.onCommitted(transitions, orders);
    for (const entry of batch) entry.waiter?.resolve();
    this.noteGap();
  }

  private noteHealth(isHealthy: boolean): void {
    if (isHealthy === this.isHealthy) return;
    this.awaySince = isHealthy ? null : this.options.clock.nowMs();
    this.options.onHealth();
  }

  /** The journal itself says that it has a gap, as soon as it can be written again. */
  private noteGap(): void {
    const transitions = this.figures.takeGap();
    if (transitions === 0) return;
    const note = JSON.stringify({ transitions });
    this.note({ type: 'journal-gap', at: this.options.clock.nowMs(), actor: 'system', note });
  }

  /** Whether to go on at once. */
  private onFailed(batch: readonly Entry[], error: unknown): boolean {
    this.inFlight = [];
    const isStoreAway = error instanceof PlantroomError && error.code === 'STORE_UNAVAILABLE';
    if (!isStoreAway) return this.isolate(batch, error);
    const { logger } = this.options;
    logger.error({ err: error, retryMs: this.retryMs }, 'alarm transitions wait: the store does not answer');
    this.list.putBack(batch);
    this.noteHealth(false);
    this.retryMs = Math.min(LAST_RETRY_MS, this.retryMs * 2);
    this.reportDelay(this.list.all());
    return false;
  }

  /** What the store can never take must not hold up the others: they go one by one, and it is set aside. */
  private isolate(batch: readonly Entry[], error: unknown): boolean {
    const [only] = batch;
    if (batch.length > 1 || !only) {
      this.list.putBack(batch);
      this.isolating = batch.length;
      return true;
    }
    const { work, waiter } = only;
    this.options.logger.error({ err: error, ...aboutWork(work) }, 'the store refuses a transition');
    waiter?.reject(error);
    this.isolating = Math.max(0, this.isolating - 1);
    if (work.kind === 'transition') this.figures.lose(1);
    return true;
  }
}
