import type { Generated } from 'kysely';

/** Tables of the telling of people. Times are ms since the epoch. */

export interface OutboxTable {
  sequence: Generated<number>;
  id: string;
  channel: string;
  kind: string;
  recipient: string;
  address: string;
  language: string;
  alarm_id: string | null;
  occurrence: number;
  step: number;
  priority: string;
  body: string | null;
  state: string;
  queued_at: number;
  due_at: number;
  lease_until: number | null;
  /** Id of the message it went out in, until it is known what became of that. */
  begun_as: Generated<string | null>;
  attempts: number;
  receipt: string | null;
  detail: string | null;
  settled_at: number | null;
}

export interface EscalationTable {
  alarm_id: string;
  occurrence: number;
  priority: string;
  state: string;
  step: number;
  round: number;
  due_at: number;
  /** When `due_at` was written: a wall clock that is earlier has been set back since. */
  set_at: number;
  policy: string | null;
}

export interface DutyOverrideTable {
  id: Generated<number>;
  rotation: string;
  from_at: number;
  to_at: number;
  kind: string;
  person: string | null;
  instead: string | null;
  reason: string;
  set_by: string;
  state: string;
  created_at: number;
  agreed_by: string | null;
  agreed_at: number | null;
}

export interface PushSubscriptionTable {
  endpoint: string;
  p256dh: string;
  auth: string;
  person: string;
  label: string;
  created_at: number;
}

/** One row: the gateway's own key pair. */
export interface PushKeyTable {
  id: number;
  public_key: string;
  private_key: string;
}
