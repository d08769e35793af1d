import type { DutyRecord, RecordDraft, RecordKind, RecordStep } from './record.ts';

/** A record as it is right after it was opened; `id` is given by who keeps it. */
export function openedRecord<B>(kind: RecordKind, draft: RecordDraft<B>): Omit<DutyRecord<B>, 'id'> {
  const { key, subject, at, dueAt, state = 'open', body, event } = draft;
  return { kind, key, subject, state, at, dueAt, closedAt: state === 'open' ? null : event.at, version: 1, body };
}

/** A record after a step. It is closed at the moment it stopped being open; an addendum to a closed one does not move that moment. */
export function steppedRecord<B>(record: DutyRecord<B>, step: RecordStep<B>): DutyRecord<B> {
  const { state, dueAt, body, event } = step;
  const closedAt = state === 'open' ? null : (record.closedAt ?? event.at);
  return { ...record, state, dueAt, body, closedAt, version: record.version + 1 };
}
