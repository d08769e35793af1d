import type { SQLInputValue } from 'node:sqlite';

/** Main thread → database worker. */
export type StoreRequest =
  | { readonly kind: 'query'; readonly id: number; readonly sql: string; readonly parameters: readonly SQLInputValue[] }
  | { readonly kind: 'close' };

export interface QueryRows {
  readonly rows: readonly unknown[];
  readonly changes: number;
  readonly insertId: number | null;
}

/** Database worker → main thread. `sqliteCode` is the extended result code, null when the failure was not the database's. */
export type StoreReply =
  | ({ readonly id: number; readonly ok: true } & QueryRows)
  | { readonly id: number; readonly ok: false; readonly message: string; readonly sqliteCode: number | null };
