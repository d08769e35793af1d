import type { Transaction } from 'kysely';
import type { Alarm } from '../domain/alarm.ts';
import type { AlarmTransition } from '../ports/alarm-repository.ts';
import { episodeRow, stateRow } from './alarm-rows.ts';
import { chunks } from './chunks.ts';
import { changeEscalations } from './escalation-effects.ts';
import { appendToJournal, entriesOf, rowOfEntry, selectNew } from './journal.ts';
import { OrderBook } from './order-book.ts';
import { type PlacedOrders, placeOrders } from './order-placement.ts';
import type { Database } from './schema.ts';

/** What a transaction of alarms did besides. */
export interface Committed extends PlacedOrders {
  readonly hasEscalated: boolean;
}

/** Writes everything that follows from the transitions. What is in the journal already happened before and has no effect again. */
export async function commitTransitions(
  trx: Transaction<Database>,
  transitions: readonly AlarmTransition[],
): Promise<Committed> {
  const now = Math.max(0, ...transitions.map(({ savedAt }) => savedAt));
  const book = await OrderBook.load(trx, transitions, now);
  await writeEpisodes(trx, transitions);
  await writeStates(trx, transitions);
  const fresh = await selectNew(trx, transitions.flatMap(entriesOf));
  const news = new Set(fresh.map(({ event }) => event));
  await closeOlder(trx, transitions, now);
  const placed = await placeOrders(trx, book, transitions, news);
  const rows = fresh.map((entry) => rowOfEntry(entry, placed.byAlarm.get(entry.transition.alarm?.id ?? '')));
  await appendToJournal(trx, rows, now);
  const effective = transitions.filter(({ events }) => events.length === 0 || events.some((event) => news.has(event)));
  return { ...placed, hasEscalated: await changeEscalations(trx, effective) };
}

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
          annunciated_at: row.ref('excluded.annunciated_at'),
          returned_at: row.ref('excluded.returned_at'),
          acknowledged_at: row.ref('excluded.acknowledged_at'),
          acknowledged_by: row.ref('excluded.acknowledged_by'),
          closed_at: row.ref('excluded.closed_at'),
          unknown_since: row.ref('excluded.unknown_since'),
          shelved_until: row.ref('excluded.shelved_until'),
          shelved_by: row.ref('excluded.shelved_by'),
          suppressed_by: row.ref('excluded.suppressed_by'),
          parent: row.ref('excluded.parent'),
          first_out: row.ref('excluded.first_out'),
          is_chattering: row.ref('excluded.is_chattering'),
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
          saved_mono: row.ref('excluded.saved_mono'),
        })),
      )
      .execute();
}

/** A condition has one open episode. An older one can only be left over from a closing that was dropped while the disk was away. */
async function closeOlder(
  trx: Transaction<Database>,
  transitions: readonly AlarmTransition[],
  now: number,
): Promise<void> {
  const newest = new Map<string, number>();
  for (const { conditionId, alarm } of transitions)
    if (alarm && alarm.episode > 1) newest.set(conditionId, Math.max(alarm.episode, newest.get(conditionId) ?? 0));
  for (const conditions of chunks([...newest.keys()])) {
    const open = await trx
      .selectFrom('alarm_episode')
      .select(['id', 'condition_id', 'episode'])
      .where('condition_id', 'in', conditions)
      .where('state', '!=', 'closed')
      .execute();
    const left = open.filter((row) => row.episode < newest.get(row.condition_id)!).map(({ id }) => id);
    if (left.length > 0)
      await trx.updateTable('alarm_episode').set({ state: 'closed', closed_at: now }).where('id', 'in', left).execute();
  }
}
