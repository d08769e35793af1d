import type { Generated } from 'kysely';
import type * as alarms from './alarm-schema.ts';
import type * as answers from './answer-schema.ts';
import type * as duty from './duty-schema.ts';
import type * as orders from './order-schema.ts';
import type * as records from './record-schema.ts';

/** Tables of the operations database. Times are ms since the epoch, booleans 0 or 1, texts in two languages JSON. */
export interface Database {
  alarm_state: alarms.AlarmStateTable;
  alarm_episode: alarms.AlarmEpisodeTable;
  journal: alarms.JournalTable;
  journal_head: alarms.JournalHeadTable;
  journal_anchor: alarms.JournalAnchorTable;
  journal_start: alarms.JournalStartTable;
  maintenance_mode: alarms.MaintenanceModeTable;
  response_tick: alarms.ResponseTickTable;
  work_order: orders.WorkOrderTable;
  work_order_log: orders.WorkOrderLogTable;
  work_order_head: orders.WorkOrderHeadTable;
  work_order_anchor: orders.WorkOrderAnchorTable;
  work_order_command: orders.WorkOrderCommandTable;
  order_link: orders.OrderLinkTable;
  order_link_event: orders.OrderLinkEventTable;
  order_link_state: { id: number; reconciled_at: number };
  order_link_conflict: orders.OrderLinkConflictTable;
  wo_episode: { alarm_id: string; work_order: number; role: 'primary' | 'merged' | 'consequence'; linked_at: number };
  outbox: duty.OutboxTable;
  escalation: duty.EscalationTable;
  duty_override: duty.DutyOverrideTable;
  push_subscription: duty.PushSubscriptionTable;
  push_key: duty.PushKeyTable;
  answer_key: answers.AnswerKeyTable;
  answer_used: answers.AnswerUsedTable;
  reply_code: answers.ReplyCodeTable;
  duty_record: records.DutyRecordTable;
  duty_event: records.DutyEventTable;
  duty_head: records.DutyHeadTable;
  duty_anchor: records.DutyAnchorTable;
  attachment: records.AttachmentTable;
  account: AccountTable;
  session: { token_hash: string; username: string; created_at: number; expires_at: number };
  reply: { key: string; username: string; request_hash: string; status: number; body: string; at: number };
  audit: AuditTable;
  write_audit: WriteAuditTable;
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
