import type { Insertable, Selectable, Transaction } from 'kysely';
import type { WorkOrder, WorkOrderEntry } from '../domain/work-order.ts';
import { openOrder, PLAIN_ORDER } from '../domain/work-order-new.ts';
import { stepsOf } from '../domain/work-order-table.ts';
import { textOf } from './alarm-rows.ts';
import type { WorkOrderLogTable, WorkOrderTable } from './order-schema.ts';
import { plainText } from './plain-text.ts';
import type { Database } from './schema.ts';

/** Rows ↔ records of work orders. What is read here was written here: the casts only give back the types. */

/** What has no column of its own. */
const BODY = [
  ...(['place', 'source', 'requester', 'isSafety', 'isStatutory', 'legalBasis', 'recurrences', 'repeatOf'] as const),
  ...(['isRepeatFailure', 'clockAt', 'acceptedAt', 'arrival', 'doneBy', 'verifiedAt', 'verifiedBy'] as const),
  ...(['appointmentAt', 'deadlineAt', 'hold', 'endReason', 'declines', 'reopenCount', 'isFirstTimeFix'] as const),
  ...(['codes', 'checklist', 'answers', 'readings', 'files', 'parts', 'labour', 'callBack'] as const),
] satisfies readonly (keyof WorkOrder)[];
type Body = Pick<WorkOrder, (typeof BODY)[number]>;

const bodyOf = (order: WorkOrder): string => JSON.stringify(Object.fromEntries(BODY.map((key) => [key, order[key]])));

/** What an order of an earlier form says of what it did not know. */
const earlierBody = (row: Selectable<WorkOrderTable>): Body =>
  openOrder(
    {
      ...PLAIN_ORDER,
      ...{ priority: row.priority as WorkOrder['priority'], equipment: row.equipment },
      ...{ title: textOf(row.title), description: textOf(row.description) },
      source: { kind: row.alarm_id === null ? 'person' : 'alarm', record: null },
      ...{ openedBy: row.opened_by, openedAt: row.opened_at, clockAt: row.opened_at },
    },
    row.id,
  );

export const orderOf = (
  row: Selectable<WorkOrderTable>,
  log: readonly Selectable<WorkOrderLogTable>[],
  now: number,
): WorkOrder => {
  const body = { ...pickBody(earlierBody(row)), ...(JSON.parse(row.body) as Partial<Body>) };
  const order: WorkOrder = {
    ...body,
    id: row.id,
    version: Math.max(1, log.length),
    kind: row.kind as WorkOrder['kind'],
    state: row.state as WorkOrder['state'],
    priority: row.priority as WorkOrder['priority'],
    key: row.order_key,
    equipment: row.equipment || null,
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
    updatedAt: row.updated_at,
    resolution: row.resolution,
    sla: null,
    steps: [],
    log: log.map((line) => entryOf(line, row.priority)),
  };
  return { ...order, steps: stepsOf(order, now) };
};

const pickBody = (body: Body): Body => Object.fromEntries(BODY.map((key) => [key, body[key]])) as Body;

const entryOf = (row: Selectable<WorkOrderLogTable>, priority: string): WorkOrderEntry => ({
  at: row.at,
  actor: row.actor,
  step: row.step as WorkOrderEntry['step'],
  from: row.from_state as WorkOrderEntry['from'],
  to: row.to_state as WorkOrderEntry['to'],
  note: row.note,
  via: row.via as WorkOrderEntry['via'],
  priority: (row.priority ?? priority) as WorkOrderEntry['priority'],
  reason: row.reason,
  deviceAt: row.device_at,
});

/** A line without its place in the chain. */
export const logRow = (id: number, entry: WorkOrderEntry) => ({
  work_order: id,
  at: Math.round(entry.at),
  actor: plainText(entry.actor),
  step: entry.step,
  from_state: entry.from,
  to_state: entry.to,
  note: plainText(entry.note),
  via: entry.via,
  priority: entry.priority,
  reason: plainText(entry.reason),
  device_at: entry.deviceAt === null ? null : Math.round(entry.deviceAt),
});

/** Stores an order as it is now, without its history. Answers with the whole row. */
export const storeOrder = (trx: Transaction<Database>, order: WorkOrder): Promise<Selectable<WorkOrderTable>> =>
  trx
    .updateTable('work_order')
    .set(changingColumns(order))
    .where('id', '=', order.id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** An order that is not there yet, in any state. */
export const newOrderRow = (order: WorkOrder, dedupKey: string | null): Insertable<WorkOrderTable> => ({
  ...changingColumns(order),
  dedup_key: dedupKey,
  order_key: order.key,
  kind: order.kind,
  equipment: order.equipment ?? '',
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
  condition_cleared_at: rounded(order.conditionClearedAt),
  assignee: order.assignee,
  started_at: rounded(order.startedAt),
  done_at: rounded(order.doneAt),
  closed_at: rounded(order.closedAt),
  resolution: plainText(order.resolution),
  updated_at: Math.round(order.updatedAt),
  body: bodyOf(order),
});

const rounded = (at: number | null): number | null => (at === null ? null : Math.round(at));
