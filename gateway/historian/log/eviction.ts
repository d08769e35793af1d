import type { SampleBatch } from '../../domain/sample.ts';
import type { BatchInfo, LogPosition } from './log-record.ts';
import type { NewLoss } from './loss.ts';

/** A follower of the log, as far as deleting is concerned. */
export interface LogFollower {
  readonly id: string;
  /** Which samples are its business. */
  readonly counts: 'all' | 'usable';
  /** Batches up to here are proven, longer ago than the resend window. */
  readonly safeId: number;
  /** Whether it would miss this batch: it has not stored it yet. */
  needs(batchId: number): boolean;
  /** Batches up to `position` are gone. */
  noteDeleted(position: LogPosition): void;
}

/** What goes with the oldest batches when they are deleted, and what takes their place. */
export interface Eviction {
  readonly upToId: number;
  readonly losses: readonly NewLoss[];
  /** Bad samples where holes begin that the embedded history would otherwise draw over; may be empty. */
  readonly marks: SampleBatch;
}

/** What each follower loses when these batches are deleted. Damaged ones have been told as lost already. */
export function lossesOf(batches: readonly BatchInfo[], followers: readonly LogFollower[]): NewLoss[] {
  const whole = batches.filter((batch) => !batch.isDamaged);
  return followers.flatMap((follower) => {
    const missed = whole.filter(({ position }) => follower.needs(position.id));
    const samples = missed.reduce((sum, batch) => sum + businessOf(follower, batch), 0);
    if (samples === 0) return [];
    const from = missed.reduce((first, { firstTime }) => Math.min(first, firstTime), Number.MAX_SAFE_INTEGER);
    const to = missed.reduce((last, { lastTime }) => Math.max(last, lastTime), 0);
    return [{ kind: 'evicted' as const, sink: follower.id, from, to, samples }];
  });
}

const businessOf = ({ counts }: LogFollower, { count, usable, marks }: BatchInfo): number =>
  counts === 'all' ? count - marks : usable;
