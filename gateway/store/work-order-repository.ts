import type { Kysely, Selectable, Transaction } from 'kysely';
import { done, type Outcome, refused } from '../domain/errors.ts';
import type { WorkOrder } from '../domain/work-order.ts';
import { type NewWorkOrder, openOrder } from '../domain/work-order-new.ts';
import type { OrderStep } from '../domain/work-order-step.ts';
import type { Clock } from '../ports/clock.ts';
import type { WorkOrderRepository } from '../ports/work-order-repository.ts';
import type { WorkOrderQuery } from '../ports/work-order-service.ts';
import { chunks } from './chunks.ts';
import { createOfflineCommands } from './offline-commands.ts';
import { appendLines } from './order-lines.ts';
import type { WorkOrderLogTable, WorkOrderTable } from './order-schema.ts';
import type { Database } from './schema.ts';
import type { Signal } from './signals.ts';
import { newOrderRow, orderOf, storeOrder } from './work-order-rows.ts';

/** Work orders in the operations database. */
export function createWorkOrderRepository(options: {
  db: Kysely<Database>;
  clock: Clock;
  changed: Signal<WorkOrder>;
}): WorkOrderRepository {
  const { db, clock, changed } = options;
  const announce = (order: WorkOrder): WorkOrder => {
    changed.emit(order);
    return order;
  };
  return {
    list: async (query) => withLogs(db, await selectOrders(db, query), clock.nowMs()),
    get: (id) => findOrder(db, id, clock.nowMs()),
    byKey: (key) => findByKey(db, key, clock.nowMs()),

    async insert(order: NewWorkOrder): Promise<WorkOrder> {
      const stored = await db.transaction().execute(async (trx) => {
        const known = order.key === null ? undefined : await findByKey(trx, order.key, clock.nowMs());
        if (known) return { order: known, isNew: false };
        const id = await insertOrder(trx, order);
        return { order: (await findOrder(trx, id, clock.nowMs()))!, isNew: true };
      });
      return stored.isNew ? announce(stored.order) : stored.order;
    },

    async change(id, decide): Promise<Outcome<WorkOrder>> {
      const outcome = await db.transaction().execute(async (trx): Promise<Outcome<OrderStep>> => {
        const order = await findOrder(trx, id, clock.nowMs());
        if (!order) return refused('WORK_ORDER_NOT_FOUND');
        const step = decide(order, {
          isAlarmActive: await isAlarmActive(trx, order.alarmId),
          later: order.state === 'closed' ? await laterOrder(trx, id) : null,
        });
        if (step.ok) await updateOrder(trx, step.value);
        return step;
      });
      return outcome.ok ? done(announce(outcome.value.order)) : outcome;
    },

    onChange: (listener) => changed.add(listener),
    offline: createOfflineCommands(db),
  };
}

/** Stores a new order with the first line of its history. Answers with its number. */
async function insertOrder(trx: Transaction<Database>, draft: NewWorkOrder): Promise<number> {
  const order = openOrder(draft, 0);
  const values = newOrderRow(order, null);
  const row = await trx.insertInto('work_order').values(values).returningAll().executeTakeFirstOrThrow();
  await appendLines(
    trx,
    order.log.map((entry, index) => ({ row, entry, seq: index + 1 })),
  );
  return row.id;
}

/** Stores what a step has changed, and its line. */
async function updateOrder(trx: Transaction<Database>, { order, entry }: OrderStep): Promise<void> {
  const row = await storeOrder(trx, order);
  await appendLines(trx, [{ row, entry, seq: order.version }]);
}

async function findByKey(db: Kysely<Database>, key: string, now: number): Promise<WorkOrder | undefined> {
  const row = await db.selectFrom('work_order').selectAll().where('order_key', '=', key).executeTakeFirst();
  return row && (await withLogs(db, [row], now))[0];
}

/** The order as it is, inside or outside a transaction. */
export async function findOrder(db: Kysely<Database>, id: number, now: number): Promise<WorkOrder | undefined> {
  const row = await db.selectFrom('work_order').selectAll().where('id', '=', id).executeTakeFirst();
  return row && (await withLogs(db, [row], now))[0];
}

/** Orders by their numbers and the newest of each dedup key, open or not; with the key of those that have one. */
export async function findOrders(
  db: Kysely<Database>,
  ids: readonly number[],
  keys: readonly string[],
  now: number,
): Promise<readonly { readonly order: WorkOrder; readonly dedupKey: string | null }[]> {
  const rows = new Map<number, Selectable<WorkOrderTable>>();
  for (const some of chunks(ids))
    for (const row of await db.selectFrom('work_order').selectAll().where('id', 'in', some).execute())
      rows.set(row.id, row);
  for (const some of chunks(keys)) {
    const newest = db
      .selectFrom('work_order')
      .select(({ fn }) => fn.max('id').as('id'))
      .where('dedup_key', 'in', some);
    const found = await db
      .selectFrom('work_order')
      .selectAll()
      .where('id', 'in', newest.groupBy('dedup_key'))
      .execute();
    for (const row of found) rows.set(row.id, row);
  }
  const orders = await withLogs(db, [...rows.values()], now);
  return orders.map((order) => ({ order, dedupKey: rows.get(order.id)?.dedup_key ?? null }));
}

async function isAlarmActive(db: Kysely<Database>, alarmId: string | null): Promise<boolean> {
  if (alarmId === null) return false;
  const row = await db
    .selectFrom('alarm_episode')
    .select('id')
    .where('id', '=', alarmId)
    .where('state', 'in', ['active-unacknowledged', 'active-acknowledged'])
    .executeTakeFirst();
  return row !== undefined;
}

/** The newest order with the dedup key of this one that came after it. */
async function laterOrder(db: Kysely<Database>, id: number): Promise<number | null> {
  const own = db.selectFrom('work_order').select('dedup_key').where('id', '=', id);
  const row = await db
    .selectFrom('work_order')
    .select(({ fn }) => fn.max('id').as('id'))
    .where('dedup_key', '=', own)
    .where('id', '>', id)
    .executeTakeFirst();
  return row?.id ?? null;
}

const SETTLED = ['closed', 'cancelled', 'rejected'];

function selectOrders(db: Kysely<Database>, query: WorkOrderQuery): Promise<Selectable<WorkOrderTable>[]> {
  const { state, kind, assignee, equipment, updatedSince, from, to, before, limit } = query;
  let select = db.selectFrom('work_order').selectAll();
  if (state === 'open' || state === 'late') select = select.where('state', 'not in', SETTLED);
  else if (state !== 'all') select = select.where('state', '=', state);
  if (kind !== undefined) select = select.where('kind', '=', kind);
  if (assignee !== undefined) select = select.where('assignee', '=', assignee);
  if (equipment !== undefined) select = select.where('equipment', '=', equipment);
  if (updatedSince !== undefined) select = select.where('updated_at', '>=', updatedSince);
  if (from !== undefined) select = select.where('opened_at', '>=', from);
  if (to !== undefined) select = select.where('opened_at', '<', to);
  if (before !== undefined) select = select.where('id', '<', before);
  return select.orderBy('id', 'desc').limit(limit).execute();
}

async function withLogs(
  db: Kysely<Database>,
  rows: readonly Selectable<WorkOrderTable>[],
  now: number,
): Promise<WorkOrder[]> {
  const byOrder = new Map<number, Selectable<WorkOrderLogTable>[]>(rows.map((row) => [row.id, []]));
  for (const ids of chunks([...byOrder.keys()])) {
    const select = db.selectFrom('work_order_log').selectAll().where('work_order', 'in', ids);
    for (const entry of await select.orderBy('id').execute()) byOrder.get(entry.work_order)?.push(entry);
  }
  return rows.map((row) => orderOf(row, byOrder.get(row.id) ?? [], now));
}
