import type { Clock, Timer } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { answerCall } from './answers.ts';
import { Committer } from './committer.ts';
import { CounterDesk } from './counters/counter-desk.ts';
import { emptyWriteAhead, isDamage } from './database.ts';
import { DiskReserve } from './disk-reserve.ts';
import { fullDisk, troubleOf } from './disk-trouble.ts';
import { CursorStore } from './log/cursor-store.ts';
import { DiskFloor } from './log/disk-floor.ts';
import { type LogEntry, type LogRecord, SampleLog } from './log/sample-log.ts';
import { suspect } from './log/suspicion.ts';
import { Trimmer } from './log/trimmer.ts';
import type { AppendMessage, Call, CallResult, WorkerStart } from './messages.ts';
import { PointRegister } from './point-register.ts';
import { createSinks } from './sinks/create-sinks.ts';
import { EmbeddedHistorian } from './sinks/embedded/embedded-historian.ts';
import { HistoryStore } from './sinks/embedded/history-store.ts';
import { RawEviction } from './sinks/embedded/raw-eviction.ts';
import type { LogSink } from './sinks/progress/log-sink.ts';
import { createJoinedHistory, type JoinedContext } from './sources/joined/create-joined-history.ts';
import type { JoinedHistory } from './sources/joined/joined-history.ts';
import { TransferDesk } from './transfer/transfer-desk.ts';
import { UpkeepDesk } from './upkeep-desk.ts';
import type { WorkerStatus } from './worker-status.ts';

const TICK_MS = 5_000;

export interface EngineDependencies {
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly onCommitted: (seq: number) => void;
  readonly onStatus: (status: WorkerStatus) => void;
  /** The files must be opened anew, by another thread. */
  readonly onHopeless: (error: unknown) => void;
}

/** Everything that happens in the worker thread: the log, its sinks, questions, housekeeping. */
export class HistorianEngine {
  private readonly deps: EngineDependencies;
  private readonly register: PointRegister;
  private readonly idOfIndex: Uint32Array;
  private readonly log: SampleLog;
  private readonly store: HistoryStore;
  private readonly committer: Committer;
  private readonly embedded: EmbeddedHistorian;
  private readonly joined: JoinedHistory;
  private readonly counters: CounterDesk;
  private readonly transfer: TransferDesk;
  private readonly upkeep: UpkeepDesk;
  private readonly sinks: readonly LogSink[];
  private readonly trimmer: Trimmer;
  private readonly reserve: DiskReserve;
  private readonly session: string;
  private readonly folder: string;
  private isClosing = false;
  private timer: Timer | undefined;
  private ticking: Promise<void> = Promise.resolve();

  constructor({ settings, session, mustCheck }: WorkerStart, deps: EngineDependencies) {
    const { clock, logger, random } = deps;
    const file = { folder: settings.folder, mustCheck, clock, logger };
    this.deps = deps;
    this.session = session;
    this.folder = settings.folder;
    this.reserve = new DiskReserve(settings.folder);
    this.register = new PointRegister(file);
    this.idOfIndex = this.register.register(settings.points);
    this.log = new SampleLog(file);
    this.store = new HistoryStore(file);
    const cursors = new CursorStore(this.log.database);
    cursors.forgetAllBut(settings.sinks.map((sink) => sink.id));
    const { log, store, register } = this;
    const { retention } = settings;
    const disk = new DiskFloor({
      ...{ folder: settings.folder, floorBytes: retention.freeDiskBytes, log, clock, logger },
      history: new RawEviction(store.database),
    });
    this.embedded = new EmbeddedHistorian({
      ...{ log, store, register, clock, logger, retention },
      room: {
        isShort: () => disk.isShort,
        freeBytes: () => (this.reserve.hold() ? disk.freeBytes : 0),
        lastBytes: () => disk.freeBytes,
      },
      onDamaged: deps.onHopeless,
    });
    const { embedded, idOfIndex } = this;
    this.counters = new CounterDesk({ embedded, clock });
    this.transfer = new TransferDesk({ embedded, idOfIndex, register, retention: settings.retention, clock });
    const local: JoinedContext['local'] = (question) => this.transfer.samples(question);
    this.joined = createJoinedHistory(settings, { embedded, register, clock, logger, local });
    const history = {
      newest: (point: number) => this.embedded.newest(point),
      isContinued: log.lastSeq(session) > 0,
      past: store.blocks,
    };
    this.sinks = createSinks(settings, { log, cursors, register, clock, random, logger, ...history });
    this.upkeep = new UpkeepDesk({ quarantine: cursors.quarantine, sinks: this.sinks, register });
    this.trimmer = new Trimmer({
      ...{ log, retention, embedded, sinks: this.sinks, clock, logger },
      disk,
      onMarked: (record) => this.spread([record]),
    });
    this.committer = new Committer({
      log: { commit: (owner, entries) => this.commit(owner, entries) },
      session,
      clock,
      logger,
      onCommitted: (seq, records) => this.handOn(seq, records),
      onFailed: () => this.makeRoom(),
      onHopeless: (error) => this.giveUp(error),
    });
  }

  /** Reads what the log holds beyond the blocks, then starts the sinks. */
  async start(): Promise<{ lastSeq: number; lastTimes: Float64Array }> {
    await this.embedded.catchUp();
    for (const sink of this.sinks) sink.start();
    this.timer = this.deps.clock.after(TICK_MS, () => this.tick());
    const lastTimes = this.embedded.lastTimes();
    return {
      lastSeq: this.log.lastSeq(this.session),
      lastTimes: Float64Array.from(this.idOfIndex, (id) => lastTimes.get(id) ?? 0),
    };
  }

  /** Takes a post; point indexes become registered ids in place. */
  append({ seq, samples, marks, losses }: Omit<AppendMessage, 'type'>): void {
    const { point, length } = samples;
    for (let i = 0; i < length; i++) point[i] = this.idOfIndex[point[i]!] ?? 0;
    this.committer.add({ seq, samples, marks, losses });
  }

  answer(call: Call): Promise<CallResult> {
    const { embedded, counters, joined, log, transfer, upkeep } = this;
    const parts = { embedded, counters, joined, log, transfer, upkeep };
    return answerCall({ ...parts, status: () => this.status(), close: () => this.close() }, call);
  }

  status(): WorkerStatus {
    const { log, store, embedded, sinks, committer } = this;
    const problem = committer.problem ?? embedded.problem;
    return {
      loggedSamples: log.head.all,
      droppedSamples: this.trimmer.evictedSamples,
      logBytes: log.space.usedBytes,
      losses: log.losses.totals(),
      damagedRecords: log.damagedRecords,
      historyBytes: store.bytes(),
      cursors: [embedded.status(), ...sinks.map((sink) => sink.status())],
      healthy: problem === null,
      problem,
    };
  }

  private async close(): Promise<undefined> {
    if (this.isClosing) return undefined;
    this.isClosing = true;
    this.timer?.cancel();
    this.committer.commit();
    this.committer.stop();
    await this.ticking;
    await Promise.all([this.joined.stop(), ...this.sinks.map((sink) => sink.stop())]);
    await this.embedded.pack();
    this.log.close();
    this.store.close();
    this.register.close();
    return undefined;
  }

  private handOn(seq: number, records: readonly LogRecord[]): void {
    this.deps.onCommitted(seq);
    this.spread(records);
  }

  private spread(records: readonly LogRecord[]): void {
    for (const record of records) this.embedded.take(record);
    for (const sink of this.sinks) sink.wake(records);
  }

  private tick(): void {
    this.ticking = this.runTick();
  }

  private async runTick(): Promise<void> {
    try {
      await this.embedded.tick();
      this.trim();
      this.deps.onStatus(this.status());
    } catch (error) {
      this.deps.logger.error({ err: error }, 'historian housekeeping failed');
    }
    if (!this.isClosing)
      this.timer = this.deps.clock.after(this.embedded.hasWork || this.trimmer.hasMore ? 0 : TICK_MS, () =>
        this.tick(),
      );
  }

  /** A log that is damaged is not opened again: the next start saves what can be read of it. */
  private giveUp(error: unknown): void {
    if (isDamage(error)) suspect(this.folder);
    this.deps.onHopeless(error);
  }

  /** The last room of a disk is for deleting: a log that took it could never become smaller. */
  private commit(session: string, entries: readonly LogEntry[]): LogRecord[] {
    if (!this.reserve.hold()) throw fullDisk();
    return this.log.commit(session, entries);
  }

  /** On a full disk even deleting needs room; so what holds some goes first, and the log before the history that grows when its write-ahead file is emptied. */
  private makeRoom(): void {
    if (!this.giveLastRoom()) return;
    this.trim();
    emptyWriteAhead(this.store.database);
  }

  /** False while it would be taken by what is being packed; that ends, one way or the other, within moments. */
  private giveLastRoom(): boolean {
    if (this.store.database.isTransaction) return false;
    this.reserve.release();
    emptyWriteAhead(this.log.database);
    return true;
  }

  private trim(): void {
    let refusal = this.tryTrim();
    if (refusal !== undefined && troubleOf(refusal) === 'full' && this.giveLastRoom()) refusal = this.tryTrim();
    if (refusal === undefined) return;
    this.deps.logger.error({ err: refusal }, 'the sample log cannot be trimmed');
    if (isDamage(refusal)) this.giveUp(refusal);
  }

  /** What stood against it; undefined when nothing did. */
  private tryTrim(): unknown {
    try {
      this.trimmer.trim();
      return undefined;
    } catch (error) {
      return error;
    }
  }
}
