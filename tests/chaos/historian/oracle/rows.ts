import type { Block } from '../devices/block.ts';

/** What a database holds of a device for one moment; a field that is not there is undefined. */
export type StoredRow = { readonly timeMs: number } & { readonly [F in keyof Block]?: number | undefined };

/** A database that can be asked what it holds. */
export interface RowSource {
  /** In order of time. A moment that is stored twice gives two rows. */
  rows(device: number): Promise<readonly StoredRow[]>;
  /** Time of the newest row of any device, ms; 0 when there is none. */
  newestMs(): Promise<number>;
}
