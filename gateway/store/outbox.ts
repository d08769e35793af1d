import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Notice } from '../ports/alarm-repository.ts';
import type { LeasedNotice, Outbox, Settlement } from '../ports/outbox.ts';
import { alarmOf } from './alarm-rows.ts';
import type { Database, OutboxTable } from './schema.ts';
import type { Signal } from './signals.ts';

const CHUNK = 200;
/** No delay is longer: a due time farther ahead was written before the wall clock was set back. */
const LONGEST_DELAY_MS = 90 * 60_000;

/** The queue of notices in the operations database. */
export function createOutbox(options: { db: Kysely<Database>; queued: Signal<void> }): Outbox {
  const { db, queued } = options;
  return {
    lease: (channel, limit, now, leaseMs) =>
      db.transaction().execute(async (trx) => {
        const rows = await selectDue(trx, channel, limit, now);
        if (rows.length === 0) return [];
        const leaseUntil = now + leaseMs;
        const ids = rows.map((row) => row.id);
        await trx
          .updateTable('outbox')
          .set({ state: 'leased', lease_until: leaseUntil })
          .where('id', 'in', ids)
          .execute();
        return Promise.all(rows.map((row) => leasedNotice(trx, row, leaseUntil)));
      }),

    async settle(notice, settlement) {
      await db
        .updateTable('outbox')
        .set(settledColumns(notice, settlement))
        .where('id', '=', notice.id)
        .where('state', '=', 'leased')
        .where('lease_until', '=', notice.leaseUntil)
        .execute();
    },

    async abandonOthers(channels, now) {
      const { numUpdatedRows } = await db
        .updateTable('outbox')
        .set({ state: 'dead', detail: 'the channel is not configured any more', settled_at: now })
        .where('state', 'in', ['queued', 'leased'])
        .where('channel', 'not in', [...channels, ''])
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    async removeSettledBefore(at) {
      await db.deleteFrom('outbox').where('settled_at', '<', at).execute();
    },

    onQueued: (listener) => queued.add(listener),
  };
}

/** Queues notices in the transaction of the alarm; one that is there already stays as it is. */
export async function queueNotices(trx: Transaction<Database>, notices: readonly Notice[]): Promise<void> {
  for (let from = 0; from < notices.length; from += CHUNK)
    await trx
      .insertInto('outbox')
      .values(notices.slice(from, from + CHUNK).map(noticeRow))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
}

const noticeRow = (notice: Notice) => ({
  id: notice.id,
  channel: notice.channel,
  kind: notice.kind,
  alarm_id: notice.alarmId,
  occurrence: notice.occurrence,
  priority: notice.priority,
  state: 'queued',
  queued_at: notice.queuedAt,
  due_at: notice.dueAt,
  attempts: 0,
});

/** Due and waiting, or leased by somebody who did not come back; nothing whose alarm still has an earlier notice under way. */
function selectDue(
  trx: Transaction<Database>,
  channel: string,
  limit: number,
  now: number,
): Promise<Selectable<OutboxTable>[]> {
  return trx
    .selectFrom('outbox')
    .selectAll()
    .where('channel', '=', channel)
    .where('state', 'in', ['queued', 'leased'])
    .where((row) =>
      row.or([
        row.and([
          row('state', '=', 'queued'),
          row.or([row('due_at', '<=', now), row('due_at', '>', now + LONGEST_DELAY_MS)]),
        ]),
        row.and([row('state', '=', 'leased'), row('lease_until', '<=', now)]),
      ]),
    )
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('outbox as earlier')
            .select('earlier.sequence')
            .whereRef('earlier.alarm_id', '=', 'outbox.alarm_id')
            .whereRef('earlier.channel', '=', 'outbox.channel')
            .whereRef('earlier.sequence', '<', 'outbox.sequence')
            .where('earlier.state', 'in', ['queued', 'leased']),
        ),
      ),
    )
    .orderBy('priority')
    .orderBy('sequence')
    .limit(limit)
    .execute();
}

async function leasedNotice(
  trx: Transaction<Database>,
  row: Selectable<OutboxTable>,
  leaseUntil: number,
): Promise<LeasedNotice> {
  const alarm = await trx
    .selectFrom('alarm_episode')
    .selectAll()
    .where('id', '=', row.alarm_id)
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    channel: row.channel,
    kind: row.kind as LeasedNotice['kind'],
    alarmId: row.alarm_id,
    occurrence: row.occurrence,
    priority: row.priority as LeasedNotice['priority'],
    queuedAt: row.queued_at,
    dueAt: row.due_at,
    alarm: alarmOf(alarm),
    attempts: row.attempts,
    leaseUntil,
    wasAnnounced: row.kind === 'alarm-returned' && (await wasAnnounced(trx, row)),
  };
}

async function wasAnnounced(trx: Transaction<Database>, row: Selectable<OutboxTable>): Promise<boolean> {
  const sent = await trx
    .selectFrom('outbox')
    .select('id')
    .where('alarm_id', '=', row.alarm_id)
    .where('channel', '=', row.channel)
    .where('kind', '=', 'alarm-activated')
    .where('state', '=', 'sent')
    .executeTakeFirst();
  return sent !== undefined;
}

function settledColumns(notice: LeasedNotice, settlement: Settlement) {
  const isAttempt = settlement.state !== 'superseded';
  const common = { state: settlement.state, lease_until: null, attempts: notice.attempts + (isAttempt ? 1 : 0) };
  switch (settlement.state) {
    case 'queued':
      return { ...common, due_at: settlement.dueAt, detail: settlement.detail };
    case 'dead':
      return { ...common, settled_at: settlement.at, detail: settlement.detail };
    case 'sent':
    case 'superseded':
      return { ...common, settled_at: settlement.at };
  }
}
