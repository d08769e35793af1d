import type { Clock } from '../../../ports/clock.ts';
import type { CounterIncrement, CursorState, HistoryColumns } from '../../../ports/historian.ts';
import type { Logger } from '../../../ports/logger.ts';
import { isDamage } from '../../database.ts';
import { holdMsOf, PACK_EVERY_MS } from '../../limits.ts';
import { LossNotes } from '../../log/loss-notes.ts';
import type { Place } from '../../log/place.ts';
import { noteTail, type TailNotes } from '../../log/safe-place.ts';
import type { LogPosition, LogRecord, SampleLog } from '../../log/sample-log.ts';
import type { PointRegister } from '../../point-register.ts';
import { SerialQueue } from '../../serial-queue.ts';
import type { HistoryRetention } from '../../settings.ts';
import { TimeSlice } from '../../time-slice.ts';
import { FollowedLog } from './followed-log.ts';
import { type HistoryAccess, readInTurn } from './history-access.ts';
import type { HistoryStore } from './history-store.ts';
import { Housekeeper } from './housekeeper.ts';
import { incrementsOf } from './increments.ts';
import { packOpenData, type TooLate } from './packer.ts';
import { type FreeDisk, PackingRoom } from './packing-room.ts';
import { queryColumns } from './query-columns.ts';

const TOO_LATE = 'samples came after the raw data of their day had been deleted; left out';

export interface EmbeddedDependencies {
  readonly log: SampleLog;
  readonly store: HistoryStore;
  readonly register: PointRegister;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly retention: HistoryRetention;
  /** What the disk lets be written: always everything where this is not said. */
  readonly room?: FreeDisk;
  /** A page of the history file is damaged: it cannot go on being used. */
  readonly onDamaged?: (error: unknown) => void;
}

/**
 * The historian that is always there. It follows the log: committed samples are open data in memory at once and become
 * blocks every few minutes, in the transaction that also moves the cursor. Questions and packing take turns.
 */
export class EmbeddedHistorian {
  readonly id = 'embedded';
  readonly counts = 'all';
  private readonly deps: EmbeddedDependencies;
  private readonly queue = new SerialQueue();
  private readonly housekeeper: Housekeeper;
  private readonly followed: FollowedLog;
  private packedAt: number;
  private packed: Place;
  private notes: TailNotes;
  private isTidying = false;
  private readonly room: PackingRoom;
  private readonly lossNotes: LossNotes;
  problem: string | null = null;

  constructor(deps: EmbeddedDependencies) {
    this.deps = deps;
    this.housekeeper = new Housekeeper(deps);
    this.followed = new FollowedLog(deps.store, deps.clock, deps.store.cursor(deps.log));
    this.packed = { id: this.followed.progress.id, samples: this.followed.progress.all };
    this.notes = { safe: this.packed, notes: [] };
    this.packedAt = deps.clock.monotonicMs();
    this.room = new PackingRoom(deps.room);
    this.lossNotes = new LossNotes(deps);
  }

  /** Batches up to here are in blocks on disk, longer ago than the resend window. */
  get safeId(): number {
    return this.notes.safe.id;
  }

  /** True when closed days still wait for compaction. */
  get hasWork(): boolean {
    return this.isTidying;
  }

  /** Whether batch `id` has not been taken yet. */
  needs(id: number): boolean {
    return id > this.followed.progress.id;
  }

  /** Batches up to `position` are gone from the log. */
  noteDeleted(position: LogPosition): void {
    this.followed.progress.skip(position);
  }

  /** Newest sample time of every point, by id. */
  lastTimes(): Map<number, number> {
    return this.followed.lastTimes();
  }

  /** The newest recorded sample of a point by its id, whatever its quality; undefined when there is none. */
  newest(point: number): { time: number; value: number; quality: number } | undefined {
    return this.followed.newest(point);
  }

  /**
   * Samples count as stored when questions are answered from them: they are durable in the log and read from it
   * again at the next start, whether they are in blocks already or not.
   */
  status(): CursorState {
    const { log, clock, store } = this.deps;
    const { id, all, takenAt, missed } = this.followed.progress;
    const lateSamples = store.lateSamples();
    const behindSamples = Math.max(0, log.head.all - all);
    const waitingSince = behindSamples > 0 ? log.writtenAfter(id) : undefined;
    return {
      sink: this.id,
      behindSamples,
      behindMs: waitingSince === undefined ? 0 : Math.max(0, clock.nowMs() - waitingSince),
      storedSamples: Math.max(0, all - missed - lateSamples),
      quarantinedSamples: 0,
      lateSamples,
      damagedRows: store.damage.count,
      lastError: this.problem,
      lastStoredAt: takenAt,
    };
  }

  /** Takes what was just committed; when memory is full it stays in the log for later. */
  take(record: LogRecord): void {
    this.followed.take(record);
  }

  /** Reads on from the log until everything committed is in memory or in blocks. */
  async catchUp(): Promise<void> {
    const { log, clock } = this.deps;
    const { followed } = this;
    const slice = new TimeSlice(clock);
    while (followed.progress.id < log.head.id) {
      if (this.room.isMuch(followed.open.count) && !(await this.pack())) return;
      const record = log.read(followed.progress.id, log.head.id);
      if (record) followed.add(record);
      else followed.addMissing(log.head);
      await slice.pause();
    }
  }

  /** Packs when it is time, then tidies closed days. Called every few seconds; never rejects. */
  async tick(): Promise<void> {
    const age = this.deps.clock.monotonicMs() - this.packedAt;
    const { count } = this.followed.open;
    const isDue = this.room.isMuch(count) || (count > 0 && age >= PACK_EVERY_MS);
    if (isDue) await this.pack();
    await this.catchUp();
    this.isTidying = await this.tidy(this.room.daysTidied);
    this.notes = noteTail(this.notes, this.packed, this.deps.clock.monotonicMs());
  }

  /** Compacts closed days and deletes what is too old, a bounded amount; true when there was something to do. */
  private async tidy(days: number): Promise<boolean> {
    if (days === 0) return false;
    try {
      return await this.queue.run(() => this.housekeeper.step(this.followed.newestTime, days));
    } catch (error) {
      this.fail('history cannot be tidied', error);
      return false;
    }
  }

  /** Moves all open data into blocks. False when the disk refused; the data stays open and in the log. */
  async pack(): Promise<boolean> {
    return this.queue.run(async () => {
      const { log, store, clock } = this.deps;
      if (!this.room.mayPack(this.followed.open.count)) {
        this.problem = 'history cannot be written: the disk is full';
        return false;
      }
      const { id, all } = this.followed.progress;
      const cursor = { log: log.uuid, id, all };
      const packing = this.followed.takeOpen();
      this.packedAt = clock.monotonicMs();
      try {
        const tooLate = await packOpenData(store, packing, cursor, new TimeSlice(clock));
        this.packed = { id: cursor.id, samples: cursor.all };
        this.problem = null;
        this.tellTooLate(tooLate);
        return true;
      } catch (error) {
        this.followed.putBack(packing);
        this.fail('history cannot be written', error);
        return false;
      }
    });
  }

  query(tag: string, fromMs: number, toMs: number, width: number): Promise<HistoryColumns> {
    return this.read(({ store, readerOf, pointOf }) => {
      const point = pointOf(tag);
      const { clock } = this.deps;
      const knownUntilMs = Math.max(clock.nowMs(), this.followed.newestTime);
      const range = { fromMs: Math.max(0, fromMs), toMs, width };
      const question = { tag, point: point.id, ...range, knownUntilMs, holdMs: holdMsOf(point) };
      return queryColumns(store, () => readerOf(point.id), question, new TimeSlice(clock));
    });
  }

  increments(tags: readonly string[], edgesMs: readonly number[]): Promise<CounterIncrement[]> {
    return this.read((access) => incrementsOf(tags, edgesMs, access, new TimeSlice(this.deps.clock)));
  }

  /** Runs a piece of reading in its turn: no packing changes what it sees. */
  read<T>(work: (access: HistoryAccess) => Promise<T>): Promise<T> {
    const { store, register } = this.deps;
    return readInTurn(this.queue, { store, register, open: () => this.followed.open }, work);
  }

  /** What is packed is packed: a note that the disk does not take now is told after the next packing. */
  private tellTooLate(late: TooLate | undefined): void {
    if (late) {
      const { samples, fromMs: from, toMs: to } = late;
      this.lossNotes.add({ kind: 'too-late', sink: this.id, from, to, samples }, TOO_LATE);
    }
    try {
      this.lossNotes.tell();
    } catch (error) {
      this.deps.logger.error({ err: error }, 'losses cannot be told yet');
    }
  }

  private fail(message: string, error: unknown): void {
    if (isDamage(error)) this.deps.onDamaged?.(error);
    this.problem = `${message}: ${error instanceof Error ? error.message : String(error)}`;
    this.deps.logger.error({ err: error }, message);
  }
}
