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

  /** Open samples from which on they are packed: on a short disk little at a time. */
  get packAt(): number {
    return this.disk?.isShort() ? PACK_AT_IF_SHORT : PACK_AT_SAMPLES;
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
