import type { Clock } from '../../../ports/clock.ts';
import type { CursorState } from '../../../ports/historian.ts';
import type { Logger } from '../../../ports/logger.ts';
import { RESEND_WINDOW_MS } from '../../limits.ts';
import type { CursorStore } from '../../log/cursor-store.ts';
import type { Place } from '../../log/place.ts';
import type { QuarantinedValue } from '../../log/quarantine-row.ts';
import { doubtNotes, hadFor, noteTail, type TailNotes } from '../../log/safe-place.ts';
import type { LogPosition, LogRecord, SampleLog } from '../../log/sample-log.ts';
import {
  acknowledge,
  countBehind,
  isFarBehind,
  isMissing,
  type Lane,
  type LaneState,
  type LaneWork,
  leaveToReplay,
  nextWork,
  rewind,
  skipDeleted,
} from './lanes.ts';
import { restoreSinkState, type SafePlace, type SinkCounts, type SinkState } from './sink-state.ts';

const SAVE_EVERY_MS = 1_000;

export interface SinkProgressDependencies {
  readonly id: string;
  readonly counts: SinkCounts;
  /** For how long an acknowledgement may turn out to be worth nothing. */
  readonly resendWindowMs?: number;
  /** Last batch that may count as proven; absent where an acknowledgement is all the proof there is. */
  readonly provenUpTo?: () => number;
  readonly log: SampleLog;
  readonly cursors: CursorStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How far one sink has come in the log, what it refused and what it missed; saved so that a restart goes on from there. */
export class SinkProgress {
  private readonly deps: SinkProgressDependencies;
  private state: SinkState;
  private notes: TailNotes<SafePlace>;
  private savedAt = Number.NEGATIVE_INFINITY;
  /** Newest batch that was deleted from the log; what was under way then was told as lost. */
  private deletedId = 0;
  /** The sink may have lost what it acknowledged; until that is sent again, nothing of the last minutes counts as proven. */
  isDoubted = false;

  constructor(deps: SinkProgressDependencies) {
    this.deps = deps;
    const oldest = deps.log.oldest(1)[0];
    const base = oldest
      ? { id: oldest.position.id - 1, samples: oldest.position[deps.counts] - this.samplesOf(oldest) }
      : this.placeOf(deps.log.head);
    const saved = deps.cursors.load(deps.id);
    if (saved === undefined) deps.cursors.quarantine.begin(deps.id, oldest?.firstTime ?? deps.clock.nowMs());
    this.state = restoreSinkState(saved, deps.counts, base);
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

  /** Whether batch `id` is not stored yet, or not proven since doubts about the sink. */
  needs(id: number): boolean {
    return isMissing(this.state.lanes, id);
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

  /** Sets aside what the sink does not want, before the cursor moves: after a crash in between it is found there. */
  setAside(refused: readonly QuarantinedValue[]): void {
    const { id, cursors, clock, logger } = this.deps;
    const added = cursors.quarantine.add(id, refused, clock.nowMs());
    if (added === 0) return;
    logger.warn({ sink: id, count: added, reason: refused[0]?.reason }, 'the sink refused values; set aside');
  }

  /** These records are in the sink, except for what was set aside and for `expired` values. */
  settle(lane: Lane, records: readonly LogRecord[], expired = 0): void {
    const { clock } = this.deps;
    const last = records.at(-1);
    if (!last) return;
    const damaged = records.reduce((sum, record) => sum + (record.samples ? 0 : this.samplesOf(record)), 0);
    this.takeBackLoss(records);
    this.state = {
      ...this.state,
      lanes: acknowledge(this.state.lanes, lane, this.placeOf(last.position)),
      evicted: this.state.evicted + damaged,
      expired: this.state.expired + expired,
      lastStoredAt: clock.nowMs(),
    };
    this.noteTail();
  }

  /** The last batch that the sink has had for `ageMs` without a doubt; undefined when none was noted then. */
  tailBefore(ageMs: number): number | undefined {
    return hadFor(this.notes, ageMs, this.deps.clock.monotonicMs())?.id;
  }

  /** Without new samples nothing is settled; what was settled last ripens all the same. */
  noteTail(): void {
    const { resendWindowMs: windowMs = RESEND_WINDOW_MS, provenUpTo, clock } = this.deps;
    const tail = { ...this.state.lanes.tail, expired: this.state.expired };
    const rules = { windowMs, isDoubted: this.isDoubted, ...(provenUpTo ? { provenUpTo: provenUpTo() } : {}) };
    this.notes = noteTail(this.notes, tail, clock.monotonicMs(), rules);
  }

  /** Batches that should be in the log are not; waiting for them would block the sink for ever. */
  skipMissing({ lane, upToId }: LaneWork): void {
    const { log, logger, id, counts } = this.deps;
    logger.error({ sink: id, upToId }, 'batches are missing from the sample log; skipped');
    this.skipTo({ id: upToId, samples: lane === 'live' ? log.head[counts] : this.state.lanes.liveFrom.samples });
  }

  /** Something suggests that the sink was started again: see `repeatUnproven`. */
  doubt(): void {
    this.isDoubted = true;
  }

  /** Sends again what was acknowledged so recently that the sink may not have had it on its disk; false when that is nothing. */
  repeatUnproven(): boolean {
    this.isDoubted = false;
    this.notes = doubtNotes(this.notes);
    const { safe } = this.notes;
    const { lanes, expired } = this.state;
    const isRewound = safe.id < lanes.tail.id;
    this.state = { ...this.state, lanes: rewind(lanes, safe), expired: isRewound ? safe.expired : expired };
    return safe.id < lanes.live.id;
  }

  /** The sink has been told what is true now: all that is in the log and not sent is history. */
  leaveToReplay(): void {
    this.state = { ...this.state, lanes: leaveToReplay(this.state.lanes, this.placeOf(this.deps.log.head)) };
  }

  /** Batches up to `position` are gone from the log. */
  noteDeleted(position: LogPosition): void {
    this.deletedId = position.id;
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
    const { lanes, base, evicted, expired, lastStoredAt } = this.state;
    const { refused, kept, evicted: forgotten } = this.deps.cursors.quarantine.totals(id);
    const behindSamples = countBehind(lanes, this.placeOf(log.head));
    const all = log.head[counts] - base.samples;
    const waitingSince = behindSamples > 0 ? log.writtenAfter(lanes.tail.id) : undefined;
    return {
      sink: id,
      behindSamples,
      behindMs: waitingSince === undefined ? 0 : Math.max(0, clock.nowMs() - waitingSince),
      storedSamples: Math.max(0, all - behindSamples - evicted - expired - refused),
      quarantinedSamples: kept,
      expiredSamples: expired,
      lostSamples: evicted + forgotten,
      lastError,
      lastStoredAt,
    };
  }

  /** These were deleted while they were under way, and have arrived after all. */
  private takeBackLoss(records: readonly LogRecord[]): void {
    const arrived = records.filter(({ position, samples }) => samples && position.id <= this.deletedId);
    const count = arrived.reduce((sum, record) => sum + this.samplesOf(record), 0);
    if (count === 0) return;
    this.deps.log.takeBackLoss('evicted', this.deps.id, count);
    this.state = { ...this.state, evicted: this.state.evicted - count };
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
    const safe = { ...place, expired: this.state.expired };
    if (this.notes.safe.id < place.id) this.notes = { safe, notes: this.notes.notes };
  }
}
