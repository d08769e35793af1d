import type { Transaction } from 'kysely';
import type { WorkOrder } from '../domain/work-order.ts';
import { clearCondition, placeEpisode } from '../domain/work-order-placement.ts';
import type { OrderStep } from '../domain/work-order-step.ts';
import type { AlarmTransition, OrderCause } from '../ports/alarm-repository.ts';
import type { JournalEntry } from './journal.ts';
import type { Database } from './schema.ts';
import { findNewestByKey, findOrder } from './work-order-repository.ts';
import { insertOrder, updateOrder } from './work-order-rows.ts';

/** What the alarms of one transaction did to work orders. */
export interface PlacedOrders {
  /** Order of each episode that has one. */
  readonly byAlarm: Map<string, number>;
  /** Newest form of every order touched. */
  readonly changed: Map<number, WorkOrder>;
}

/**
 * Gives each episode its order, at most one, and tells orders whose cause has gone. `fresh` are the events that were not
 * in the journal before: only they can repeat or clear, so that committing again changes nothing.
 */
export async function placeOrders(
  trx: Transaction<Database>,
  transitions: readonly AlarmTransition[],
  fresh: readonly JournalEntry[],
): Promise<PlacedOrders> {
  const placed: PlacedOrders = { byAlarm: new Map(), changed: new Map() };
  const news = new Set(fresh.map(({ event }) => event));
  for (const transition of transitions) {
    const { alarm, order } = transition;
    if (!alarm || !order) continue;
    const has = (type: string): boolean => transition.events.some((event) => event.type === type && news.has(event));
    let linked = placed.byAlarm.get(alarm.id) ?? (await findLink(trx, alarm.id));
    const isRepeat = linked !== undefined && has('realarmed');
    if (alarm.state !== 'closed' && (linked === undefined || isRepeat))
      linked = await place(trx, placed, { ...transition, alarm, order });
    if (linked === undefined) continue;
    placed.byAlarm.set(alarm.id, linked);
    if (has('returned')) await clear(trx, placed, linked, transition.savedAt);
  }
  return placed;
}

type OrderTransition = AlarmTransition & {
  readonly alarm: NonNullable<AlarmTransition['alarm']>;
  readonly order: OrderCause;
};

async function findLink(trx: Transaction<Database>, alarmId: string): Promise<number | undefined> {
  const row = await trx
    .selectFrom('wo_episode')
    .select('work_order')
    .where('alarm_id', '=', alarmId)
    .executeTakeFirst();
  return row?.work_order;
}

async function place(
  trx: Transaction<Database>,
  placed: PlacedOrders,
  { alarm, order, savedAt }: OrderTransition,
): Promise<number | undefined> {
  const newest = await findNewestByKey(trx, order.dedupKey, savedAt);
  const placement = placeEpisode(newest, { alarmId: alarm.id, priority: alarm.priority }, savedAt);
  switch (placement.action) {
    case 'none':
      return newest?.id;
    case 'open': {
      const draft = { ...order, alarmId: alarm.id, openedBy: 'system', openedAt: savedAt };
      const id = await insertOrder(trx, draft, order.dedupKey);
      await link(trx, alarm.id, id, 'primary');
      const stored = await findOrder(trx, id, savedAt);
      if (stored) placed.changed.set(id, stored);
      return id;
    }
    case 'change':
      await store(trx, placed, placement.step);
      await link(trx, alarm.id, placement.step.order.id, 'merged');
      return placement.step.order.id;
  }
}

async function clear(trx: Transaction<Database>, placed: PlacedOrders, id: number, now: number): Promise<void> {
  const order = await findOrder(trx, id, now);
  const step = order && clearCondition(order, now);
  if (step) await store(trx, placed, step);
}

async function store(trx: Transaction<Database>, placed: PlacedOrders, { order, entry }: OrderStep): Promise<void> {
  await updateOrder(trx, order, entry);
  placed.changed.set(order.id, order);
}

async function link(
  trx: Transaction<Database>,
  alarmId: string,
  orderId: number,
  role: 'primary' | 'merged',
): Promise<void> {
  await trx
    .insertInto('wo_episode')
    .values({ alarm_id: alarmId, work_order: orderId, role })
    .onConflict((conflict) => conflict.column('alarm_id').doNothing())
    .execute();
  await trx.updateTable('alarm_episode').set({ work_order: orderId }).where('id', '=', alarmId).execute();
}
