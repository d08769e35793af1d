import { statfsSync } from 'node:fs';
import type { Logger } from '../../ports/logger.ts';
import type { RetentionLimits } from '../settings.ts';
import type { LogPosition, SampleLog } from './sample-log.ts';
import { planTrim } from './trim.ts';

const BATCHES_PER_PASS = 1_000;
const PASSES = 20;

/** A follower of the log, as far as deleting is concerned. */
export interface LogFollower {
  /** Batches up to here are proven, longer ago than the resend window. */
  readonly safeId: number;
  /** Batches up to `position` are gone. */
  noteDeleted(position: LogPosition): void;
}

/** Keeps the log within its limits. */
export class Trimmer {
  /** Samples deleted before every sink had them. */
  evictedSamples = 0;
  private readonly folder: string;
  private readonly log: SampleLog;
  private readonly retention: RetentionLimits;
  private readonly followers: readonly LogFollower[];
  private readonly logger: Logger;

  constructor(
    folder: string,
    log: SampleLog,
    retention: RetentionLimits,
    followers: readonly LogFollower[],
    logger: Logger,
  ) {
    this.folder = folder;
    this.log = log;
    this.retention = retention;
    this.followers = followers;
    this.logger = logger;
  }

  /** A bounded amount of deleting. */
  trim(): void {
    for (let pass = 0; pass < PASSES && this.trimOnce(); pass++);
  }

  private trimOnce(): boolean {
    const { log, retention, followers } = this;
    const oldest = log.oldest(BATCHES_PER_PASS);
    const safeId = Math.min(log.head.id, ...followers.map((follower) => follower.safeId));
    const plan = planTrim({
      oldest: oldest.map(({ position, size }) => ({ id: position.id, size })),
      safeId,
      logBytes: log.bytes,
      maxLogBytes: retention.logBytes,
      freeDiskBytes: this.freeDiskBytes(),
      freeDiskFloorBytes: retention.freeDiskBytes,
    });
    const last = oldest.findLast(({ position }) => position.id <= plan.deleteUpToId);
    if (!last) return false;
    log.deleteUpTo(last.position.id);
    for (const follower of followers) follower.noteDeleted(last.position);
    if (plan.evicts) this.noteEviction(oldest, safeId, last.position.id);
    return last === oldest.at(-1);
  }

  private noteEviction(
    oldest: readonly { position: LogPosition; count: number }[],
    safeId: number,
    upToId: number,
  ): void {
    const evicted = oldest.filter(({ position }) => position.id > safeId && position.id <= upToId);
    const samples = evicted.reduce((sum, { count }) => sum + count, 0);
    this.evictedSamples += samples;
    this.logger.warn({ samples }, 'the sample log is full: its oldest samples were deleted');
  }

  private freeDiskBytes(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }
}
