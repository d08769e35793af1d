import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { textsOf } from '../../domain/duty/record-words.ts';
import { createWords, writeWords } from '../record-words.ts';
import type { Database } from '../schema.ts';

const PAGE = 200;

/** The words of the records, to look for them; those of what is there already are taken in. */
export const recordWords: Migration = {
  async up(db: Kysely<Database>): Promise<void> {
    await createWords(db);
    let after = 0;
    for (;;) {
      const rows = await sql<{ id: number; key: string; subject: string; body: string }>`
        select id, key, subject, body from duty_record where id > ${after} order by id limit ${PAGE}`.execute(db);
      for (const { id, key, subject, body } of rows.rows) {
        await writeWords(db, id, [key, subject, ...textsOf(JSON.parse(body))]);
      }
      const last = rows.rows.at(-1);
      if (!last) return;
      after = last.id;
    }
  },
};
