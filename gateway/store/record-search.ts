import type { Kysely } from 'kysely';
import type { RecordKind } from '../domain/duty/record.ts';
import { excerptsOf, hasTyped, searchTerms, textsOf } from '../domain/duty/record-words.ts';
import type { FoundRecord, RecordSearch } from '../ports/record-book.ts';
import type { RecordRow } from './record-chain.ts';
import { recordsWith } from './record-words.ts';
import type { Database } from './schema.ts';

/** Records that are read to answer one question; what lies behind them is found with another word or a shorter time. */
const MOST_READ = 300;
/** Records in memory at a time. */
const PAGE = 50;

/** Reads the records that the index names, newest first, and keeps those that have what was typed. */
export async function searchRecords(db: Kysely<Database>, search: RecordSearch): Promise<readonly FoundRecord[]> {
  const { typed, kinds, from, to, limit } = search;
  const terms = searchTerms(typed);
  if (terms.length === 0 || kinds?.length === 0) return [];
  const ids = await recordsWith(db, { terms, kinds, from, to, limit: MOST_READ });
  const found: FoundRecord[] = [];
  for (let at = 0; at < ids.length && found.length < limit; at += PAGE) {
    const rows = await rowsOf(db, ids.slice(at, at + PAGE));
    found.push(...rows.flatMap((row) => foundIn(row, typed) ?? []));
  }
  return found.slice(0, limit);
}

async function rowsOf(db: Kysely<Database>, ids: readonly number[]): Promise<readonly RecordRow[]> {
  const rows = await db
    .selectFrom('duty_record')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function foundIn(row: RecordRow, typed: string): FoundRecord | undefined {
  const { id, key, subject, at } = row;
  const texts = [key, subject, ...textsOf(JSON.parse(row.body))];
  if (!hasTyped(texts, typed)) return undefined;
  // What is read here was written here: the casts only give back the types.
  const [kind, state] = [row.kind as RecordKind, row.state as FoundRecord['state']];
  return { id, kind, key, subject, state, at, excerpts: excerptsOf(texts, typed) };
}
