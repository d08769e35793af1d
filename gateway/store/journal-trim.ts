import type { Kysely, Transaction } from 'kysely';
import type { JournalTrim } from '../ports/alarm-repository.ts';
import { appendSystemEvents } from './journal.ts';
import type { Database } from './schema.ts';

/** So many later days must have rows: a clock that shows a wrong year takes nothing away. */
const LEAST_DAYS_AFTER = 365;
/** Rows removed in one transaction, or one day where that has more. */
const MOST_ROWS = 20_000;

/**
 * Takes whole days away from the old end, and says so in the journal itself: the row that does, and the end of what is gone, prove
 * what is left. Undefined when nothing is to go.
 */
export function trimJournal(db: Kysely<Database>, before: number, at: number): Promise<JournalTrim | undefined> {
  return db.transaction().execute(async (trx) => {
    const from = (await readStart(trx))?.sequence ?? 0;
    const end = await selectEnd(trx, from, new Date(before).toISOString().slice(0, 10));
    if (!end) return undefined;
    const { day, sequence, hash } = end;
    const start = { id: 1, sequence, hash, day };
    await trx
      .insertInto('journal_start')
      .values(start)
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ sequence, hash, day }))
      .execute();
    await trx.deleteFrom('journal').where('sequence', '<=', sequence).execute();
    const note = JSON.stringify({ day, sequence, hash });
    await appendSystemEvents(trx, [{ type: 'journal-trimmed', at, actor: 'system', note }]);
    return { day, rows: sequence - from };
  });
}

export const readStart = (db: Kysely<Database>) =>
  db.selectFrom('journal_start').selectAll().where('id', '=', 1).executeTakeFirst();

/** The newest end of a day that lies before `day`, has enough days after it, and is not too far from `from`. */
async function selectEnd(trx: Transaction<Database>, from: number, day: string) {
  const later = await trx
    .selectFrom('journal_anchor')
    .select('day')
    .orderBy('day', 'desc')
    .limit(1)
    .offset(LEAST_DAYS_AFTER - 1)
    .executeTakeFirst();
  if (!later) return undefined;
  const ends = trx
    .selectFrom('journal_anchor')
    .selectAll()
    .where('day', '<', day)
    .where('day', '<', later.day)
    .where('sequence', '>', from);
  const near = ends.where('sequence', '<=', from + MOST_ROWS).orderBy('sequence', 'desc');
  return (
    (await near.limit(1).executeTakeFirst()) ?? (await ends.orderBy('sequence', 'asc').limit(1).executeTakeFirst())
  );
}
