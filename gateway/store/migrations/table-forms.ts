import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

/** What SQLite wants said in its own words. Another database gets other forms here and nowhere else. */

/** STRICT: a text can never end up in a number column. */
export const strict = <Name extends string, Column extends string>(
  table: CreateTableBuilder<Name, Column>,
): CreateTableBuilder<Name, Column> => table.modifyEnd(sql`strict`);

/** The file itself refuses to change or remove a row. */
export async function refuseChanges<Database>(db: Kysely<Database>, table: string, because: string): Promise<void> {
  for (const change of ['update', 'delete'])
    await sql`create trigger ${sql.ref(`${table}_no_${change}`)} before ${sql.raw(change)} on ${sql.table(table)}
      begin select raise(abort, ${sql.lit(because)}); end`.execute(db);
}
