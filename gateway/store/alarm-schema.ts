import type { Generated } from 'kysely';

/** Tables of the alarms. Times are ms since the epoch, booleans 0 or 1, texts in two languages and lists JSON. */

export interface AlarmStateTable {
  condition_id: string;
  phase: string;
  state: string;
  saved_at: number;
  saved_mono: number;
}

export interface AlarmEpisodeTable {
  id: string;
  condition_id: string;
  episode: number;
  occurrence: number;
  state: string;
  priority: string;
  class: string;
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
  annunciated_at: number | null;
  returned_at: number | null;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  closed_at: number | null;
  unknown_since: number | null;
  shelved_until: number | null;
  shelved_by: string | null;
  suppressed_by: string;
  parent: string | null;
  first_out: string | null;
  is_chattering: number;
  work_order: Generated<number | null>;
}

export interface JournalTable {
  sequence: number;
  /** Makes storing the same event twice impossible. */
  event_key: string;
  type: string;
  /** Null where there is no episode: the condition was only shelved or suppressed, or it is about the gateway. */
  alarm_id: string | null;
  condition_id: string | null;
  revision: string | null;
  occurrence: number;
  level: number;
  /** Null for system events and in rows of hash version 1. */
  priority: string | null;
  at: number;
  source_time: number | null;
  is_time_suspect: number;
  value: number | null;
  limit_value: number | null;
  /** `good`, `unknown`; null for system events and in rows of hash version 1. */
  quality: string | null;
  actor: string;
  via: string;
  note: string | null;
  reason: string | null;
  annunciation: string | null;
  work_order: number | null;
  parent: string | null;
  /** How `hash` is computed. */
  hash_version: number;
  prev_hash: string;
  hash: string;
}

/** One row: where the chain ends. `day` is that of the last addition, in UTC. */
export interface JournalHeadTable {
  id: number;
  sequence: number;
  hash: string;
  day: string;
}

/** Where the chain ended on a day. */
export interface JournalAnchorTable {
  day: string;
  sequence: number;
  hash: string;
}

/** One row: the last row that was taken away with the oldest days, and its day; none while the journal is whole. */
export interface JournalStartTable {
  id: number;
  sequence: number;
  hash: string;
  day: string;
}

export interface MaintenanceModeTable {
  equipment: string;
  from_at: number;
  until_at: number;
  set_by: string;
  reason: string;
  work_order: number | null;
}

export interface ResponseTickTable {
  alarm_id: string;
  step: string;
  at: number;
  done_by: string;
  value: number | null;
  note: string | null;
}
