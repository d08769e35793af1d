import type { ErrorCode } from '../domain/errors.ts';
import type { WriteRecord } from '../domain/write.ts';
import type { WriteResult } from './driver.ts';

/** What is about to be sent. Values are in engineering units. */
export interface WriteIntent {
  readonly at: number;
  readonly actor: string;
  readonly tag: string;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
  readonly via: string;
}

/** How it ended. */
export interface WriteSettlement {
  readonly at: number;
  readonly outcome: WriteResult['kind'];
  readonly readBack: number | null;
  readonly detail: string | null;
}

/** An attempt that was refused before anything was sent. */
export interface WriteDenial extends Pick<WriteIntent, 'at' | 'actor' | 'tag' | 'via'> {
  readonly from: number | null;
  readonly to: number | null;
  readonly reason: string | null;
  readonly code: ErrorCode;
  readonly detail: string | null;
}

export interface WriteQuery {
  readonly tag?: string;
  readonly limit: number;
  /** Attempts with a smaller number only (paging). */
  readonly before?: number;
}

/** The audit of what was written to the plant: rows are only ever added. All calls reject with STORE_UNAVAILABLE. */
export interface WriteRepository {
  /** To be called before anything is sent; answers the number of the attempt. */
  begin(intent: WriteIntent): Promise<number>;
  /** Without effect on an attempt that is settled already. */
  settle(id: number, settlement: WriteSettlement): Promise<void>;
  deny(denial: WriteDenial): Promise<void>;
  /** Settles as `unknown` what a gateway that is gone has left open; answers how many. */
  settleOpen(at: number, detail: string): Promise<number>;
  /** By tag: when the newest attempt began that may have reached the device. */
  lastAttempts(): Promise<ReadonlyMap<string, number>>;
  /** Newest first. */
  list(query: WriteQuery): Promise<readonly WriteRecord[]>;
}
