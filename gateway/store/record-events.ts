import type { Transaction } from 'kysely';
import type { NewRecordEvent } from '../domain/duty/record.ts';
import { GENESIS } from './journal-chain.ts';
import { contentHashOf, eventHashOf, type RecordRow } from './record-chain.ts';
import { rowOfEvent } from './record-rows.ts';
import type { Database } from './schema.ts';

type Head = Database['duty_head'];

/** Adds the event that made a record what `row` says, with the hash of the event before; `now` tells the day of its anchor. */
export async function appendEvent(
  trx: Transaction<Database>,
  row: RecordRow,
  event: NewRecordEvent,
  now: number,
): Promise<void> {
  const head = await trx.selectFrom('duty_head').selectAll().where('id', '=', 1).executeTakeFirst();
  const sequence = (head?.sequence ?? 0) + 1;
  const place = { sequence, record: row.id, seq: row.version };
  const hashes = { content_hash: contentHashOf(row), prev_hash: head?.hash ?? GENESIS };
  const content = { ...place, ...rowOfEvent(event), ...hashes };
  const hash = eventHashOf(content);
  await trx
    .insertInto('duty_event')
    .values({ ...content, hash })
    .execute();
  await moveHead(trx, head, { id: 1, sequence, hash, day: dayOf(now) });
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** With the first addition of a day the end of the last one with additions becomes its anchor. */
async function moveHead(trx: Transaction<Database>, before: Head | undefined, after: Head): Promise<void> {
  if (before && before.day !== after.day) {
    const { day, sequence, hash } = before;
    await trx
      .insertInto('duty_anchor')
      .values({ day, sequence, hash })
      .onConflict((conflict) => conflict.column('day').doUpdateSet({ sequence, hash }))
      .execute();
  }
  const { sequence, hash, day } = after;
  await trx
    .insertInto('duty_head')
    .values(after)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ sequence, hash, day }))
    .execute();
}
