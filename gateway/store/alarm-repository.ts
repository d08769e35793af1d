import type { Kysely, Transaction } from 'kysely';
import type { Alarm } from '../domain/alarm.ts';
import type { WorkOrder } from '../domain/work-order.ts';
import type { AlarmRepository, AlarmTransition, StoredCondition } from '../ports/alarm-repository.ts';
import type { AlarmQuery } from '../ports/alarm-service.ts';
import { alarmOf, episodeRow, eventOf, stateOf, stateRow } from './alarm-rows.ts';
import { appendToJournal, type JournalEntry } from './journal.ts';
import { type PlacedOrders, placeOrders } from './order-placement.ts';
import { queueNotices } from './outbox.ts';
import type { Database } from './schema.ts';
import type { Signal } from './signals.ts';

/** Rows per statement: an episode has 23 columns, SQLite takes 32,766 parameters. */
const CHUNK = 200;
/** Journal rows of one episode shown; an episode that chatters for days has more. */
const MAX_EVENTS = 2_000;

/** Alarm states, episodes and journal in the operations database. */
export function createAlarmRepository(options: {
  db: Kysely<Database>;
  orderChanged: Signal<WorkOrder>;
  queued: Signal<void>;
}): AlarmRepository {
  const { db, orderChanged, queued } = options;
  return {
    load: () => loadConditions(db),

    async commit(transitions) {
      const placed = await db.transaction().execute((trx) => write(trx, transitions));
      for (const order of placed.changed.values()) orderChanged.emit(order);
      if (transitions.some((transition) => transition.notices.length > 0)) queued.emit();
      return placed.byAlarm;
    },

    async list(query) {
      const rows = await selectAlarms(db, query).execute();
      return rows.map(alarmOf);
    },

    async get(id) {
      const row = await db.selectFrom('alarm_episode').selectAll().where('id', '=', id).executeTakeFirst();
      return row && alarmOf(row);
    },

    async events(id) {
      const rows = await db
        .selectFrom('journal')
        .selectAll()
        .where('alarm_id', '=', id)
        .orderBy('sequence', 'desc')
        .limit(MAX_EVENTS)
        .execute();
      return rows.reverse().map(eventOf);
    },
  };
}

function selectAlarms(db: Kysely<Database>, query: AlarmQuery) {
  let select = db.selectFrom('alarm_episode').selectAll();
  if (query.state === 'open') select = select.where('state', '!=', 'closed');
  if (query.equipment !== undefined) select = select.where('equipment', '=', query.equipment);
  if (query.before !== undefined) select = select.where('active_at', '<', query.before);
  return select.orderBy('active_at', 'desc').orderBy('id').limit(query.limit);
}

async function loadConditions(db: Kysely<Database>): Promise<StoredCondition[]> {
  const states = await db.selectFrom('alarm_state').selectAll().execute();
  const open = await db.selectFrom('alarm_episode').selectAll().where('state', '!=', 'closed').execute();
  const alarms = new Map<string, Alarm>(open.map((row) => [row.condition_id, alarmOf(row)]));
  return states.map((row) => ({
    conditionId: row.condition_id,
    state: stateOf(row.state),
    savedAt: row.saved_at,
    alarm: alarms.get(row.condition_id) ?? null,
  }));
}

async function write(trx: Transaction<Database>, transitions: readonly AlarmTransition[]): Promise<PlacedOrders> {
  await writeEpisodes(trx, transitions);
  await writeStates(trx, transitions);
  const fresh = await appendToJournal(trx, transitions.flatMap(entriesOf));
  await closeOlder(trx, fresh, transitions);
  const placed = await placeOrders(trx, transitions, fresh);
  await queueNotices(
    trx,
    transitions.flatMap((transition) => transition.notices),
  );
  return placed;
}

const entriesOf = ({ alarm, events }: AlarmTransition): JournalEntry[] =>
  alarm ? events.map((event) => ({ alarmId: alarm.id, event })) : [];

/** The last form wins; an episode's order is not ours to write. */
async function writeEpisodes(trx: Transaction<Database>, transitions: readonly AlarmTransition[]): Promise<void> {
  const newest = new Map<string, Alarm>();
  for (const { alarm } of transitions) if (alarm) newest.set(alarm.id, alarm);
  for (const alarms of chunks([...newest.values()]))
    await trx
      .insertInto('alarm_episode')
      .values(alarms.map(episodeRow))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({
          occurrence: row.ref('excluded.occurrence'),
          state: row.ref('excluded.state'),
          priority: row.ref('excluded.priority'),
          value: row.ref('excluded.value'),
          limit_value: row.ref('excluded.limit_value'),
          onset_at: row.ref('excluded.onset_at'),
          active_at: row.ref('excluded.active_at'),
          returned_at: row.ref('excluded.returned_at'),
          acknowledged_at: row.ref('excluded.acknowledged_at'),
          acknowledged_by: row.ref('excluded.acknowledged_by'),
          closed_at: row.ref('excluded.closed_at'),
          unknown_since: row.ref('excluded.unknown_since'),
        })),
      )
      .execute();
}

async function writeStates(trx: Transaction<Database>, transitions: readonly AlarmTransition[]): Promise<void> {
  const newest = new Map(transitions.map((transition) => [transition.conditionId, transition]));
  for (const states of chunks([...newest.values()]))
    await trx
      .insertInto('alarm_state')
      .values(states.map(stateRow))
      .onConflict((conflict) =>
        conflict.column('condition_id').doUpdateSet((row) => ({
          phase: row.ref('excluded.phase'),
          state: row.ref('excluded.state'),
          saved_at: row.ref('excluded.saved_at'),
        })),
      )
      .execute();
}

/** A condition has one open episode. An older one can only be left over from a closing that was dropped while the disk was away. */
async function closeOlder(
  trx: Transaction<Database>,
  fresh: readonly JournalEntry[],
  transitions: readonly AlarmTransition[],
): Promise<void> {
  const activated = new Set(fresh.filter(({ event }) => event.type === 'activated').map(({ alarmId }) => alarmId));
  for (const { alarm, savedAt } of transitions) {
    if (!alarm || alarm.episode === 1 || !activated.has(alarm.id)) continue;
    await trx
      .updateTable('alarm_episode')
      .set({ state: 'closed', closed_at: savedAt })
      .where('condition_id', '=', alarm.conditionId)
      .where('episode', '<', alarm.episode)
      .where('state', '!=', 'closed')
      .execute();
  }
}

function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += CHUNK) yield items.slice(from, from + CHUNK);
}
