import { statfsSync } from 'node:fs';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import { DAY_MS } from '../limits.ts';
import { LossNotes } from './loss-notes.ts';
import type { SampleLog } from './sample-log.ts';

/** Raw history younger than this does not go, whoever fills the disk. */
const KEPT_RAW_MS = 7 * DAY_MS;
const EVICTED = 'the disk is nearly full: raw history was deleted before its time, rollups stay';

export interface RawLoss {
  readonly from: number;
  readonly to: number;
  readonly samples: number;
}

/** The embedded history, as far as it can make room. */
export interface RawHistory {
  /** Deletes raw samples of the oldest day that ends before `beforeMs`, a bounded number; rollups stay. Undefined: none, or not now. */
  evictOldest(beforeMs: number): RawLoss | undefined;
}

export interface DiskFloorDependencies {
  readonly folder: string;
  readonly floorBytes: number;
  readonly log: SampleLog;
  readonly history: RawHistory;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Watches how much of the file system is free. When the log has given what it can, the oldest raw history goes, rollups never. */
export class DiskFloor {
  private readonly deps: DiskFloorDependencies;
  private readonly notes: LossNotes;

  constructor(deps: DiskFloorDependencies) {
    this.deps = deps;
    this.notes = new LossNotes(deps);
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.deps.folder);
    return bavail * bsize;
  }

  /** Of the whole file system. */
  get sizeBytes(): number {
    const { blocks, bsize } = statfsSync(this.deps.folder);
    return blocks * bsize;
  }

  get isShort(): boolean {
    return this.freeBytes < this.deps.floorBytes;
  }

  /** One piece of old raw history; true when there may be more to delete. Throws when the disk does not even take the note of it: then nothing else goes. */
  giveRawHistory(): boolean {
    const { log, history, clock, floorBytes } = this.deps;
    this.notes.tell();
    if (this.freeBytes + log.space.unusedBytes >= floorBytes) return false;
    const loss = history.evictOldest(clock.nowMs() - KEPT_RAW_MS);
    if (!loss) return false;
    this.notes.add({ kind: 'raw-evicted', sink: 'embedded', ...loss }, EVICTED);
    this.notes.tell();
    return true;
  }
}
