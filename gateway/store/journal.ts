import { createHash } from 'node:crypto';
import type { Selectable, Transaction } from 'kysely';
import type { StepEvent } from '../domain/alarm-step.ts';
import type { Database, JournalTable } from './schema.ts';

/** Hash before the first row. */
export const GENESIS = '0'.repeat(64);
const CHUNK = 200;

export interface JournalEntry {
  readonly alarmId: string;
  readonly event: StepEvent;
}

/**
 * Appends to the chained journal, in order; an event that is there already is left as it is. Answers with the ones that were new.
 * Every row holds the hash of the row before, so that a row changed or removed behind our back shows.
 */
export async function appendToJournal(
  trx: Transaction<Database>,
  entries: readonly JournalEntry[],
): Promise<readonly JournalEntry[]> {
  const known = await knownKeys(trx, entries.map(keyOf));
  const fresh = entries.filter((entry) => !known.has(keyOf(entry)));
  if (fresh.length === 0) return fresh;
  const rows = chain(fresh, await tail(trx));
  for (let from = 0; from < rows.length; from += CHUNK)
    await trx
      .insertInto('journal')
      .values(rows.slice(from, from + CHUNK))
      .execute();
  return fresh;
}

/** The sequence of the first row that does not follow from the one before; undefined when the chain holds. */
export function findBrokenLink(rows: readonly Selectable<JournalTable>[], before = GENESIS): number | undefined {
  let prevHash = before;
  for (const row of rows) {
    if (row.prev_hash !== prevHash || row.hash !== hashOf(row)) return row.sequence;
    prevHash = row.hash;
  }
  return undefined;
}

/** A machine event happens once per occurrence; what a person repeats is kept each time. */
function keyOf({ alarmId, event }: JournalEntry): string {
  const key = `${alarmId}/${event.occurrence}/${event.type}`;
  return event.type === 'ack-duplicate' ? `${key}/${event.at}/${event.actor}` : key;
}

async function knownKeys(trx: Transaction<Database>, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (let from = 0; from < keys.length; from += CHUNK) {
    const rows = await trx
      .selectFrom('journal')
      .select('event_key')
      .where('event_key', 'in', keys.slice(from, from + CHUNK))
      .execute();
    for (const row of rows) known.add(row.event_key);
  }
  return known;
}

async function tail(trx: Transaction<Database>): Promise<{ sequence: number; hash: string }> {
  const row = await trx
    .selectFrom('journal')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? { sequence: 0, hash: GENESIS };
}

function chain(entries: readonly JournalEntry[], last: { sequence: number; hash: string }): JournalTable[] {
  let { sequence, hash } = last;
  const keys = new Set<string>();
  const rows: JournalTable[] = [];
  for (const entry of entries) {
    const event_key = keyOf(entry);
    if (keys.has(event_key)) continue;
    keys.add(event_key);
    const { type, occurrence, at, value, actor, note } = entry.event;
    const content = { event_key, type, alarm_id: entry.alarmId, occurrence, at, value, actor, note };
    const row = { sequence: ++sequence, ...content, prev_hash: hash };
    hash = hashOf(row);
    rows.push({ ...row, hash });
  }
  return rows;
}

function hashOf(row: Omit<JournalTable, 'hash'>): string {
  const { prev_hash, sequence, event_key, type, alarm_id, occurrence, at, value, actor, note } = row;
  const content = [prev_hash, sequence, event_key, type, alarm_id, occurrence, at, value, actor, note];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
