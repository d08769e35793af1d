import type { Kysely, Transaction, Updateable } from 'kysely';
import type { LeasedNotice, Outbox, OutboxQuery, Settlement } from '../ports/outbox.ts';
import { chunks } from './chunks.ts';
import type { OutboxTable } from './duty-schema.ts';
import { leasedNotices } from './leased-notices.ts';
import { outboxRowOf, queueNotices, settledColumns } from './notice-rows.ts';
import { selectDueWhole } from './outbox-due.ts';
import type { Database } from './schema.ts';
import type { Signal } from './signals.ts';

const WAITING = ['queued', 'leased'];

/** The queue of notices in the operations database. */
export function createOutbox(options: { db: Kysely<Database>; queued: Signal<void> }): Outbox {
  const { db, queued } = options;
  return {
    async add(notices) {
      if (notices.length === 0) return;
      await db.transaction().execute((trx) => queueNotices(trx, notices));
      queued.emit();
    },

    lease: (channel, limit, now, leaseMs, except = []) =>
      db.transaction().execute(async (trx) => {
        const rows = await selectDueWhole(trx, { channel, limit, now, except });
        if (rows.length === 0) return [];
        const lease_until = Math.round(now + leaseMs);
        const ids = rows.map((row) => row.id);
        for (const some of chunks(ids))
          await trx.updateTable('outbox').set({ state: 'leased', lease_until }).where('id', 'in', some).execute();
        return leasedNotices(trx, rows, lease_until);
      }),

    begin: (notices, message) =>
      db.transaction().execute(async (trx) => {
        const begun = await changeLeased(trx, notices, { begun_as: message });
        return begun === notices.length;
      }),

    async giveBack(notices, later) {
      const columns = later ? { due_at: Math.round(later.dueAt), detail: later.detail } : {};
      await changeLeased(db, notices, { state: 'queued', lease_until: null, ...columns });
    },

    settle: (notice, settlement) =>
      db.transaction().execute(async (trx) => {
        const changed = await changeLeased(trx, [notice], settledColumns(notice.attempts, settlement));
        if (changed > 0 && isTelling(settlement)) await supersedeHeld(trx, notice, settlement.at);
      }),

    async deliver(receipt, at) {
      await db
        .updateTable('outbox')
        .set({ state: 'delivered', settled_at: Math.round(at) })
        .where('receipt', '=', receipt)
        .where('state', '=', 'sent')
        .execute();
    },

    async redrive(ids, now) {
      let count = 0;
      const again = { state: 'queued', attempts: 0, due_at: 0, detail: null, settled_at: null };
      for (const some of chunks(ids)) {
        const { numUpdatedRows } = await db
          .updateTable('outbox')
          .set({ ...again, queued_at: Math.round(now) })
          .where('id', 'in', some)
          .where('state', '=', 'dead')
          .executeTakeFirst();
        count += Number(numUpdatedRows);
      }
      if (count > 0) queued.emit();
      return count;
    },

    async list(query) {
      const rows = await selectRows(db, query).execute();
      return rows.map(outboxRowOf);
    },

    counts: () => countByChannel(db),

    async abandonOthers(channels, now) {
      const { numUpdatedRows } = await db
        .updateTable('outbox')
        .set({ state: 'dead', detail: 'the channel is not configured any more', settled_at: Math.round(now) })
        .where('state', 'in', WAITING)
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

function selectRows(db: Kysely<Database>, { state, channel, alarmId, limit }: OutboxQuery) {
  let select = db.selectFrom('outbox').selectAll();
  if (state === 'waiting') select = select.where('state', 'in', WAITING);
  else if (state !== undefined) select = select.where('state', '=', state);
  if (channel !== undefined) select = select.where('channel', '=', channel);
  if (alarmId !== undefined) select = select.where('alarm_id', '=', alarmId);
  return select.orderBy('sequence', 'desc').limit(limit);
}

async function countByChannel(db: Kysely<Database>) {
  const rows = await db
    .selectFrom('outbox')
    .select(({ fn }) => [
      'channel',
      fn.countAll<number>().filterWhere('state', 'in', WAITING).as('waiting'),
      fn.countAll<number>().filterWhere('state', '=', 'dead').as('dead'),
      fn.min<number | null>('queued_at').filterWhere('state', 'in', WAITING).as('oldestAt'),
    ])
    .where('state', 'in', [...WAITING, 'dead'])
    .groupBy('channel')
    .orderBy('channel')
    .execute();
  return rows.map(({ channel, waiting, dead, oldestAt }) => ({
    ...{ channel, waiting: Number(waiting), dead: Number(dead) },
    oldestAt: oldestAt === null ? null : Number(oldestAt),
  }));
}

const isTelling = (settlement: Settlement): settlement is Extract<Settlement, { state: 'sent' | 'bundled' }> =>
  settlement.state === 'sent' || settlement.state === 'bundled';

/** Answers how many were changed: those that are still leased as they were handed out. */
async function changeLeased(
  db: Kysely<Database>,
  notices: readonly LeasedNotice[],
  columns: Updateable<OutboxTable>,
): Promise<number> {
  let changed = 0;
  for (const [lease, leased] of Map.groupBy(notices, ({ leaseUntil }) => leaseUntil))
    for (const some of chunks(leased.map(({ id }) => id))) {
      const { numUpdatedRows } = await db
        .updateTable('outbox')
        .set(columns)
        .where('id', 'in', some)
        .where('state', '=', 'leased')
        .where('lease_until', '=', lease)
        .executeTakeFirst();
      changed += Number(numUpdatedRows);
    }
  return changed;
}

/** Earlier tellings of its alarm that wait for their time: it has said more than they would. */
async function supersedeHeld(trx: Transaction<Database>, notice: LeasedNotice, at: number): Promise<void> {
  const { id, alarmId, channel, recipient, address } = notice;
  if (alarmId === null) return;
  await trx
    .updateTable('outbox')
    .set({ state: 'superseded', settled_at: Math.round(at) })
    .where('alarm_id', '=', alarmId)
    .where('channel', '=', channel)
    .where('recipient', '=', recipient)
    .where('address', '=', address)
    .where('kind', '=', 'alarm')
    .where('state', '=', 'queued')
    .where('due_at', '>', Math.round(at))
    .where((row) =>
      row('sequence', '<', row.selectFrom('outbox as sent').select('sent.sequence').where('sent.id', '=', id)),
    )
    .execute();
}
