import { randomUUID } from 'node:crypto';
import { PlantroomError } from '../domain/errors.ts';
import type { SampleBatch } from '../domain/sample.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { BackfillResult, Historian, HistorianStatus, HistorianUpkeep, HistoryReader } from '../ports/historian.ts';
import type { Logger } from '../ports/logger.ts';
import type { Metrics } from '../ports/metrics.ts';
import { Calls } from './calls.ts';
import type { DiskTrouble } from './disk-trouble.ts';
import { HistorianMetrics } from './historian-metrics.ts';
import { Inlet, lostSamples } from './inlet.ts';
import { POST_EVERY_MS } from './limits.ts';
import type { Call, CallResults, FromWorker } from './messages.ts';
import { Outbox, type Post } from './outbox.ts';
import { plainPoint } from './plain-point.ts';
import { createReader } from './reader.ts';
import type { HistorianSettings } from './settings.ts';
import { Backfill } from './transfer/backfill.ts';
import { createUpkeep } from './upkeep.ts';
import { EMPTY_STATUS } from './worker-status.ts';
import { WorkerThread } from './worker-thread.ts';

export interface HistorianOptions extends HistorianSettings {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** One request of a sink may be under way, and all open data is packed. */
const CLOSE_LIMIT_MS = 20_000;

/** Starts the worker thread and resolves once it has read what the log holds. Rejects when the folder cannot be used. */
export async function openHistorian(options: HistorianOptions): Promise<Historian> {
  const historian = new ThreadedHistorian(options);
  await historian.open();
  return historian;
}

/** The main-thread side: takes samples in, posts them, and asks the worker everything else. */
class ThreadedHistorian implements Historian {
  readonly reader: HistoryReader = createReader((call) => this.ask(call));
  readonly upkeep: HistorianUpkeep = createUpkeep((call) => this.ask(call));
  private readonly options: HistorianOptions;
  private readonly metrics: HistorianMetrics;
  private readonly inlet: Inlet;
  private readonly outbox = new Outbox();
  private readonly past: Backfill;
  private readonly thread: WorkerThread;
  private readonly calls: Calls;
  private readonly started = Promise.withResolvers<void>();
  private lastStatus = EMPTY_STATUS;
  private isReady = false;
  private wasReady = false;
  private problem: string | null = null;
  private posting: Timer | undefined;
  private closing: Promise<void> | undefined;

  constructor(options: HistorianOptions) {
    const { folder, siteId, version, sinks, retention, clock, logger } = options;
    const points = options.points.map(plainPoint);
    this.options = options;
    this.metrics = new HistorianMetrics(options.metrics);
    this.inlet = new Inlet({
      ...{ points, outbox: this.outbox, metrics: this.metrics, clock },
      send: (post) => this.send(post),
      cause: () => this.causeOfDelay(),
    });
    this.past = new Backfill({
      ask: (call) => this.ask(call),
      outbox: this.outbox,
      send: (post) => this.send(post),
      isClosing: () => this.closing !== undefined,
    });
    this.calls = new Calls((message) => this.thread.post(message));
    this.thread = new WorkerThread({
      start: { settings: { folder, siteId, version, points, sinks, retention }, session: randomUUID() },
      clock,
      logger,
      onMessage: (message) => this.receive(message),
      onLost: (problem, trouble) => this.lose(problem, trouble),
    });
  }

  async open(): Promise<void> {
    this.thread.start();
    try {
      await this.started.promise;
    } catch (error) {
      await this.thread.stop();
      throw error;
    }
    this.posting = this.options.clock.every(POST_EVERY_MS, () => this.inlet.post());
  }

  append(batch: SampleBatch): void {
    if (this.closing) this.inlet.refuse(batch);
    else this.inlet.take(batch);
  }

  backfill(batch: SampleBatch, isTrial = false): Promise<BackfillResult> {
    return this.past.run(batch, isTrial);
  }

  onBackfill(listener: (points: ReadonlySet<number>) => void): () => void {
    return this.past.onBackfill(listener);
  }

  async flush(): Promise<void> {
    // The first post may leave marks of holes behind; they belong to it.
    this.inlet.post();
    this.inlet.post();
    await this.outbox.whenCommitted(this.outbox.lastSeq + (this.inlet.hasStaged ? 1 : 0));
  }

  async status(): Promise<HistorianStatus> {
    if (this.isReady && !this.closing) {
      // When the thread ends while it is asked, its last report stands, with the problem beside it.
      this.lastStatus = await this.calls.ask({ kind: 'status' }).catch(() => this.lastStatus);
    }
    const { lastStatus } = this;
    const problem = this.problem ?? lastStatus.problem;
    const flow = this.inlet.flow();
    const droppedSamples = lastStatus.droppedSamples + lostSamples(flow);
    return { ...lastStatus, droppedSamples, flow, healthy: problem === null, problem };
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  /** A worker that is dead or cannot write is not waited for longer than CLOSE_LIMIT_MS; the log has what it committed. */
  private async shutDown(): Promise<void> {
    this.posting?.cancel();
    const limit = Promise.withResolvers<void>();
    const timer = this.options.clock.after(CLOSE_LIMIT_MS, () => limit.resolve());
    if (this.isReady) await Promise.race([this.closeWorker(), limit.promise]);
    timer.cancel();
    this.isReady = false;
    await this.thread.stop();
    this.calls.rejectAll('closed');
    const lost = this.inlet.release();
    if (lost > 0) this.options.logger.error({ samples: lost }, 'samples that could not be written at the end are lost');
  }

  private async closeWorker(): Promise<void> {
    try {
      await this.flush();
      await this.calls.ask({ kind: 'close' });
    } catch (error) {
      this.options.logger.error({ err: error }, 'the historian did not close in order; the log has everything');
    }
  }

  private ask<K extends Call['kind']>(call: Extract<Call, { kind: K }>): Promise<CallResults[K]> {
    if (this.isReady && !this.closing) return this.calls.ask(call);
    return Promise.reject(new PlantroomError('HISTORY_UNAVAILABLE', this.problem ?? 'closed'));
  }

  private send(post: Post): void {
    if (this.isReady) this.thread.post({ type: 'append', ...post });
  }

  private receive(message: FromWorker): void {
    switch (message.type) {
      case 'ready':
        this.resume(message.lastSeq, message.lastTimes);
        break;
      case 'committed':
        this.inlet.committed(message.seq);
        break;
      case 'refused':
        this.started.reject(new PlantroomError(message.code, message.detail));
        break;
      case 'reply':
      case 'failure':
        this.calls.settle(message);
        break;
      case 'status':
        this.lastStatus = message.status;
        this.metrics.report(message.status);
        this.metrics.flow(this.inlet.flow());
        break;
      case 'log':
        this.options.logger[message.level](message.fields, message.message);
        break;
    }
  }

  /** A worker is there: the first one, or another after a crash, which gets again what was not committed. */
  private resume(lastSeq: number, lastTimes: Float64Array): void {
    if (!this.wasReady) this.inlet.seed(lastTimes);
    this.isReady = true;
    this.wasReady = true;
    this.problem = null;
    this.inlet.committed(lastSeq);
    for (const post of this.outbox.pending()) this.thread.post({ type: 'append', ...post });
    this.started.resolve();
  }

  /** Why posts wait, in case they wait so long that samples find no room. */
  private causeOfDelay(): 'worker-down' | 'disk-refused' | 'queue-full' {
    if (!this.isReady) return 'worker-down';
    return this.lastStatus.problem === null ? 'queue-full' : 'disk-refused';
  }

  /**
   * Values and alarms do not wait for a disk: where it is only in trouble the start goes on without history, whose
   * samples wait for another thread, and are dropped and counted when it takes too long.
   */
  private lose(problem: string, trouble: DiskTrouble | undefined): void {
    this.isReady = false;
    this.problem = problem;
    this.calls.rejectAll(problem);
    if (trouble) this.started.resolve();
    else if (!this.wasReady) this.started.reject(new PlantroomError('STORE_UNAVAILABLE', problem));
  }
}
