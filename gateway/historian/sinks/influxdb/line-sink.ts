import type { SampleBatch } from '../../../domain/sample.ts';
import type { Timer } from '../../../ports/clock.ts';
import type { CursorState } from '../../../ports/historian.ts';
import { RESEND_WINDOW_MS } from '../../limits.ts';
import type { LogPosition, LogRecord } from '../../log/sample-log.ts';
import { backoffMs } from '../progress/backoff.ts';
import { hasGap, type LaneWork } from '../progress/lanes.ts';
import type { LogSink } from '../progress/log-sink.ts';
import { SinkProgress, type SinkProgressDependencies } from '../progress/sink-progress.ts';
import { type Delivery, deliver } from './deliver.ts';
import type { LineServer } from './line-server.ts';
import type { LineBuilder } from './wide-lines.ts';

/** Samples of one request. */
const CHUNK_SAMPLES = 10_000;
/** Live data is gathered this long: fewer, larger requests. */
const LIVE_EVERY_MS = 500;
const IDLE_MS = 5_000;
/** At the end a request under way may finish; then it is cut off, and sent again at the next start. */
const STOP_WITHIN_MS = 2_000;
/** A server that closes every connection must not keep us repeating ourselves. */
const REPEAT_AFTER_RECONNECT_MS = 3 * RESEND_WINDOW_MS;

export interface LineSinkDependencies extends Omit<SinkProgressDependencies, 'counts'> {
  readonly server: LineServer;
  readonly lines: LineBuilder;
  readonly random: () => number;
}

/** Follows the log and writes it to one server: one request at a time, live data first, at its own pace. */
export class LineSink implements LogSink {
  private readonly deps: LineSinkDependencies;
  private readonly progress: SinkProgress;
  private isConnected = false;
  private connectionsSeen = 0;
  private repeatedAt = Number.NEGATIVE_INFINITY;
  private hasTriedToCreate = false;
  private failures = 0;
  private lastError: string | null = null;
  private liveAt = Number.NEGATIVE_INFINITY;
  private replayAt = Number.NEGATIVE_INFINITY;
  /** Until then the server is left alone, whatever arrives. */
  private quietUntil = Number.NEGATIVE_INFINITY;
  private isStopping = false;
  private running: Promise<void> = Promise.resolve();
  private resume: (() => void) | undefined;
  private timer: Timer | undefined;

  constructor(deps: LineSinkDependencies) {
    this.deps = deps;
    this.progress = new SinkProgress({ ...deps, counts: 'usable' });
  }

  /** Batches up to here are proven in this sink, longer ago than the resend window. */
  get safeId(): number {
    return this.progress.safeId;
  }

  start(): void {
    this.running = this.run();
  }

  /** New batches are in the log. */
  wake(): void {
    if (this.deps.clock.monotonicMs() >= this.quietUntil) this.resume?.();
  }

  /** Ends after the request under way, at most STOP_WITHIN_MS; what is not sent stays in the log. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.resume?.();
    const cutOff = this.deps.clock.after(STOP_WITHIN_MS, () => this.deps.server.close());
    await this.running;
    cutOff.cancel();
    this.deps.server.close();
    this.progress.save();
  }

  /** Batches up to `position` are gone from the log. */
  noteDeleted(position: LogPosition): void {
    this.progress.noteDeleted(position);
  }

  status(): CursorState {
    return this.progress.status(this.lastError);
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      const waitMs = await this.safeStep();
      if (waitMs > 0 && !this.isStopping) await this.pause(waitMs);
    }
  }

  /** The log itself may fail (disk); that must not end the loop. */
  private async safeStep(): Promise<number> {
    try {
      return await this.step();
    } catch (error) {
      this.deps.logger.error({ sink: this.deps.id, err: error }, 'sink cannot read the sample log');
      return this.fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** Does one piece of work; returns how long to wait before the next. */
  private async step(): Promise<number> {
    const now = this.deps.clock.monotonicMs();
    if (now < this.quietUntil) return this.quietUntil - now;
    if (!this.isConnected) return this.connect();
    const next = this.progress.next();
    this.progress.saveIfDue();
    if (!next) return IDLE_MS;
    const work = this.inTurn(next, now);
    return typeof work === 'number' ? work : this.send(work);
  }

  /** Paces both lanes: live data every half second, replay in the time between and never more than half of it. */
  private inTurn(work: LaneWork, now: number): LaneWork | number {
    const { lanes } = this.progress;
    const isLiveDue = work.lane === 'live' && now >= this.liveAt + LIVE_EVERY_MS;
    if (isLiveDue) return work;
    if (hasGap(lanes) && now >= this.replayAt)
      return { lane: 'replay', afterId: lanes.tail.id, upToId: lanes.liveFrom.id };
    const waits = [
      ...(work.lane === 'live' ? [this.liveAt + LIVE_EVERY_MS - now] : []),
      ...(hasGap(lanes) ? [this.replayAt - now] : []),
    ];
    return Math.max(1, Math.min(...waits));
  }

  private async send(work: LaneWork): Promise<number> {
    const { server, lines, clock, random } = this.deps;
    const records = this.collect(work);
    const batches = records.flatMap((record): SampleBatch[] => (record.samples ? [record.samples] : []));
    const startedAt = clock.monotonicMs();
    if (work.lane === 'live') this.liveAt = startedAt;
    const delivery = await deliver(lines.build(batches), (texts) => server.write(texts), this.failures, random);
    const now = clock.monotonicMs();
    if (work.lane === 'replay') this.replayAt = now + (now - startedAt);
    if (delivery.kind === 'stopped') return this.pauseAfter(delivery.action);
    this.failures = 0;
    this.lastError = null;
    if (records.length === 0) this.progress.skipMissing(work);
    this.progress.settle(work.lane, records, delivery.refused);
    this.repeatAfterReconnect();
    return 0;
  }

  private collect({ afterId, upToId }: LaneWork): LogRecord[] {
    const records: LogRecord[] = [];
    let samples = 0;
    for (let after = afterId; samples < CHUNK_SAMPLES; ) {
      const record = this.deps.log.read(after, upToId);
      if (!record) break;
      records.push(record);
      samples += record.count;
      after = record.position.id;
    }
    return records;
  }

  /** A new connection in the middle of a run: the server may have been started again without our noticing. */
  private repeatAfterReconnect(): void {
    const { server, clock } = this.deps;
    const isNew = this.connectionsSeen > 0 && server.connections > this.connectionsSeen;
    this.connectionsSeen = server.connections;
    if (!isNew || clock.monotonicMs() - this.repeatedAt < REPEAT_AFTER_RECONNECT_MS) return;
    this.repeatedAt = clock.monotonicMs();
    this.progress.repeatUnproven();
  }

  private async connect(): Promise<number> {
    const { server, logger, id } = this.deps;
    const detection = await server.detect();
    if (!detection.ok) return this.fail(detection.reason);
    logger.info({ sink: id, dialect: detection.dialect }, 'sink is connected');
    this.isConnected = true;
    this.hasTriedToCreate = false;
    this.connectionsSeen = 0;
    this.progress.repeatUnproven();
    return 0;
  }

  private async pauseAfter(action: Extract<Delivery, { kind: 'stopped' }>['action']): Promise<number> {
    switch (action.kind) {
      case 'busy':
        this.failures++;
        return this.quiet(action);
      case 'refused':
        return (await this.hasCreatedDatabase(action.reason)) ? 0 : this.quiet(action);
      case 'down':
        this.isConnected = false;
        this.failures++;
        return this.quiet(action);
    }
  }

  private async hasCreatedDatabase(reason: string): Promise<boolean> {
    if (this.hasTriedToCreate || !reason.includes('database not found')) return false;
    this.hasTriedToCreate = true;
    return this.deps.server.createDatabase();
  }

  private fail(reason: string): number {
    return this.quiet({ reason, waitMs: backoffMs(this.failures++, this.deps.random()) });
  }

  private quiet({ reason, waitMs }: { reason: string; waitMs: number }): number {
    if (this.lastError === null) this.deps.logger.warn({ sink: this.deps.id, reason }, 'sink does not take data');
    this.lastError = reason;
    this.quietUntil = this.deps.clock.monotonicMs() + waitMs;
    return waitMs;
  }

  private pause(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.resume = () => {
        this.timer?.cancel();
        this.resume = undefined;
        resolve();
      };
      this.timer = this.deps.clock.after(waitMs, () => this.resume?.());
    });
  }
}
