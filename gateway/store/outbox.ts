import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Alarm } from '../domain/alarm.ts';
import type { LeasedNotice, Outbox, OutboxQuery } from '../ports/outbox.ts';
import { alarmsOf } from './alarm-rows.ts';
import { chunks } from './chunks.ts';
import type { OutboxTable } from './duty-schema.ts';
import { noticeOf, outboxRowOf, queueNotices, settledColumns } from './notice-rows.ts';
import { selectDue } from './outbox-due.ts';
import type { Database } from './schema.ts';
import type { Signal } from './signals.ts';

const WAITING = ['queued', 'leased'];
const REACHED = ['sent', 'delivered', 'bundled'];

/** The queue of notices in the operations database. */
export function createOutbox(options: { db: Kysely<Database>; queued: Signal<void> }): Outbox {
  const { db, queued } = options;
  return {
    async add(notices) {
      if (notices.length === 0) return;
      await db.transaction().execute((trx) => queueNotices(trx, notices));
      queued.emit();
    },

    lease: (channel, limit, now, leaseMs) =>
      db.transaction().execute(async (trx) => {
        const rows = await selectDue(trx, channel, limit, now);
        if (rows.length === 0) return [];
        const lease_until = Math.round(now + leaseMs);
        const ids = rows.map((row) => row.id);
        for (const some of chunks(ids))
          await trx.updateTable('outbox').set({ state: 'leased', lease_until }).where('id', 'in', some).execute();
        return leasedNotices(trx, rows, lease_until);
      }),

    async settle(notice, settlement) {
      await db
        .updateTable('outbox')
        .set(settledColumns(notice.attempts, settlement))
        .where('id', '=', notice.id)
        .where('state', '=', 'leased')
        .where('lease_until', '=', notice.leaseUntil)
        .execute();
    },

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

async function leasedNotices(
  trx: Transaction<Database>,
  rows: readonly Selectable<OutboxTable>[],
  leaseUntil: number,
): Promise<readonly LeasedNotice[]> {
  const ids = new Set(rows.flatMap(({ alarm_id }) => alarm_id ?? []));
  const alarms = new Map<string, Alarm>();
  for (const some of chunks([...ids])) {
    const found = await trx.selectFrom('alarm_episode').selectAll().where('id', 'in', some).execute();
    for (const alarm of await alarmsOf(trx, found)) alarms.set(alarm.id, alarm);
  }
  const announced = await announcedWays(trx, rows);
  return rows.map((row) => ({
    ...noticeOf(row),
    alarm: alarms.get(row.alarm_id ?? '') ?? null,
    attempts: row.attempts,
    leaseUntil,
    wasAnnounced: row.kind === 'returned' && announced.has(wayOf(row)),
  }));
}

type Way = Pick<Selectable<OutboxTable>, 'alarm_id' | 'channel' | 'recipient' | 'address'>;
const wayOf = ({ alarm_id, channel, recipient, address }: Way): string =>
  JSON.stringify([alarm_id, channel, recipient, address]);

/** By which ways the alarms of the `returned` ones were told. */
async function announcedWays(
  trx: Transaction<Database>,
  rows: readonly Selectable<OutboxTable>[],
): Promise<ReadonlySet<string>> {
  const ids = new Set(rows.filter(({ kind }) => kind === 'returned').flatMap(({ alarm_id }) => alarm_id ?? []));
  const ways = new Set<string>();
  for (const some of chunks([...ids])) {
    const sent = await trx
      .selectFrom('outbox')
      .select(['alarm_id', 'channel', 'recipient', 'address'])
      .where('alarm_id', 'in', some)
      .where('kind', '=', 'alarm')
      .where('state', 'in', REACHED)
      .execute();
    for (const row of sent) ways.add(wayOf(row));
  }
  return ways;
}
