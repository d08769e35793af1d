import type { Insertable, Selectable, Transaction } from 'kysely';
import type { WorkOrder, WorkOrderEntry } from '../domain/work-order.ts';
import { type NewWorkOrder, stepsOf } from '../domain/work-order-step.ts';
import { textOf } from './alarm-rows.ts';
import type { Database, WorkOrderLogTable, WorkOrderTable } from './schema.ts';

/** Rows ↔ records of work orders. What is read here was written here: the casts only give back the types. */

export const orderOf = (
  row: Selectable<WorkOrderTable>,
  log: readonly Selectable<WorkOrderLogTable>[],
  now: number,
): WorkOrder => {
  const state = row.state as WorkOrder['state'];
  return {
    id: row.id,
    state,
    priority: row.priority as WorkOrder['priority'],
    equipment: row.equipment,
    title: textOf(row.title),
    description: textOf(row.description),
    alarmId: row.alarm_id,
    occurrences: row.occurrences,
    conditionClearedAt: row.condition_cleared_at,
    assignee: row.assignee,
    openedBy: row.opened_by,
    openedAt: row.opened_at,
    startedAt: row.started_at,
    doneAt: row.done_at,
    closedAt: row.closed_at,
    resolution: row.resolution,
    steps: stepsOf({ state, closedAt: row.closed_at }, now),
    log: log.map(entryOf),
  };
};

const entryOf = (row: Selectable<WorkOrderLogTable>): WorkOrderEntry => ({
  at: row.at,
  actor: row.actor,
  step: row.step as WorkOrderEntry['step'],
  from: row.from_state as WorkOrderEntry['from'],
  to: row.to_state as WorkOrderEntry['to'],
  note: row.note,
});

export const logRow = (id: number, entry: WorkOrderEntry): Insertable<WorkOrderLogTable> => ({
  work_order: id,
  at: entry.at,
  actor: entry.actor,
  step: entry.step,
  from_state: entry.from,
  to_state: entry.to,
  note: entry.note,
});

/** Stores a new order with the first line of its log. Answers with its number. */
export async function insertOrder(
  trx: Transaction<Database>,
  order: NewWorkOrder,
  dedupKey: string | null,
): Promise<number> {
  const { id } = await trx
    .insertInto('work_order')
    .values({
      dedup_key: dedupKey,
      state: 'open',
      priority: order.priority,
      equipment: order.equipment,
      title: JSON.stringify(order.title),
      description: JSON.stringify(order.description),
      alarm_id: order.alarmId,
      occurrences: 1,
      opened_by: order.openedBy,
      opened_at: order.openedAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const opened = { at: order.openedAt, actor: order.openedBy, step: 'opened', from: null, to: 'open' } as const;
  await trx
    .insertInto('work_order_log')
    .values(logRow(id, { ...opened, note: order.alarmId }))
    .execute();
  return id;
}

/** Stores what a step has changed, and its log line. */
export async function updateOrder(trx: Transaction<Database>, order: WorkOrder, entry: WorkOrderEntry): Promise<void> {
  await storeOrder(trx, order);
  await trx.insertInto('work_order_log').values(logRow(order.id, entry)).execute();
}

/** Stores an order as it is now, without its log. */
export async function storeOrder(trx: Transaction<Database>, order: WorkOrder): Promise<void> {
  await trx.updateTable('work_order').set(changingColumns(order)).where('id', '=', order.id).execute();
}

/** An order that is not there yet, in any state. */
export const newOrderRow = (order: WorkOrder, dedupKey: string): Insertable<WorkOrderTable> => ({
  ...changingColumns(order),
  dedup_key: dedupKey,
  equipment: order.equipment,
  title: JSON.stringify(order.title),
  description: JSON.stringify(order.description),
  opened_by: order.openedBy,
  opened_at: Math.round(order.openedAt),
});

const changingColumns = (order: WorkOrder) => ({
  state: order.state,
  priority: order.priority,
  alarm_id: order.alarmId,
  occurrences: order.occurrences,
  condition_cleared_at: order.conditionClearedAt,
  assignee: order.assignee,
  started_at: order.startedAt,
  done_at: order.doneAt,
  closed_at: order.closedAt,
  resolution: order.resolution,
});
