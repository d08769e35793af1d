import type { Kysely } from 'kysely';
import type { WorkOrder } from '../domain/work-order.ts';
import type {
  AlarmQuery,
  AlarmRepository,
  JournalFault,
  JournalQuery,
  StoredCondition,
} from '../ports/alarm-repository.ts';
import { commitTransitions } from './alarm-commit.ts';
import { alarmsOf, eventOf, stateOf } from './alarm-rows.ts';
import { createDeskRecords } from './desk-records.ts';
import { appendSystemEvents, readHead } from './journal.ts';
import { ChainCheck } from './journal-chain.ts';
import { readStart, trimJournal } from './journal-trim.ts';
import type { Database } from './schema.ts';
import type { Signal } from './signals.ts';

/** Journal rows of one episode shown; an episode that chatters for days has more. */
const MAX_EVENTS = 2_000;
const MAX_OPEN = 10_000;
/** Rows looked at in one go; the connection is free for others in between. */
const PAGE = 1_000;

/** Alarm states, episodes and journal in the operations database. */
export function createAlarmRepository(options: {
  db: Kysely<Database>;
  orderChanged: Signal<WorkOrder>;
  escalated: Signal<void>;
}): AlarmRepository {
  const { db, orderChanged, escalated } = options;
  return {
    load: () => loadConditions(db),

    async commit(transitions) {
      const done = await db.transaction().execute((trx) => commitTransitions(trx, transitions));
      for (const order of done.changed.values()) orderChanged.emit(order);
      if (done.hasEscalated) escalated.emit();
      return done.byAlarm;
    },

    async note(events) {
      await db.transaction().execute((trx) => appendSystemEvents(trx, events));
    },

    list: async (query) => alarmsOf(db, await selectAlarms(db, query).execute()),

    async get(id) {
      const rows = await db.selectFrom('alarm_episode').selectAll().where('id', '=', id).execute();
      return (await alarmsOf(db, rows))[0];
    },

    async events(id) {
      const rows = await db
        .selectFrom('journal')
        .selectAll()
        .where(({ eb, or }) => or([eb('alarm_id', '=', id), eb('condition_id', '=', id)]))
        .orderBy('sequence', 'desc')
        .limit(MAX_EVENTS)
        .execute();
      return rows.reverse().map(eventOf);
    },

    async openAt(at) {
      const rows = await db
        .selectFrom('alarm_episode')
        .selectAll()
        .where('active_at', '<', at)
        .where(({ eb, or }) => or([eb('closed_at', 'is', null), eb('closed_at', '>=', at)]))
        .orderBy('active_at')
        .orderBy('id')
        .limit(MAX_OPEN)
        .execute();
      return alarmsOf(db, rows);
    },

    journal: async (query) => (await selectJournal(db, query)).map(eventOf),
    verify: () => verifyJournal(db),
    trimJournal: (before, at) => trimJournal(db, before, at),
    ...createDeskRecords(db),
  };
}

function selectAlarms(db: Kysely<Database>, query: AlarmQuery) {
  let select = db.selectFrom('alarm_episode').selectAll();
  if (query.state === 'open') select = select.where('state', '!=', 'closed');
  if (query.equipment !== undefined) select = select.where('equipment', '=', query.equipment);
  if (query.before !== undefined) select = select.where('active_at', '<', query.before);
  return select.orderBy('active_at', 'desc').orderBy('id').limit(query.limit);
}

async function loadConditions(db: Kysely<Database>): Promise<StoredCondition[]> {
  const states = await db.selectFrom('alarm_state').selectAll().execute();
  const open = await db.selectFrom('alarm_episode').selectAll().where('state', '!=', 'closed').execute();
  const alarms = new Map((await alarmsOf(db, open)).map((alarm) => [alarm.conditionId, alarm]));
  return states.map((row) => ({
    conditionId: row.condition_id,
    state: stateOf(row.state),
    savedAt: row.saved_at,
    savedMono: row.saved_mono,
    alarm: alarms.get(row.condition_id) ?? null,
  }));
}

/** The first page of a time range begins where the index of times says; the next ones go on by sequence. */
async function selectJournal(db: Kysely<Database>, { after, from, to, types, limit }: JournalQuery) {
  const start = after ?? (from === undefined ? 0 : await sequenceBefore(db, from, to));
  if (start === undefined) return [];
  let select = db.selectFrom('journal').selectAll().where('sequence', '>', start);
  if (from !== undefined) select = select.where('at', '>=', from);
  if (to !== undefined) select = select.where('at', '<', to);
  if (types !== undefined) select = select.where('type', 'in', types);
  return select.orderBy('sequence').limit(limit).execute();
}

async function sequenceBefore(db: Kysely<Database>, from: number, to: number | undefined): Promise<number | undefined> {
  let select = db.selectFrom('journal').select(({ fn }) => fn.min<number | null>('sequence').as('first'));
  select = select.where('at', '>=', from);
  if (to !== undefined) select = select.where('at', '<', to);
  const first = (await select.executeTakeFirst())?.first ?? null;
  return first === null ? undefined : Number(first) - 1;
}

/** As it was when it began: what is added meanwhile is left for the next time. */
async function verifyJournal(db: Kysely<Database>): Promise<readonly JournalFault[]> {
  const { head, anchors, start, upTo } = await db.transaction().execute(async (trx) => ({
    head: await readHead(trx),
    anchors: await trx.selectFrom('journal_anchor').selectAll().execute(),
    start: await readStart(trx),
    upTo: await trx
      .selectFrom('journal')
      .select(({ fn }) => fn.max('sequence').as('last'))
      .executeTakeFirst(),
  }));
  const check = new ChainCheck(new Map(anchors.map(({ sequence, hash }) => [sequence, hash])), start);
  const last = Number(upTo?.last ?? 0);
  for (let after = 0; after < last; ) {
    const page = db.selectFrom('journal').selectAll().where('sequence', '>', after).where('sequence', '<=', last);
    const rows = await page.orderBy('sequence').limit(PAGE).execute();
    for (const row of rows) check.next(row);
    after = rows.at(-1)?.sequence ?? last;
  }
  return check.end(head);
}
