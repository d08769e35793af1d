import type { Generated } from 'kysely';

/** Tables of the work orders. Times are ms since the epoch. */

export interface WorkOrderTable {
  id: Generated<number>;
  dedup_key: string | null;
  order_key: string | null;
  kind: string;
  state: string;
  priority: string;
  /** Empty: a place only. */
  equipment: string;
  title: string;
  description: string;
  alarm_id: string | null;
  occurrences: number;
  condition_cleared_at: number | null;
  assignee: string | null;
  opened_by: string;
  opened_at: number;
  started_at: number | null;
  done_at: number | null;
  closed_at: number | null;
  resolution: string | null;
  updated_at: number;
  /** Everything else an order says; JSON. */
  body: string;
}

export interface WorkOrderLogTable {
  id: Generated<number>;
  work_order: number;
  at: number;
  actor: string;
  step: string;
  from_state: string | null;
  to_state: string;
  note: string | null;
  via: string;
  /** Null in lines that are older than the column. */
  priority: string | null;
  reason: string | null;
  device_at: number | null;
  /** Which line of its order it is. This and the hashes are null in lines that are older than the chain. */
  seq: number | null;
  /** Over the order as the transaction of this line left it, so that an order changed behind our back shows too. */
  content_hash: string | null;
  prev_hash: string | null;
  hash: string | null;
}

/** One row: where the chain of lines ends. */
export interface WorkOrderHeadTable {
  id: number;
  sequence: number;
  hash: string;
  day: string;
}

/** Where the chain stood at the end of a day. */
export interface WorkOrderAnchorTable {
  day: string;
  sequence: number;
  hash: string;
}

export interface WorkOrderCommandTable {
  id: string;
  work_order: number;
  step: string;
  actor: string;
  device_at: number;
  received_at: number;
  state: string;
  body: string;
  code: string | null;
  detail: string | null;
  decided_by: string | null;
  decided_at: number | null;
  note: string | null;
}

/** An order and its counterpart in an outside maintenance system. */
export interface OrderLinkTable {
  work_order: number;
  external_id: string | null;
  etag: string | null;
  synced_seq: number;
  state: string;
  attempts: number;
  due_at: number;
  detail: string | null;
}

/** What the outside system told. `body` is null in events that are older than the column; those are done. */
export interface OrderLinkEventTable {
  id: string;
  received_at: number;
  body: string | null;
  done_at: number | null;
}

export interface OrderLinkConflictTable {
  id: Generated<number>;
  event_id: string;
  work_order: number | null;
  external_id: string | null;
  at: number;
  reason: string;
  detail: string;
  settled_at: number | null;
  settled_by: string | null;
  note: string | null;
}
