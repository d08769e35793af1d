import type { Transaction } from 'kysely';
import { chunks } from './chunks.ts';
import type { Database } from './schema.ts';

/** That an episode belongs to an order. */
export interface OrderLink {
  readonly order: number;
  readonly role: Database['wo_episode']['role'];
  readonly at: number;
}

/** Links with what has become of their episodes. */
const selectLinks = (trx: Transaction<Database>) =>
  trx
    .selectFrom('wo_episode')
    .innerJoin('alarm_episode', 'alarm_episode.id', 'wo_episode.alarm_id')
    .select(['wo_episode.alarm_id', 'wo_episode.work_order', 'wo_episode.role', 'wo_episode.linked_at'])
    .select(['alarm_episode.state', 'alarm_episode.parent']);

export async function linksOfAlarms(trx: Transaction<Database>, ids: readonly string[]) {
  const found = [];
  for (const some of chunks(ids))
    found.push(...(await selectLinks(trx).where('wo_episode.alarm_id', 'in', some).execute()));
  return found;
}

export async function linksOfOrders(trx: Transaction<Database>, numbers: readonly number[]) {
  const found = [];
  for (const some of chunks(numbers))
    found.push(...(await selectLinks(trx).where('wo_episode.work_order', 'in', some).execute()));
  return found;
}

/** Stores links, and lets those that waited for an order of their cause have it. */
export async function writeLinks(
  trx: Transaction<Database>,
  links: readonly (readonly [string, OrderLink])[],
): Promise<void> {
  for (const some of chunks(links)) {
    await trx
      .insertInto('wo_episode')
      .values(some.map(([alarm_id, link]) => rowOf(alarm_id, link)))
      .onConflict((conflict) =>
        conflict.column('alarm_id').doUpdateSet((row) => ({
          work_order: row.ref('excluded.work_order'),
          role: row.ref('excluded.role'),
          linked_at: row.ref('excluded.linked_at'),
        })),
      )
      .execute();
    await showOrders(
      trx,
      some.map(([alarmId]) => alarmId),
    );
  }
  await adopt(trx, new Map(links));
}

const rowOf = (alarm_id: string, { order, role, at }: OrderLink): Database['wo_episode'] => ({
  ...{ alarm_id, work_order: order, role, linked_at: Math.round(at) },
});

async function adopt(trx: Transaction<Database>, links: ReadonlyMap<string, OrderLink>): Promise<void> {
  for (const some of chunks([...links.keys()])) {
    const waiting = selectLinks(trx).where('wo_episode.role', '=', 'consequence');
    for (const { alarm_id, parent, work_order } of await waiting.where('alarm_episode.parent', 'in', some).execute()) {
      const own = links.get(parent ?? '');
      if (!own || own.order === work_order) continue;
      await trx.updateTable('wo_episode').set({ work_order: own.order }).where('alarm_id', '=', alarm_id).execute();
      await showOrders(trx, [alarm_id]);
    }
  }
}

/** An episode shows the order it is linked to. */
async function showOrders(trx: Transaction<Database>, ids: readonly string[]): Promise<void> {
  await trx
    .updateTable('alarm_episode')
    .set(({ selectFrom }) => ({
      work_order: selectFrom('wo_episode').select('work_order').whereRef('alarm_id', '=', 'alarm_episode.id'),
    }))
    .where('id', 'in', ids)
    .execute();
}
