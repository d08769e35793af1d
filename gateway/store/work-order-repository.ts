import type { Kysely, Selectable } from 'kysely';
import { done, type Outcome, refused } from '../domain/errors.ts';
import type { WorkOrder } from '../domain/work-order.ts';
import type { NewWorkOrder, OrderStep } from '../domain/work-order-step.ts';
import type { Clock } from '../ports/clock.ts';
import type { WorkOrderRepository } from '../ports/work-order-repository.ts';
import type { WorkOrderQuery } from '../ports/work-order-service.ts';
import type { Database, WorkOrderLogTable, WorkOrderTable } from './schema.ts';
import type { Signal } from './signals.ts';
import { insertOrder, orderOf, updateOrder } from './work-order-rows.ts';

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

    async insert(order: NewWorkOrder): Promise<WorkOrder> {
      const stored = await db.transaction().execute(async (trx) => {
        const id = await insertOrder(trx, order, null);
        return findOrder(trx, id, clock.nowMs());
      });
      return announce(stored!);
    },

    async change(id, decide): Promise<Outcome<WorkOrder>> {
      const outcome = await db.transaction().execute(async (trx): Promise<Outcome<OrderStep>> => {
        const order = await findOrder(trx, id, clock.nowMs());
        if (!order) return refused('WORK_ORDER_NOT_FOUND');
        const step = decide(order, await isAlarmActive(trx, order.alarmId));
        if (step.ok) await updateOrder(trx, step.value.order, step.value.entry);
        return step;
      });
      return outcome.ok ? done(announce(outcome.value.order)) : outcome;
    },

    onChange: (listener) => changed.add(listener),
  };
}

/** The order as it is, inside or outside a transaction. */
export async function findOrder(db: Kysely<Database>, id: number, now: number): Promise<WorkOrder | undefined> {
  const row = await db.selectFrom('work_order').selectAll().where('id', '=', id).executeTakeFirst();
  return row && (await withLogs(db, [row], now))[0];
}

/** The newest order of a dedup key, open or not. */
export async function findNewestByKey(db: Kysely<Database>, key: string, now: number): Promise<WorkOrder | undefined> {
  const row = await db
    .selectFrom('work_order')
    .selectAll()
    .where('dedup_key', '=', key)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && (await withLogs(db, [row], now))[0];
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

function selectOrders(db: Kysely<Database>, query: WorkOrderQuery): Promise<Selectable<WorkOrderTable>[]> {
  let select = db.selectFrom('work_order').selectAll();
  if (query.state === 'open') select = select.where('state', 'not in', ['closed', 'cancelled']);
  else if (query.state !== 'all') select = select.where('state', '=', query.state);
  if (query.assignee !== undefined) select = select.where('assignee', '=', query.assignee);
  if (query.equipment !== undefined) select = select.where('equipment', '=', query.equipment);
  if (query.before !== undefined) select = select.where('id', '<', query.before);
  return select.orderBy('id', 'desc').limit(query.limit).execute();
}

async function withLogs(
  db: Kysely<Database>,
  rows: readonly Selectable<WorkOrderTable>[],
  now: number,
): Promise<WorkOrder[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const entries = await db
    .selectFrom('work_order_log')
    .selectAll()
    .where('work_order', 'in', ids)
    .orderBy('id')
    .execute();
  const byOrder = new Map<number, Selectable<WorkOrderLogTable>[]>(ids.map((id) => [id, []]));
  for (const entry of entries) byOrder.get(entry.work_order)?.push(entry);
  return rows.map((row) => orderOf(row, byOrder.get(row.id) ?? [], now));
}
