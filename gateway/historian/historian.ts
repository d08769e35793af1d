import { randomUUID } from 'node:crypto';
import { PlantroomError } from '../domain/errors.ts';
import type { SampleBatch } from '../domain/sample.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Historian, HistorianStatus, HistoryReader } from '../ports/historian.ts';
import type { Logger } from '../ports/logger.ts';
import type { Metrics } from '../ports/metrics.ts';
import { Calls } from './calls.ts';
import { HistorianMetrics } from './historian-metrics.ts';
import { Intake } from './intake.ts';
import { POST_EVERY_MS } from './limits.ts';
import type { Call, CallResults, FromWorker } from './messages.ts';
import { Outbox } from './outbox.ts';
import { createReader } from './reader.ts';
import type { HistorianSettings } from './settings.ts';
import { WorkerThread } from './worker-thread.ts';

export interface HistorianOptions extends HistorianSettings {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** One request of a sink may be under way, and all open data is packed. */
const CLOSE_LIMIT_MS = 20_000;

const EMPTY_STATUS: HistorianStatus = {
  loggedSamples: 0,
  droppedSamples: 0,
  logBytes: 0,
  historyBytes: 0,
  cursors: [],
  healthy: true,
  problem: null,
};

/** Starts the worker thread and resolves once it has read what the log holds. Rejects when the folder cannot be used. */
export async function openHistorian(options: HistorianOptions): Promise<Historian> {
  const historian = new ThreadedHistorian(options);
  await historian.open();
  return historian;
}

/** The main-thread side: takes samples in, posts them, and asks the worker everything else. */
class ThreadedHistorian implements Historian {
  readonly reader: HistoryReader = createReader((call) => this.ask(call));
  private readonly options: HistorianOptions;
  private readonly metrics: HistorianMetrics;
  private readonly intake: Intake;
  private readonly outbox = new Outbox();
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
    this.intake = new Intake(points, this.metrics, () => this.post());
    this.calls = new Calls((message) => this.thread.post(message));
    this.thread = new WorkerThread({
      start: { settings: { folder, siteId, version, points, sinks, retention }, session: randomUUID() },
      clock,
      logger,
      onMessage: (message) => this.receive(message),
      onLost: (problem) => this.lose(problem),
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
    this.posting = this.options.clock.every(POST_EVERY_MS, () => this.post());
  }

  append(batch: SampleBatch): void {
    if (!this.closing) this.intake.take(batch);
  }

  async flush(): Promise<void> {
    const target = this.outbox.lastSeq + (this.intake.staging.length > 0 ? 1 : 0);
    this.post();
    await this.outbox.whenCommitted(target);
  }

  async status(): Promise<HistorianStatus> {
    if (this.isReady && !this.closing) {
      // When the thread ends while it is asked, its last report stands, with the problem beside it.
      this.lastStatus = await this.calls.ask({ kind: 'status' }).catch(() => this.lastStatus);
    }
    const { lastStatus, intake } = this;
    const problem = this.problem ?? lastStatus.problem;
    const droppedSamples = lastStatus.droppedSamples + intake.droppedSamples;
    return { ...lastStatus, droppedSamples, healthy: problem === null, problem };
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
    this.outbox.release();
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

  /** Sends what is staged, unless the worker is too far behind already; then it waits, and in the end is dropped and counted. */
  private post(): void {
    const { intake, outbox } = this;
    if (intake.staging.length === 0 || outbox.isFull) return;
    const post = outbox.add(intake.staging.take());
    if (this.isReady) this.thread.post({ type: 'append', ...post });
  }

  private receive(message: FromWorker): void {
    switch (message.type) {
      case 'ready':
        this.resume(message.lastSeq, message.lastTimes);
        break;
      case 'committed':
        this.outbox.committed(message.seq);
        break;
      case 'reply':
      case 'failure':
        this.calls.settle(message);
        break;
      case 'status':
        this.lastStatus = message.status;
        this.metrics.report(message.status);
        break;
      case 'log':
        this.options.logger[message.level](message.fields, message.message);
        break;
    }
  }

  /** A worker is there: the first one, or another after a crash, which gets again what was not committed. */
  private resume(lastSeq: number, lastTimes: Float64Array): void {
    if (!this.wasReady) this.intake.filter.seed(lastTimes);
    this.isReady = true;
    this.wasReady = true;
    this.problem = null;
    this.outbox.committed(lastSeq);
    for (const post of this.outbox.pending()) this.thread.post({ type: 'append', ...post });
    this.started.resolve();
  }

  private lose(problem: string): void {
    this.isReady = false;
    this.problem = problem;
    this.calls.rejectAll(problem);
    if (!this.wasReady) this.started.reject(new PlantroomError('STORE_UNAVAILABLE', problem));
  }
}

/** Only what the worker needs: a point of the caller may carry things that cannot travel between threads. */
function plainPoint(point: HistorianSettings['points'][number]): HistorianSettings['points'][number] {
  const { index, tag, kind, unit, equipment, equipmentClass, area, name, title, deadband, rollover, maxPowerKw } =
    point;
  return { index, tag, kind, unit, equipment, equipmentClass, area, name, title, deadband, rollover, maxPowerKw };
}
