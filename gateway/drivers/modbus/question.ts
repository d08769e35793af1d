import type { Table } from './schemas.ts';

interface Exchange {
  readonly unit: number;
  readonly start: number;
  readonly timeoutMs: number;
  /** The unit numbers its TCP answers wrongly: they are told apart as on a serial line. */
  readonly ignoreTransactionId?: boolean;
}

/** A read of consecutive registers or bits of one unit. */
export interface Question extends Exchange {
  readonly table: Table;
  readonly count: number;
}

/** A change of consecutive registers or coils of one unit. */
export interface Order extends Exchange {
  readonly content: Content;
  /** Functions 15 and 16 instead of 5 and 6, which take one coil or register only. */
  readonly isMultiple: boolean;
}

export type Content =
  | { readonly kind: 'registers'; readonly words: readonly number[] }
  | { readonly kind: 'coils'; readonly states: readonly boolean[] };

export type LinkLost = { readonly kind: 'link-lost'; readonly detail: string };

/** Why there is no answer. */
export type Failure =
  | { readonly kind: 'exception'; readonly code: number; readonly tookMs: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'garbled'; readonly detail: string }
  | LinkLost;

/** `data` has exactly the bytes asked for; `tookMs` is from the question being sent to its answer being whole. */
export type Answer = { readonly kind: 'data'; readonly bytes: Buffer; readonly tookMs: number } | Failure;

/** What came back for an order. */
export type Echo =
  /** Address and value, or quantity, are those that were sent. */
  | { readonly kind: 'taken' }
  /** Somebody confirmed something else. */
  | { readonly kind: 'wrong-echo'; readonly detail: string }
  /** Nothing has left this machine. */
  | { readonly kind: 'unsent'; readonly detail: string }
  | Failure;

export const lost = (detail: string): LinkLost => ({ kind: 'link-lost', detail });
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
