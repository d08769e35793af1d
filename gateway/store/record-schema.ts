import type { Generated } from 'kysely';

/** Tables of the record book. Times are ms since the epoch; `body` and `detail` are JSON. */

export interface DutyRecordTable {
  id: Generated<number>;
  kind: string;
  key: string;
  subject: string;
  state: string;
  at: number;
  due_at: number | null;
  closed_at: number | null;
  version: number;
  body: string;
}

/** Rows are only ever added. `content_hash` is over the record as it was left by this event, so that a record changed behind our back shows too. */
export interface DutyEventTable {
  sequence: number;
  record: number;
  seq: number;
  at: number;
  actor: string;
  via: string;
  type: string;
  note: string | null;
  detail: string;
  device_at: number | null;
  content_hash: string;
  prev_hash: string;
  hash: string;
}

/** One row: where the chain of events ends. */
export interface DutyHeadTable {
  id: number;
  sequence: number;
  hash: string;
  day: string;
}

/** Where the chain stood at the end of a day. */
export interface DutyAnchorTable {
  day: string;
  sequence: number;
  hash: string;
}

/** What lies in the folder of files. */
export interface AttachmentTable {
  sha256: string;
  bytes: number;
  media_type: string;
  added_at: number;
}
