import type { Clock } from '../../../ports/clock.ts';
import type { CursorState } from '../../../ports/historian.ts';
import type { Logger } from '../../../ports/logger.ts';
import { RESEND_WINDOW_MS } from '../../limits.ts';
import type { CursorStore, QuarantinedValue } from '../../log/cursor-store.ts';
import type { Place } from '../../log/place.ts';
import { noteTail, type TailNotes } from '../../log/safe-place.ts';
import type { LogPosition, LogRecord, SampleLog } from '../../log/sample-log.ts';
import {
  acknowledge,
  countBehind,
  isFarBehind,
  type Lane,
  type LaneState,
  type LaneWork,
  leaveToReplay,
  nextWork,
  rewind,
  skipDeleted,
} from './lanes.ts';
import { restoreSinkState, type SinkCounts, type SinkState } from './sink-state.ts';

const SAVE_EVERY_MS = 1_000;

export interface SinkProgressDependencies {
  readonly id: string;
  readonly counts: SinkCounts;
  /** For how long an acknowledgement may turn out to be worth nothing. */
  readonly resendWindowMs?: number;
  readonly log: SampleLog;
  readonly cursors: CursorStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How far one sink has come in the log, what it refused and what it missed; saved so that a restart goes on from there. */
export class SinkProgress {
  private readonly deps: SinkProgressDependencies;
  private state: SinkState;
  private notes: TailNotes;
  private savedAt = Number.NEGATIVE_INFINITY;

  constructor(deps: SinkProgressDependencies) {
    this.deps = deps;
    const oldest = deps.log.oldest(1)[0];
    const base = oldest
      ? { id: oldest.position.id - 1, samples: oldest.position[deps.counts] - this.samplesOf(oldest) }
      : this.placeOf(deps.log.head);
    this.state = restoreSinkState(deps.cursors.load(deps.id), deps.counts, base);
    this.notes = { safe: this.state.safe, notes: [] };
    this.skipTo(base);
  }

  get lanes(): LaneState {
    return this.state.lanes;
  }

  /** Batches up to here are proven in this sink, longer ago than the resend window. */
  get safeId(): number {
    return this.notes.safe.id;
  }

  /** The live lane has so much to send that it is better left to the replay lane. */
  get isFarBehind(): boolean {
    return isFarBehind(this.state.lanes, this.placeOf(this.deps.log.head));
  }

  /** The next piece of work; undefined when everything is sent. */
  next(): LaneWork | undefined {
    const { state, work } = nextWork(this.state.lanes, this.placeOf(this.deps.log.head));
    this.state = { ...this.state, lanes: state };
    return work;
  }

  /** These records are in the sink, except for what it refused. */
  settle(lane: Lane, records: readonly LogRecord[], refused: readonly QuarantinedValue[]): void {
    const { id, cursors, clock, logger } = this.deps;
    const last = records.at(-1);
    if (!last) return;
    const added = cursors.quarantine(id, refused, clock.nowMs());
    if (added > 0)
      logger.warn({ sink: id, count: added, reason: refused[0]?.reason }, 'the sink refused values; set aside');
    const damaged = records.reduce((sum, record) => sum + (record.samples ? 0 : this.samplesOf(record)), 0);
    this.state = {
      ...this.state,
      lanes: acknowledge(this.state.lanes, lane, this.placeOf(last.position)),
      evicted: this.state.evicted + damaged,
      quarantined: this.state.quarantined + added,
      lastStoredAt: clock.nowMs(),
    };
    const window = this.deps.resendWindowMs ?? RESEND_WINDOW_MS;
    this.notes = noteTail(this.notes, this.state.lanes.tail, clock.monotonicMs(), window);
  }

  /** Batches that should be in the log are not; waiting for them would block the sink for ever. */
  skipMissing({ lane, upToId }: LaneWork): void {
    const { log, logger, id, counts } = this.deps;
    logger.error({ sink: id, upToId }, 'batches are missing from the sample log; skipped');
    this.skipTo({ id: upToId, samples: lane === 'live' ? log.head[counts] : this.state.lanes.liveFrom.samples });
  }

  /** Sends again what was acknowledged so recently that the sink may not have had it on its disk. */
  repeatUnproven(): void {
    this.notes = { safe: this.notes.safe, notes: [] };
    this.state = { ...this.state, lanes: rewind(this.state.lanes, this.notes.safe) };
  }

  /** The sink has been told what is true now: all that is in the log and not sent is history. */
  leaveToReplay(): void {
    this.state = { ...this.state, lanes: leaveToReplay(this.state.lanes, this.placeOf(this.deps.log.head)) };
  }

  /** Batches up to `position` are gone from the log. */
  noteDeleted(position: LogPosition): void {
    this.skipTo(this.placeOf(position));
  }

  saveIfDue(): void {
    if (this.deps.clock.monotonicMs() - this.savedAt >= SAVE_EVERY_MS) this.save();
  }

  save(): void {
    this.savedAt = this.deps.clock.monotonicMs();
    this.state = { ...this.state, safe: this.notes.safe };
    this.deps.cursors.save(this.deps.id, this.state);
  }

  status(lastError: string | null): CursorState {
    const { clock, log, id, counts } = this.deps;
    const { lanes, base, evicted, quarantined, lastStoredAt } = this.state;
    const behindSamples = countBehind(lanes, this.placeOf(log.head));
    const all = log.head[counts] - base.samples;
    const waitingSince = behindSamples > 0 ? log.writtenAfter(lanes.tail.id) : undefined;
    return {
      sink: id,
      behindSamples,
      behindMs: waitingSince === undefined ? 0 : Math.max(0, clock.nowMs() - waitingSince),
      storedSamples: Math.max(0, all - behindSamples - evicted - quarantined),
      quarantinedSamples: quarantined,
      lastError,
      lastStoredAt,
    };
  }

  private placeOf(position: LogPosition): Place {
    return { id: position.id, samples: position[this.deps.counts] };
  }

  private samplesOf({ count, usable }: { readonly count: number; readonly usable: number }): number {
    return this.deps.counts === 'all' ? count : usable;
  }

  private skipTo(place: Place): void {
    const { state, lost } = skipDeleted(this.state.lanes, place);
    this.state = { ...this.state, lanes: state, evicted: this.state.evicted + lost };
    if (this.notes.safe.id < place.id) this.notes = { safe: place, notes: this.notes.notes };
  }
}
