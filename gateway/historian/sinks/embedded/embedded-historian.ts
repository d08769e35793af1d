import { PlantroomError } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { CounterIncrement, CursorState, HistoryColumns } from '../../../ports/historian.ts';
import type { Logger } from '../../../ports/logger.ts';
import { OPEN_SAMPLES, PACK_AT_SAMPLES, PACK_EVERY_MS } from '../../limits.ts';
import type { Place } from '../../log/place.ts';
import { noteTail, type TailNotes } from '../../log/safe-place.ts';
import type { LogPosition, LogRecord, SampleLog } from '../../log/sample-log.ts';
import type { PointRegister, RegisteredPoint } from '../../point-register.ts';
import { SerialQueue } from '../../serial-queue.ts';
import { lastOf } from '../../series.ts';
import { TimeSlice } from '../../time-slice.ts';
import { CounterReader } from './count-increments.ts';
import { DayReader } from './day-reader.ts';
import type { HistoryStore } from './history-store.ts';
import { Housekeeper } from './housekeeper.ts';
import { OpenData } from './open-data.ts';
import { packOpenData } from './packer.ts';
import { queryColumns } from './query-columns.ts';

export interface EmbeddedDependencies {
  readonly log: SampleLog;
  readonly store: HistoryStore;
  readonly register: PointRegister;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly rawMs: number;
}

/**
 * The historian that is always there. It follows the log: committed samples are open data in memory at once and become
 * blocks every few minutes, in the transaction that also moves the cursor. Questions and packing take turns.
 */
export class EmbeddedHistorian {
  private readonly deps: EmbeddedDependencies;
  private readonly queue = new SerialQueue();
  private readonly housekeeper: Housekeeper;
  private open = new OpenData();
  private newestTime = 0;
  /** Last batch whose samples are in memory or in blocks. */
  private takenId: number;
  private takenAll: number;
  private takenAt: number | null = null;
  private packedAt: number;
  private packed: Place;
  private notes: TailNotes;
  private isTidying = false;
  /** Samples that were damaged in the log, or deleted from it before they were taken. */
  private missed = 0;
  problem: string | null = null;

  constructor(deps: EmbeddedDependencies) {
    this.deps = deps;
    this.housekeeper = new Housekeeper(deps);
    const cursor = deps.store.cursor(deps.log.uuid);
    this.takenId = cursor.id;
    this.takenAll = cursor.all;
    this.packed = { id: cursor.id, samples: cursor.all };
    this.notes = { safe: this.packed, notes: [] };
    this.packedAt = deps.clock.monotonicMs();
  }

  /** Batches up to here are in blocks on disk, longer ago than the resend window. */
  get safeId(): number {
    return this.notes.safe.id;
  }

  /** True when closed days still wait for compaction. */
  get hasWork(): boolean {
    return this.isTidying;
  }

  /** Batches up to `position` are gone from the log. */
  noteDeleted(position: LogPosition): void {
    if (position.id <= this.takenId) return;
    this.missed += position.all - this.takenAll;
    this.takenId = position.id;
    this.takenAll = position.all;
  }

  /** Newest sample time of every point, by id. */
  lastTimes(): Map<number, number> {
    const times = this.deps.store.lastTimes();
    for (const point of this.open.points()) {
      const { time, length } = this.open.series(point);
      times.set(point, Math.max(times.get(point) ?? 0, time[length - 1]!));
    }
    return times;
  }

  /** The newest recorded sample of a point by its id, whatever its quality; undefined when there is none. */
  newest(point: number): { time: number; value: number; quality: number } | undefined {
    const open = lastOf(this.open.series(point));
    const { length, time, value, quality } = open.length > 0 ? open : this.deps.store.newest(point);
    return length === 0 ? undefined : { time: time[0]!, value: value[0]!, quality: quality[0]! };
  }

  /**
   * Samples count as stored when questions are answered from them: they are durable in the log and read from it
   * again at the next start, whether they are in blocks already or not.
   */
  status(): CursorState {
    const { log, clock } = this.deps;
    const behindSamples = Math.max(0, log.head.all - this.takenAll);
    const waitingSince = behindSamples > 0 ? log.writtenAfter(this.takenId) : undefined;
    return {
      sink: 'embedded',
      behindSamples,
      behindMs: waitingSince === undefined ? 0 : Math.max(0, clock.nowMs() - waitingSince),
      storedSamples: this.takenAll - this.missed,
      quarantinedSamples: 0,
      lastError: this.problem,
      lastStoredAt: this.takenAt,
    };
  }

  /** Takes what was just committed; when memory is full it stays in the log for later. */
  take(record: LogRecord): void {
    if (record.position.id !== this.takenId + 1 || this.open.count >= OPEN_SAMPLES) return;
    this.add(record);
  }

  /** Reads on from the log until everything committed is in memory or in blocks. */
  async catchUp(): Promise<void> {
    const { log, clock } = this.deps;
    const slice = new TimeSlice(clock);
    while (this.takenId < log.head.id) {
      if (this.open.count >= PACK_AT_SAMPLES && !(await this.pack())) return;
      const record = log.read(this.takenId, log.head.id);
      if (!record) return this.noteDeleted(log.head);
      this.add(record);
      await slice.pause();
    }
  }

  /** Packs when it is time, then tidies closed days. Called every few seconds; never rejects. */
  async tick(): Promise<void> {
    const age = this.deps.clock.monotonicMs() - this.packedAt;
    const isDue = this.open.count >= PACK_AT_SAMPLES || (this.open.count > 0 && age >= PACK_EVERY_MS);
    if (isDue) await this.pack();
    await this.catchUp();
    this.isTidying = await this.tidy();
    this.notes = noteTail(this.notes, this.packed, this.deps.clock.monotonicMs());
  }

  /** Compacts closed days and deletes what is too old, a bounded amount; true when there was something to do. */
  private async tidy(): Promise<boolean> {
    try {
      return await this.queue.run(() => this.housekeeper.step(this.newestTime));
    } catch (error) {
      this.fail('history cannot be tidied', error);
      return false;
    }
  }

  /** Moves all open data into blocks. False when the disk refused; the data stays open and in the log. */
  async pack(): Promise<boolean> {
    return this.queue.run(async () => {
      const { log, store, clock } = this.deps;
      const packing = this.open;
      const cursor = { log: log.uuid, id: this.takenId, all: this.takenAll };
      this.open = new OpenData();
      try {
        await packOpenData(store, packing, cursor, new TimeSlice(clock));
        this.packed = { id: cursor.id, samples: cursor.all };
        this.packedAt = clock.monotonicMs();
        this.problem = null;
        return true;
      } catch (error) {
        packing.addAll(this.open);
        this.open = packing;
        this.packedAt = clock.monotonicMs();
        this.fail('history cannot be written', error);
        return false;
      }
    });
  }

  query(tag: string, fromMs: number, toMs: number, width: number): Promise<HistoryColumns> {
    return this.queue.run(async () => {
      const { store, clock } = this.deps;
      const point = this.find(tag).id;
      const knownUntilMs = Math.max(clock.nowMs(), this.newestTime);
      const question = { tag, point, fromMs: Math.max(0, fromMs), toMs, width, knownUntilMs };
      return queryColumns(store, new DayReader(store, this.open, point), question, new TimeSlice(clock));
    });
  }

  increments(tags: readonly string[], edgesMs: readonly number[]): Promise<CounterIncrement[]> {
    return this.queue.run(async () => {
      const out: CounterIncrement[] = [];
      for (const tag of tags) {
        const point = this.find(tag);
        const { store, clock } = this.deps;
        const counter = new CounterReader(
          store,
          new DayReader(store, this.open, point.id),
          point,
          new TimeSlice(clock),
        );
        const { rise, coverage } = await counter.increments(edgesMs);
        rise.forEach((increment, b) => {
          out.push({ point: point.index, bucketStartMs: edgesMs[b]!, increment, coverage: coverage[b]! });
        });
      }
      return out;
    });
  }

  private find(tag: string): RegisteredPoint {
    const point = this.deps.register.find(tag);
    if (!point) throw new PlantroomError('POINT_NOT_FOUND', tag);
    return point;
  }

  private add(record: LogRecord): void {
    this.takenId = record.position.id;
    this.takenAll = record.position.all;
    this.takenAt = this.deps.clock.nowMs();
    if (!record.samples) {
      this.missed += record.count;
      return;
    }
    this.open.add(record.samples);
    const { length, sourceTime } = record.samples;
    for (let i = 0; i < length; i++) if (sourceTime[i]! > this.newestTime) this.newestTime = sourceTime[i]!;
  }

  private fail(message: string, error: unknown): void {
    this.problem = `${message}: ${error instanceof Error ? error.message : String(error)}`;
    this.deps.logger.error({ err: error }, message);
  }
}
