import type { SampleBatch } from '../../domain/sample.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RetentionLimits } from '../settings.ts';
import type { DiskFloor } from './disk-floor.ts';
import { type LogFollower, lossesOf } from './eviction.ts';
import { HoleMarks } from './hole-marks.ts';
import type { BatchInfo, LogRecord } from './log-record.ts';
import type { SampleLog } from './sample-log.ts';
import { planTrim } from './trim.ts';

export type { LogFollower } from './eviction.ts';

const BATCHES_PER_PASS = 256;
/** Commits wait for nothing longer than this; what is left to do is done at the next call. */
const LONGEST_TRIM_MS = 100;

export interface TrimmerDependencies {
  readonly disk: DiskFloor;
  readonly log: SampleLog;
  readonly retention: RetentionLimits;
  /** Its trends must not draw over what it missed. */
  readonly embedded: LogFollower;
  readonly sinks: readonly LogFollower[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** A record has been added to the log that says where holes begin. */
  readonly onMarked: (record: LogRecord) => void;
}

/** Keeps the log within its limits. What it deletes before everybody had it is told as a loss and marked as a hole. */
export class Trimmer {
  /** Samples deleted before every sink had them, since the start. */
  evictedSamples = 0;
  /** There is more to delete than fits in one call. */
  hasMore = false;
  private readonly deps: TrimmerDependencies;

  constructor(deps: TrimmerDependencies) {
    this.deps = deps;
  }

  /** A bounded amount of deleting. */
  trim(): void {
    const { clock, log, disk } = this.deps;
    const startedAt = clock.monotonicMs();
    const { id: newestId } = log.head;
    const { evictedSamples } = this;
    do this.hasMore = this.trimOnce(newestId);
    while (this.hasMore && clock.monotonicMs() - startedAt < LONGEST_TRIM_MS);
    log.space.giveBack(disk.isShort);
    // The log has given what it can; what is deleted above counts as free, so that no more goes than must.
    if (!this.hasMore && this.evictedSamples === evictedSamples) this.hasMore = disk.giveRawHistory();
  }

  /** Deletes at most one page of batches up to `newestId`; true when there may be more to delete. */
  private trimOnce(newestId: number): boolean {
    const { log, retention, embedded, sinks, disk } = this.deps;
    const followers = [embedded, ...sinks];
    const oldest = log.oldest(BATCHES_PER_PASS).filter(({ position }) => position.id <= newestId);
    const safeId = Math.min(log.head.id, ...followers.map((follower) => follower.safeId));
    const plan = planTrim({
      oldest: oldest.map(({ position, size }) => ({ id: position.id, size })),
      safeId,
      logBytes: log.space.usedBytes,
      maxLogBytes: retention.logBytes,
      freeDiskBytes: disk.freeBytes + log.space.unusedBytes,
      freeDiskFloorBytes: retention.freeDiskBytes,
      diskBytes: disk.sizeBytes,
    });
    const doomed = oldest.filter(({ position }) => position.id <= plan.deleteUpToId);
    const last = doomed.at(-1);
    if (!last || doomed.every((batch) => this.isNeededMark(batch))) return false;
    if (plan.evicts) this.evict(doomed, safeId);
    else log.evict({ upToId: last.position.id, losses: [], marks: new HoleMarks().toBatch() });
    for (const follower of followers) follower.noteDeleted(last.position);
    return last === oldest.at(-1) && oldest.length === BATCHES_PER_PASS;
  }

  /** Deleting marks would only write the same marks again. */
  private isNeededMark({ position, count, marks }: BatchInfo): boolean {
    return count === marks && this.deps.embedded.needs(position.id);
  }

  private evict(doomed: readonly BatchInfo[], safeId: number): void {
    const { log, embedded, sinks, logger, onMarked } = this.deps;
    const losses = lossesOf(doomed, [embedded, ...sinks]);
    const record = log.evict({ upToId: doomed.at(-1)!.position.id, losses, marks: this.marksOf(doomed) });
    const unproven = doomed.filter(({ position }) => position.id > safeId);
    this.evictedSamples += unproven.reduce((sum, { count, marks }) => sum + count - marks, 0);
    for (const { sink, samples } of losses) logger.warn({ sink, samples }, 'the log is full: samples were deleted');
    if (record) onMarked(record);
  }

  /** Only of what the embedded history has not got; reads one record at a time. */
  private marksOf(doomed: readonly BatchInfo[]): SampleBatch {
    const { log, embedded } = this.deps;
    const marks = new HoleMarks();
    for (const { position } of doomed) {
      const samples = embedded.needs(position.id) ? log.read(position.id - 1, position.id)?.samples : undefined;
      if (samples) marks.add(samples);
    }
    return marks.toBatch();
  }
}
