import { PACK_AT_SAMPLES } from '../../limits.ts';
import { PIECE_SAMPLES } from './packer.ts';

const PACK_AT_IF_SHORT = 50_000;
/** Those of a few days of many points. */
const SAMPLES_TIDIED = 250_000;
/** Twice what a sample takes, with its rollups, in the file and beside it. */
const BYTES_PER_SAMPLE = 6;

/** What is free beside the last room of the disk, which is for deleting. */
export interface FreeDisk {
  isShort(): boolean;
  freeBytes(): number;
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

  get mayTidy(): boolean {
    return this.hasRoomFor(SAMPLES_TIDIED);
  }

  mayPack(samples: number): boolean {
    return this.hasRoomFor(Math.min(samples, PIECE_SAMPLES));
  }

  private hasRoomFor(samples: number): boolean {
    return this.disk === undefined || this.disk.freeBytes() >= samples * BYTES_PER_SAMPLE;
  }
}
