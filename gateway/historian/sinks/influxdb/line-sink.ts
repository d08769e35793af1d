import type { SampleBatch } from '../../../domain/sample.ts';
import type { Clock, Timer } from '../../../ports/clock.ts';
import type { CursorState } from '../../../ports/historian.ts';
import type { Logger } from '../../../ports/logger.ts';
import { RESEND_WINDOW_MS } from '../../limits.ts';
import type { CursorStore } from '../../log/cursor-store.ts';
import type { Place } from '../../log/place.ts';
import { noteTail, type TailNotes } from '../../log/safe-place.ts';
import type { LogPosition, LogRecord, SampleLog } from '../../log/sample-log.ts';
import { type Delivery, deliver, type RefusedField } from './deliver.ts';
import { acknowledge, countBehind, hasGap, type Lane, type LaneWork, nextWork, rewind, skipDeleted } from './lanes.ts';
import type { LineServer } from './line-server.ts';
import { restoreSinkState, type SinkState } from './sink-state.ts';
import type { LineBuilder } from './wide-lines.ts';
import { backoffMs } from './write-policy.ts';

/** Samples of one request. */
const CHUNK_SAMPLES = 10_000;
/** Live data is gathered this long: fewer, larger requests. */
const LIVE_EVERY_MS = 500;
const IDLE_MS = 5_000;
const SAVE_EVERY_MS = 1_000;
/** A server that closes every connection must not keep us repeating ourselves. */
const REPEAT_AFTER_RECONNECT_MS = 3 * RESEND_WINDOW_MS;

export interface LineSinkDependencies {
  readonly id: string;
  readonly server: LineServer;
  readonly lines: LineBuilder;
  readonly log: SampleLog;
  readonly cursors: CursorStore;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
}

const placeOf = ({ id, usable }: LogPosition): Place => ({ id, samples: usable });

/** Follows the log and writes it to one server: one request at a time, live data first, at its own pace. */
export class LineSink {
  private readonly deps: LineSinkDependencies;
  private state: SinkState;
  private notes: TailNotes;
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
  private savedAt = Number.NEGATIVE_INFINITY;
  private isStopping = false;
  private running: Promise<void> = Promise.resolve();
  private resume: (() => void) | undefined;
  private timer: Timer | undefined;

  constructor(deps: LineSinkDependencies) {
    this.deps = deps;
    const oldest = deps.log.oldest(1)[0];
    const base = oldest
      ? { id: oldest.position.id - 1, samples: oldest.position.usable - oldest.usable }
      : placeOf(deps.log.head);
    this.state = restoreSinkState(deps.cursors.load(deps.id), base);
    this.notes = { safe: this.state.safe, notes: [] };
    this.noteDeleted({ id: base.id, usable: base.samples, all: 0 });
  }

  /** Batches up to here are proven in this sink, longer ago than the resend window. */
  get safeId(): number {
    return this.notes.safe.id;
  }

  start(): void {
    this.running = this.run();
  }

  /** New batches are in the log. */
  wake(): void {
    if (this.deps.clock.monotonicMs() >= this.quietUntil) this.resume?.();
  }

  /** Ends after the request under way, at most its timeout; what is not sent stays in the log. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.resume?.();
    await this.running;
    this.deps.server.close();
    this.save();
  }

  /** Batches up to `position` are gone from the log. */
  noteDeleted(position: LogPosition): void {
    const { state, lost } = skipDeleted(this.state.lanes, placeOf(position));
    this.state = { ...this.state, lanes: state, evicted: this.state.evicted + lost };
    if (this.notes.safe.id < position.id) this.notes = { safe: placeOf(position), notes: this.notes.notes };
  }

  status(): CursorState {
    const { clock, log, id } = this.deps;
    const { lanes, base, evicted, quarantined, lastStoredAt } = this.state;
    const behindSamples = countBehind(lanes, placeOf(log.head));
    const all = log.head.usable - base.samples;
    const waitingSince = behindSamples > 0 ? log.writtenAfter(lanes.tail.id) : undefined;
    return {
      sink: id,
      behindSamples,
      behindMs: waitingSince === undefined ? 0 : Math.max(0, clock.nowMs() - waitingSince),
      storedSamples: Math.max(0, all - behindSamples - evicted - quarantined),
      quarantinedSamples: quarantined,
      lastError: this.lastError,
      lastStoredAt,
    };
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
    const { log, clock } = this.deps;
    const quietMs = this.quietUntil - clock.monotonicMs();
    if (quietMs > 0) return quietMs;
    if (!this.isConnected) return this.connect();
    const next = nextWork(this.state.lanes, placeOf(log.head));
    this.state = { ...this.state, lanes: next.state };
    if (!next.work) {
      this.saveIfDue();
      return IDLE_MS;
    }
    const work = this.inTurn(next.work, clock.monotonicMs());
    return typeof work === 'number' ? work : this.send(work);
  }

  /** Paces both lanes: live data every half second, replay in the time between and never more than half of it. */
  private inTurn(work: LaneWork, now: number): LaneWork | number {
    const { lanes } = this.state;
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
    this.settle(work, records, delivery.refused);
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

  private settle({ lane, upToId }: LaneWork, records: readonly LogRecord[], refused: readonly RefusedField[]): void {
    const { id, cursors, clock, logger } = this.deps;
    this.failures = 0;
    this.lastError = null;
    const last = records.at(-1);
    if (!last) {
      this.skipMissing(lane, upToId);
      return;
    }
    const added = cursors.quarantine(id, refused, clock.nowMs());
    if (added > 0)
      logger.warn({ sink: id, count: added, reason: refused[0]?.reason }, 'the sink refused values; set aside');
    const damaged = records.reduce((sum, record) => sum + (record.samples ? 0 : record.usable), 0);
    this.state = {
      ...this.state,
      lanes: acknowledge(this.state.lanes, lane, placeOf(last.position)),
      evicted: this.state.evicted + damaged,
      quarantined: this.state.quarantined + added,
      lastStoredAt: clock.nowMs(),
    };
    this.notes = noteTail(this.notes, this.state.lanes.tail, clock.monotonicMs());
    this.repeatAfterReconnect();
    this.saveIfDue();
  }

  /** Batches that should be in the log are not; waiting for them would block the sink for ever. */
  private skipMissing(lane: Lane, upToId: number): void {
    const { log, logger, id } = this.deps;
    const samples = lane === 'live' ? log.head.usable : this.state.lanes.liveFrom.samples;
    logger.error({ sink: id, upToId }, 'batches are missing from the sample log; skipped');
    this.noteDeleted({ id: upToId, usable: samples, all: 0 });
  }

  /** A new connection in the middle of a run: the server may have been started again without our noticing. */
  private repeatAfterReconnect(): void {
    const { server, clock } = this.deps;
    const isNew = this.connectionsSeen > 0 && server.connections > this.connectionsSeen;
    this.connectionsSeen = server.connections;
    if (!isNew || clock.monotonicMs() - this.repeatedAt < REPEAT_AFTER_RECONNECT_MS) return;
    this.repeatedAt = clock.monotonicMs();
    this.repeatUnproven();
  }

  /** Sends again what was acknowledged so recently that the server may not have had it on its disk. */
  private repeatUnproven(): void {
    this.notes = { safe: this.notes.safe, notes: [] };
    this.state = { ...this.state, lanes: rewind(this.state.lanes, this.notes.safe) };
  }

  private async connect(): Promise<number> {
    const { server, logger, id } = this.deps;
    const detection = await server.detect();
    if (!detection.ok) return this.fail(detection.reason);
    logger.info({ sink: id, dialect: detection.dialect }, 'sink is connected');
    this.isConnected = true;
    this.connectionsSeen = 0;
    this.repeatUnproven();
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

  private saveIfDue(): void {
    if (this.deps.clock.monotonicMs() - this.savedAt >= SAVE_EVERY_MS) this.save();
  }

  private save(): void {
    this.savedAt = this.deps.clock.monotonicMs();
    this.state = { ...this.state, safe: this.notes.safe };
    this.deps.cursors.save(this.deps.id, this.state);
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
