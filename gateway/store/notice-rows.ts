import type { Selectable, Transaction } from 'kysely';
import type { Notice, OutboxRow, Settlement } from '../ports/outbox.ts';
import { chunks } from './chunks.ts';
import type { OutboxTable } from './duty-schema.ts';
import type { Database } from './schema.ts';

/** Rows ↔ records of notices. What is read here was written here: the casts only give back the types. */

/** Queues notices in a transaction; one that is there already stays as it is. */
export async function queueNotices(trx: Transaction<Database>, notices: readonly Notice[]): Promise<void> {
  for (const some of chunks(notices))
    await trx
      .insertInto('outbox')
      .values(some.map(noticeRow))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
}

const noticeRow = (notice: Notice) => ({
  id: notice.id,
  channel: notice.channel,
  kind: notice.kind,
  recipient: notice.recipient,
  address: notice.address,
  language: notice.language,
  alarm_id: notice.alarmId,
  occurrence: notice.occurrence,
  step: notice.step,
  priority: notice.priority,
  body: notice.body,
  state: 'queued',
  queued_at: Math.round(notice.queuedAt),
  due_at: Math.round(notice.dueAt),
  attempts: 0,
});

export const noticeOf = (row: Selectable<OutboxTable>): Notice => ({
  id: row.id,
  channel: row.channel,
  kind: row.kind as Notice['kind'],
  recipient: row.recipient,
  address: row.address,
  language: row.language as Notice['language'],
  alarmId: row.alarm_id,
  occurrence: row.occurrence,
  step: row.step,
  priority: row.priority as Notice['priority'],
  dueAt: row.due_at,
  queuedAt: row.queued_at,
  body: row.body,
});

export const outboxRowOf = (row: Selectable<OutboxTable>): OutboxRow => ({
  ...noticeOf(row),
  state: row.state as OutboxRow['state'],
  attempts: row.attempts,
  detail: row.detail,
  settledAt: row.settled_at,
});

/** What an attempt leaves in its row. `attempts` counts those before it. */
export function settledColumns(attempts: number, settlement: Settlement) {
  const freed = { lease_until: null, begun_as: null };
  switch (settlement.state) {
    case 'sent':
      return {
        ...{ ...freed, state: 'sent', attempts: attempts + 1, detail: null },
        ...{ settled_at: Math.round(settlement.at), receipt: settlement.receipt },
      };
    case 'queued':
      return { ...freed, state: 'queued', attempts: attempts + 1, ...waitColumns(settlement) };
    case 'waiting':
      return { ...freed, state: 'queued', ...waitColumns(settlement) };
    case 'dead':
      return {
        ...{ ...freed, state: 'dead', attempts: attempts + 1 },
        ...{ settled_at: Math.round(settlement.at), detail: settlement.detail },
      };
    case 'bundled':
      return { ...freed, state: 'bundled', settled_at: Math.round(settlement.at), detail: settlement.into };
    case 'superseded':
    case 'expired':
      return { ...freed, state: settlement.state, settled_at: Math.round(settlement.at) };
  }
}

const waitColumns = ({ dueAt, detail }: { readonly dueAt: number; readonly detail: string }) => ({
  due_at: Math.round(dueAt),
  detail,
});
