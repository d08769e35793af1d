import type { Generated } from 'kysely';

/** Tables of the operations database. Times are ms since the epoch, booleans 0 or 1, texts in two languages JSON. */
export interface Database {
  alarm_state: { condition_id: string; phase: string; state: string; saved_at: number };
  alarm_episode: AlarmEpisodeTable;
  journal: JournalTable;
  work_order: WorkOrderTable;
  work_order_log: WorkOrderLogTable;
  wo_episode: { alarm_id: string; work_order: number; role: 'primary' | 'merged' };
  outbox: OutboxTable;
  account: AccountTable;
  session: { token_hash: string; username: string; created_at: number; expires_at: number };
  reply: { key: string; username: string; request_hash: string; status: number; body: string; at: number };
  audit: AuditTable;
  write_audit: WriteAuditTable;
}

export interface AlarmEpisodeTable {
  id: string;
  condition_id: string;
  episode: number;
  occurrence: number;
  state: string;
  priority: string;
  kind: string;
  equipment: string;
  system: string;
  tag: string | null;
  title: string;
  consequence: string;
  action: string;
  value: number | null;
  limit_value: number | null;
  unit: string;
  onset_at: number;
  active_at: number;
  returned_at: number | null;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  closed_at: number | null;
  unknown_since: number | null;
  work_order: Generated<number | null>;
}

export interface JournalTable {
  sequence: number;
  /** Makes storing the same event twice impossible. */
  event_key: string;
  type: string;
  alarm_id: string;
  occurrence: number;
  at: number;
  value: number | null;
  actor: string;
  note: string | null;
  prev_hash: string;
  hash: string;
}

export interface WorkOrderTable {
  id: Generated<number>;
  dedup_key: string | null;
  state: string;
  priority: string;
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
}

export interface OutboxTable {
  sequence: Generated<number>;
  id: string;
  channel: string;
  kind: string;
  alarm_id: string;
  occurrence: number;
  priority: string;
  state: string;
  queued_at: number;
  due_at: number;
  lease_until: number | null;
  attempts: number;
  detail: string | null;
  settled_at: number | null;
}

export interface AccountTable {
  username: string;
  display_name: string;
  role: string;
  language: string | null;
  password_hash: string;
  created_at: number;
  disabled: number;
}

export interface AuditTable {
  id: Generated<number>;
  at: number;
  actor: string;
  action: string;
  subject: string;
  outcome: string;
  detail: string | null;
}

/** Rows are only ever added: an attempt is its intent and its outcome, or one denial. Values are in engineering units. */
export interface WriteAuditTable {
  sequence: number;
  /** Sequence of the row that began the attempt. */
  attempt: number;
  phase: 'intent' | 'outcome' | 'denial';
  at: number;
  actor: string;
  tag: string;
  from_value: number | null;
  to_value: number | null;
  reason: string | null;
  via: string;
  outcome: string | null;
  code: string | null;
  read_back: number | null;
  detail: string | null;
  prev_hash: string;
  hash: string;
}
