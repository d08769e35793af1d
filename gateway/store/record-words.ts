import { type Kysely, sql } from 'kysely';
import type { RecordKind } from '../domain/duty/record.ts';
import { type SearchTerm, wordsOf } from '../domain/duty/record-words.ts';
import type { Database } from './schema.ts';

/** The index of words of the record book in the words of SQLite (FTS5). It holds no text: what it finds is read from the record. */

export async function createWords(db: Kysely<Database>): Promise<void> {
  await sql`create virtual table record_words using fts5(
    words, content = '', contentless_delete = 1, detail = 'none', tokenize = 'ascii')`.execute(db);
}

/** Puts the words of a record in place of those it had. */
export async function writeWords(db: Kysely<Database>, record: number, texts: readonly string[]): Promise<void> {
  const words = wordsOf(texts).map(indexForm).join(' ');
  await sql`insert or replace into record_words (rowid, words) values (cast(${record} as integer), ${words})`.execute(
    db,
  );
}

export interface WordQuestion {
  readonly terms: readonly SearchTerm[];
  readonly kinds: readonly RecordKind[] | undefined;
  /** from ≤ at < to */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly limit: number;
}

/** Numbers of records that have these words, newest first. */
export async function recordsWith(db: Kysely<Database>, question: WordQuestion): Promise<readonly number[]> {
  const { terms, kinds, from, to, limit } = question;
  const match = terms.map(({ word, isBeginning }) => `"${indexForm(word)}"${isBeginning ? '*' : ''}`).join(' AND ');
  const ofKind = kinds === undefined ? sql`true` : sql`duty_record.kind in (${sql.join([...kinds])})`;
  const found = await sql<{ id: number }>`
    select duty_record.id from record_words join duty_record on duty_record.id = record_words.rowid
    where record_words match ${match} and ${ofKind}
      and duty_record.at >= ${from ?? -Number.MAX_SAFE_INTEGER} and duty_record.at < ${to ?? Number.MAX_SAFE_INTEGER}
    order by duty_record.at desc, duty_record.id desc limit ${limit}`.execute(db);
  return found.rows.map(({ id }) => id);
}

/** In letters that the index never takes apart, whatever the script. */
const indexForm = (word: string): string =>
  word.replace(/[^a-z0-9]/gu, (character) => `x${character.codePointAt(0)!.toString(16).padStart(6, '0')}`);
