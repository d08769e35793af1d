import type { DutyRecord, NewRecordEvent, RecordEvent, RecordShape } from '../domain/duty/record.ts';
import { plainText } from './plain-text.ts';
import type { RecordEventRow, RecordRow } from './record-chain.ts';

const rounded = (at: number | null): number | null => (at === null ? null : Math.round(at));

/** Half of a surrogate pair and the null character leave JSON as escapes, so a body comes back as it was. */
export const rowOfRecord = (record: Omit<DutyRecord, 'id'>): Omit<RecordRow, 'id'> => ({
  kind: record.kind,
  key: plainText(record.key),
  subject: plainText(record.subject),
  state: record.state,
  at: Math.round(record.at),
  due_at: rounded(record.dueAt),
  closed_at: rounded(record.closedAt),
  version: record.version,
  body: JSON.stringify(record.body),
});

/** Throws when the body is not what its kind asks for: it was then written by a newer version, or by somebody else. */
export const recordOf = <B>(row: RecordRow, shape: RecordShape<B>): DutyRecord<B> => ({
  id: row.id,
  kind: shape.kind,
  key: row.key,
  subject: row.subject,
  // What is read here was written here: the cast only gives back the type.
  state: row.state as DutyRecord['state'],
  at: row.at,
  dueAt: row.due_at,
  closedAt: row.closed_at,
  version: row.version,
  body: shape.body.parse(JSON.parse(row.body)),
});

/** An event as a row, without its place in the chain. */
export const rowOfEvent = (event: NewRecordEvent) => ({
  at: Math.round(event.at),
  actor: plainText(event.actor),
  via: event.via,
  type: plainText(event.type),
  note: plainText(event.note),
  detail: JSON.stringify(event.detail ?? null),
  device_at: rounded(event.deviceAt),
});

export const eventOf = (row: RecordEventRow): RecordEvent => ({
  seq: row.seq,
  at: row.at,
  actor: row.actor,
  // As above.
  via: row.via as RecordEvent['via'],
  type: row.type,
  note: row.note,
  detail: JSON.parse(row.detail),
  deviceAt: row.device_at,
});
