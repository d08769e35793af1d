import type { Kysely, Selectable } from 'kysely';
import type { FarEvent, LinkConflict, LinkState, OrderLink, OrderLinks } from '../ports/order-links.ts';
import type { OrderLinkConflictTable, OrderLinkEventTable, OrderLinkTable } from './order-schema.ts';
import { plainText } from './plain-text.ts';
import type { Database } from './schema.ts';

/** Links of orders to an outside maintenance system, in the operations database. */
export function createOrderLinks(db: Kysely<Database>): OrderLinks {
  const links = () => db.selectFrom('order_link').selectAll();
  const first = async (select: ReturnType<typeof links>): Promise<OrderLink | undefined> => {
    const row = await select.executeTakeFirst();
    return row && linkOf(row);
  };
  return {
    get: (order) => first(links().where('work_order', '=', order)),
    byExternal: (externalId) => first(links().where('external_id', '=', externalId)),

    async due(now, limit) {
      const select = links().where('state', '=', 'pending').where('due_at', '<=', now);
      return (await select.orderBy('work_order').limit(limit).execute()).map(linkOf);
    },

    async save(link) {
      const { work_order, ...rest } = rowOf(link);
      await db
        .insertInto('order_link')
        .values({ work_order, ...rest })
        .onConflict((conflict) => conflict.column('work_order').doUpdateSet(rest))
        .execute();
    },

    async counts() {
      const counted = { pending: 0, ok: 0, conflict: 0, dead: 0 };
      const select = db.selectFrom('order_link').select(({ fn }) => ['state', fn.countAll<number>().as('n')]);
      for (const { state, n } of await select.groupBy('state').execute()) counted[state as LinkState] = Number(n);
      return counted;
    },

    async receive({ id, body, receivedAt }) {
      const inserted = await db
        .insertInto('order_link_event')
        .values({ id, body: plainText(body), received_at: Math.round(receivedAt), done_at: null })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst();
      const row = await db.selectFrom('order_link_event').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      return { ...eventOf(row), isNew: inserted !== undefined };
    },

    async finish(eventId, at) {
      await db
        .updateTable('order_link_event')
        .set({ done_at: Math.round(at) })
        .where('id', '=', eventId)
        .execute();
    },

    async unfinished(limit) {
      const select = db.selectFrom('order_link_event').selectAll().where('done_at', 'is', null);
      const rows = await select.orderBy('received_at').orderBy('id').limit(limit).execute();
      return rows.map(eventOf);
    },

    async forgetEventsBefore(at) {
      const old = db.deleteFrom('order_link_event').where('received_at', '<', at);
      await old.where('done_at', 'is not', null).execute();
    },

    async reconciledAt() {
      const row = await db.selectFrom('order_link_state').selectAll().where('id', '=', 1).executeTakeFirst();
      return row?.reconciled_at ?? null;
    },

    async saveReconciledAt(at) {
      const columns = { reconciled_at: Math.round(at) };
      await db
        .insertInto('order_link_state')
        .values({ id: 1, ...columns })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
        .execute();
    },

    async addConflict({ eventId, order, externalId, at, reason, detail }) {
      const open = { settled_at: null, settled_by: null, note: null };
      await db
        .insertInto('order_link_conflict')
        .values({
          ...{ event_id: eventId, work_order: order, external_id: externalId, at: Math.round(at) },
          ...{ reason, detail: plainText(detail), ...open },
        })
        .onConflict((conflict) => conflict.column('event_id').doNothing())
        .execute();
    },

    async conflicts({ isOpen, limit }) {
      let select = db.selectFrom('order_link_conflict').selectAll();
      if (isOpen) select = select.where('settled_at', 'is', null);
      return (await select.orderBy('id', 'desc').limit(limit).execute()).map(conflictOf);
    },

    async settle(id, by, at, note) {
      const settled = await db
        .updateTable('order_link_conflict')
        .set({ settled_at: Math.round(at), settled_by: by, note: plainText(note) })
        .where('id', '=', id)
        .where('settled_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return settled !== undefined;
    },
  };
}

/** What is read here was written here: the casts only give back the types. */
const linkOf = (row: Selectable<OrderLinkTable>): OrderLink => ({
  ...{ order: row.work_order, externalId: row.external_id, etag: row.etag, syncedSeq: row.synced_seq },
  ...{ state: row.state as LinkState, attempts: row.attempts, dueAt: row.due_at, detail: row.detail },
});

const eventOf = (row: Selectable<OrderLinkEventTable>): FarEvent => ({
  ...{ id: row.id, body: row.body ?? '', receivedAt: row.received_at, isNew: false, isDone: row.done_at !== null },
});

const rowOf = (link: OrderLink): OrderLinkTable => ({
  ...{ work_order: link.order, external_id: link.externalId, etag: link.etag, synced_seq: link.syncedSeq },
  ...{ state: link.state, attempts: link.attempts, due_at: Math.round(link.dueAt), detail: plainText(link.detail) },
});

const conflictOf = (row: Selectable<OrderLinkConflictTable>): LinkConflict => ({
  ...{ id: row.id, eventId: row.event_id, order: row.work_order, externalId: row.external_id, at: row.at },
  ...{ reason: row.reason as LinkConflict['reason'], detail: row.detail, settledAt: row.settled_at },
  ...{ settledBy: row.settled_by, note: row.note },
});
