import type { Kysely, Transaction } from 'kysely';
import type {
  DutyRecord,
  NewRecordEvent,
  RecordDraft,
  RecordKind,
  RecordShape,
  RecordState,
  RecordStep,
} from '../domain/duty/record.ts';
import { openedRecord, steppedRecord } from '../domain/duty/record-change.ts';
import { textsOf } from '../domain/duty/record-words.ts';
import { done, type Outcome, refused } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { RecordBook, RecordQuery, Records } from '../ports/record-book.ts';
import type { RecordRow } from './record-chain.ts';
import { appendEvent } from './record-events.ts';
import { eventOf, recordOf, rowOfRecord } from './record-rows.ts';
import { searchRecords } from './record-search.ts';
import { writeWords } from './record-words.ts';
import type { Database } from './schema.ts';
import type { Signal } from './signals.ts';

const MAX_RECORDS = 1_000;

export interface RecordBookParts {
  readonly db: Kysely<Database>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly changed: Signal<DutyRecord>;
}

/** The record book in the operations database. */
export function createRecordBook(parts: RecordBookParts): RecordBook {
  return {
    of: (shape) => createRecords(parts, shape),
    counts: (kinds) => countStates(parts.db, kinds),
    find: (search) => searchRecords(parts.db, search),
    onChange: (listener) => parts.changed.add(listener),
  };
}

function createRecords<B>(parts: RecordBookParts, shape: RecordShape<B>): Records<B> {
  const { db } = parts;
  return {
    open: (draft) => openRecord(parts, shape, draft),
    async get(id) {
      const row = await selectById(db, shape, id);
      return row && recordOf(row, shape);
    },
    async byKey(key) {
      const row = await selectByKey(db, shape, key);
      return row && recordOf(row, shape);
    },
    async list(query) {
      const rows = await selectRows(db, shape, query);
      return rows.map((row) => recordOf(row, shape));
    },
    change: (id, decide, expectedVersion) => changeRecord(parts, shape, { id, decide, expectedVersion }),
    async events(id) {
      const row = await selectById(db, shape, id);
      if (!row) return [];
      const rows = await db.selectFrom('duty_event').selectAll().where('record', '=', id).orderBy('seq').execute();
      return rows.map(eventOf);
    },
  };
}

async function openRecord<B>(parts: RecordBookParts, shape: RecordShape<B>, draft: RecordDraft<B>) {
  const opened = await parts.db.transaction().execute(async (trx) => {
    const known = await selectByKey(trx, shape, draft.key);
    if (known) return { record: recordOf(known, shape), isNew: false };
    const content = rowOfRecord(openedRecord(shape.kind, { ...draft, body: shape.body.parse(draft.body) }));
    const row = await trx.insertInto('duty_record').values(content).returningAll().executeTakeFirstOrThrow();
    await appendEvent(trx, row, draft.event, parts.clock.nowMs());
    await writeWords(trx, row.id, [row.key, row.subject, ...textsOf(draft.body)]);
    return { record: recordOf(row, shape), isNew: true };
  });
  if (opened.isNew) parts.changed.emit(opened.record);
  return opened;
}

interface Change<B> {
  readonly id: number;
  readonly decide: (record: DutyRecord<B>) => Outcome<RecordStep<B>>;
  readonly expectedVersion: number | undefined;
}

async function changeRecord<B>(
  parts: RecordBookParts,
  shape: RecordShape<B>,
  { id, decide, expectedVersion }: Change<B>,
): Promise<Outcome<DutyRecord<B>>> {
  const outcome = await parts.db.transaction().execute(async (trx): Promise<Outcome<DutyRecord<B>>> => {
    const row = await selectById(trx, shape, id);
    if (!row) return refused('RECORD_NOT_FOUND');
    const before = recordOf(row, shape);
    if (expectedVersion !== undefined && expectedVersion !== before.version) return refused('RECORD_CHANGED');
    const decision = decide(before);
    if (!decision.ok) return decision;
    const { event, ...step } = decision.value;
    const after = steppedRecord(before, { ...step, event, body: shape.body.parse(step.body) });
    return done(await writeChange(trx, shape, after, { event, now: parts.clock.nowMs() }));
  });
  if (outcome.ok) parts.changed.emit(outcome.value);
  return outcome;
}

async function writeChange<B>(
  trx: Transaction<Database>,
  shape: RecordShape<B>,
  after: DutyRecord<B>,
  { event, now }: { readonly event: NewRecordEvent; readonly now: number },
): Promise<DutyRecord<B>> {
  const { id, ...content } = after;
  const row = { id, ...rowOfRecord(content) };
  const { state, due_at, closed_at, version, body } = row;
  await trx.updateTable('duty_record').set({ state, due_at, closed_at, version, body }).where('id', '=', id).execute();
  await appendEvent(trx, row, event, now);
  await writeWords(trx, id, [row.key, row.subject, ...textsOf(after.body)]);
  return recordOf(row, shape);
}

type Shaped = Pick<RecordShape<unknown>, 'kind'>;

const selectById = (db: Kysely<Database>, { kind }: Shaped, id: number): Promise<RecordRow | undefined> =>
  db.selectFrom('duty_record').selectAll().where('id', '=', id).where('kind', '=', kind).executeTakeFirst();

const selectByKey = (db: Kysely<Database>, { kind }: Shaped, key: string): Promise<RecordRow | undefined> =>
  db.selectFrom('duty_record').selectAll().where('kind', '=', kind).where('key', '=', key).executeTakeFirst();

function selectRows(db: Kysely<Database>, { kind }: Shaped, query: RecordQuery): Promise<readonly RecordRow[]> {
  const { subject, states, from, to, limit } = query;
  return db
    .selectFrom('duty_record')
    .selectAll()
    .where('kind', '=', kind)
    .$if(subject !== undefined, (select) => select.where('subject', '=', subject ?? ''))
    .$if(states !== undefined, (select) => select.where('state', 'in', [...(states ?? [])]))
    .$if(from !== undefined, (select) => select.where('at', '>=', from ?? 0))
    .$if(to !== undefined, (select) => select.where('at', '<', to ?? 0))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(Math.max(0, Math.min(MAX_RECORDS, limit)))
    .execute();
}

async function countStates(
  db: Kysely<Database>,
  kinds: readonly RecordKind[],
): Promise<ReadonlyMap<RecordKind, Readonly<Record<RecordState, number>>>> {
  const rows = await db
    .selectFrom('duty_record')
    .select(['kind', 'state', (count) => count.fn.countAll<number>().as('n')])
    .where('kind', 'in', [...kinds])
    .groupBy(['kind', 'state'])
    .execute();
  const countOf = (kind: RecordKind, state: RecordState): number =>
    rows.find((row) => row.kind === kind && row.state === state)?.n ?? 0;
  return new Map(
    kinds.map((kind) => {
      const [open, done] = [countOf(kind, 'open'), countOf(kind, 'done')];
      return [kind, { open, done, missed: countOf(kind, 'missed'), cancelled: countOf(kind, 'cancelled') }];
    }),
  );
}
