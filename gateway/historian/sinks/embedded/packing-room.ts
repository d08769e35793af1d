import { PACK_AT_SAMPLES } from '../../limits.ts';
import { PIECE_SAMPLES } from './packer.ts';

const PACK_AT_IF_SHORT = 50_000;
/** Days of single points in one step of tidying: enough to share its disk flush, few enough not to hold up a question. */
const DAYS_AT_ONCE = 32;
const DAYS_IF_SHORT = 2;
/** A day of a point that is read every second. */
const SAMPLES_OF_DAY = 86_400;
/** Twice what a sample takes, with its rollups, in the file and beside it. */
const BYTES_PER_SAMPLE = 6;

export interface FreeDisk {
  isShort(): boolean;
  /** Beside the last room, which is for deleting. */
  freeBytes(): number;
  /** Whatever is free now, also where the last room could not be held. */
  lastBytes(): number;
}

/**
 * Whether the disk has room for a transaction: one that fails leaves its size there, which is then missing for deleting
 * anything. Without a disk to ask there always is.
 */
export class PackingRoom {
  private readonly disk: FreeDisk | undefined;

  constructor(disk: FreeDisk | undefined) {
    this.disk = disk;
  }

  /** Whether so many open samples are to be packed: on a short disk little at a time. The disk is only asked where it matters. */
  isMuch(samples: number): boolean {
    return samples >= PACK_AT_SAMPLES || (samples >= PACK_AT_IF_SHORT && (this.disk?.isShort() ?? false));
  }

  /**
   * How many days to tidy at once; 0 when there is no room even for the fewest. Only days that were tidied can be
   * deleted, so on a short disk this does not wait until the last room is held again.
   */
  get daysTidied(): number {
    if (!this.disk?.isShort()) return DAYS_AT_ONCE;
    return this.disk.lastBytes() >= DAYS_IF_SHORT * SAMPLES_OF_DAY * BYTES_PER_SAMPLE ? DAYS_IF_SHORT : 0;
  }

  mayPack(samples: number): boolean {
    return this.disk === undefined || this.disk.freeBytes() >= Math.min(samples, PIECE_SAMPLES) * BYTES_PER_SAMPLE;
  }
}
