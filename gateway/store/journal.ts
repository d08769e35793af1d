import type { Kysely, Transaction } from 'kysely';
import type { StepEvent } from '../domain/alarm-input.ts';
import type { AlarmTransition, SystemEvent } from '../ports/alarm-repository.ts';
import { chunks } from './chunks.ts';
import { GENESIS, HASH_VERSION, hashOf, type JournalEnd, type JournalRow } from './journal-chain.ts';
import { journalKey, systemEventKey } from './journal-key.ts';
import { plainText } from './plain-text.ts';
import type { Database } from './schema.ts';

/** What a row says; its place in the chain is worked out when it is added. */
export type JournalContent = Omit<JournalRow, 'sequence' | 'hash_version' | 'prev_hash' | 'hash'>;

/** An event of a transition, on its way into the journal. */
export interface JournalEntry {
  readonly key: string;
  readonly event: StepEvent;
  readonly transition: AlarmTransition;
}

export const entriesOf = (transition: AlarmTransition): JournalEntry[] =>
  transition.events.map((event) => ({
    key: plainText(journalKey(transition.alarm?.id ?? transition.conditionId, event, transition.savedMono)),
    event,
    transition,
  }));

/** Those that are not in the journal yet, each once. */
export async function selectNew<T extends { readonly key: string }>(
  trx: Transaction<Database>,
  entries: readonly T[],
): Promise<readonly T[]> {
  const byKey = new Map<string, T>();
  for (const entry of entries) if (!byKey.has(entry.key)) byKey.set(entry.key, entry);
  for (const keys of chunks([...byKey.keys()])) {
    const known = await trx.selectFrom('journal').select('event_key').where('event_key', 'in', keys).execute();
    for (const row of known) byKey.delete(row.event_key);
  }
  return [...byKey.values()];
}

/**
 * Appends to the chained journal, in order. Every row holds the hash of the row before, so that a row changed or removed behind our back shows;
 * the end of the chain is kept beside it, so that rows removed there show as well.
 */
export async function appendToJournal(
  trx: Transaction<Database>,
  contents: readonly JournalContent[],
  now: number,
): Promise<void> {
  if (contents.length === 0) return;
  const head = await headOf(trx);
  let { sequence, hash } = head;
  const rows = contents.map((content): JournalRow => {
    const row = { ...content, sequence: ++sequence, hash_version: HASH_VERSION, prev_hash: hash };
    hash = hashOf(row);
    return { ...row, hash };
  });
  for (const some of chunks(rows)) await trx.insertInto('journal').values(some).execute();
  await moveHead(trx, head, { id: 1, sequence, hash, day: dayOf(now) });
}

/** Adds what is not about one alarm; what is there already stays as it is. */
export async function appendSystemEvents(trx: Transaction<Database>, events: readonly SystemEvent[]): Promise<void> {
  const fresh = await selectNew(
    trx,
    events.map((event) => ({ key: plainText(systemEventKey(event)), event })),
  );
  await appendToJournal(
    trx,
    fresh.map(({ key, event }) => systemRow(key, event)),
    Math.max(0, ...events.map(({ at }) => at)),
  );
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The chain goes on from where it was left, even when rows have been taken away since: the gap stays visible. */
async function headOf(trx: Transaction<Database>): Promise<JournalEnd & { readonly day: string | null }> {
  const head = await readHead(trx);
  if (head) return head;
  const last = await trx
    .selectFrom('journal')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .execute();
  return { ...(last[0] ?? { sequence: 0, hash: GENESIS }), day: null };
}

export const readHead = (db: Kysely<Database>) =>
  db.selectFrom('journal_head').selectAll().where('id', '=', 1).executeTakeFirst();

/** With the first addition of a day the end of the last one with additions becomes its anchor. */
async function moveHead(
  trx: Transaction<Database>,
  before: JournalEnd & { readonly day: string | null },
  after: Database['journal_head'],
): Promise<void> {
  const { day, sequence, hash } = before;
  if (day !== null && day !== after.day)
    await trx
      .insertInto('journal_anchor')
      .values({ day, sequence, hash })
      .onConflict((conflict) => conflict.column('day').doUpdateSet({ sequence, hash }))
      .execute();
  await trx
    .insertInto('journal_head')
    .values(after)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ sequence: after.sequence, hash: after.hash, day: after.day }),
    )
    .execute();
}

/** `workOrder` is the order of the episode after the transition. */
export function rowOfEntry({ key, event, transition }: JournalEntry, workOrder: number | undefined): JournalContent {
  const { alarm, conditionId, revision } = transition;
  return {
    ...{ event_key: key, type: event.type, alarm_id: alarm?.id ?? null, condition_id: conditionId, revision },
    ...{ occurrence: event.occurrence, level: event.level, priority: event.priority, at: Math.round(event.at) },
    source_time: event.sourceTime === null ? null : Math.round(event.sourceTime),
    is_time_suspect: event.isTimeSuspect ? 1 : 0,
    ...{ value: event.value, limit_value: event.limit, quality: qualityOf(transition) },
    ...{ actor: plainText(event.actor), via: event.via, note: plainText(event.note), reason: plainText(event.reason) },
    ...{ annunciation: event.annunciation, work_order: workOrder ?? null, parent: alarm?.parent ?? null },
  };
}

const qualityOf = ({ state }: AlarmTransition): string => (state.quality.state === 'bad' ? 'unknown' : 'good');

const systemRow = (key: string, { type, at, actor, note }: SystemEvent): JournalContent => ({
  ...{ event_key: key, type, alarm_id: null, condition_id: null, revision: null, occurrence: 0, level: 0 },
  ...{ priority: null, at: Math.round(at), source_time: null, is_time_suspect: 0, value: null, limit_value: null },
  ...{ quality: null, actor: plainText(actor), via: 'system', note: plainText(note), reason: null },
  ...{ annunciation: null, work_order: null, parent: null },
});
