import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';
import { upgradeAlarmStates } from './0003-alarm-states.ts';
import { refuseChanges, strict } from './table-forms.ts';

/** Alarms that may be kept quiet: what was stored before had been told at once. */
export async function widenAlarms(db: Kysely<Database>): Promise<void> {
  await db.schema
    .alterTable('alarm_state')
    .addColumn('saved_mono', 'real', (column) => column.notNull().defaultTo(0))
    .execute();
  const episode = db.schema.alterTable('alarm_episode');
  await episode.addColumn('class', 'text', (column) => column.notNull().defaultTo('equipment')).execute();
  for (const name of ['annunciated_at', 'shelved_until'] as const) await episode.addColumn(name, 'integer').execute();
  for (const name of ['shelved_by', 'parent', 'first_out'] as const) await episode.addColumn(name, 'text').execute();
  await episode.addColumn('suppressed_by', 'text', (column) => column.notNull().defaultTo('[]')).execute();
  await episode.addColumn('is_chattering', 'integer', (column) => column.notNull().defaultTo(0)).execute();
  await sql`update alarm_episode set annunciated_at = active_at`.execute(db);
  await db.schema.createIndex('alarm_by_parent').on('alarm_episode').column('parent').execute();
  await db.schema.createIndex('alarm_by_condition').on('alarm_episode').columns(['condition_id', 'state']).execute();
  await upgradeAlarmStates(db);
}

/**
 * The journal with the columns of a full alarm record. Rows written before keep their hashes: `hash_version` 1 says that these cover the
 * columns there were then.
 */
export async function widenJournal(db: Kysely<Database>): Promise<void> {
  await createJournal(db);
  await sql`insert into wide_journal (sequence, event_key, type, alarm_id, occurrence, level, at, is_time_suspect, value,
      actor, via, note, hash_version, prev_hash, hash)
    select sequence, event_key, type, alarm_id, occurrence, 0, at, 0, value, actor, 'system', note, 1, prev_hash, hash
    from journal order by sequence`.execute(db);
  await db.schema.dropTable('journal').execute();
  await db.schema.alterTable('wide_journal').renameTo('journal').execute();
  await db.schema.createIndex('journal_by_alarm').on('journal').columns(['alarm_id', 'sequence']).execute();
  await db.schema.createIndex('journal_by_condition').on('journal').columns(['condition_id', 'sequence']).execute();
  await db.schema.createIndex('journal_by_time').on('journal').columns(['at', 'sequence']).execute();
  await refuseChanges(db, 'journal', 'the alarm journal is only ever added to');
  await createAnchors(db);
}

async function createJournal(db: Kysely<Database>): Promise<void> {
  await strict(
    db.schema
      .createTable('wide_journal')
      .addColumn('sequence', 'integer', (column) => column.primaryKey())
      .addColumn('event_key', 'text', (column) => column.notNull().unique())
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('alarm_id', 'text', (column) => column.references('alarm_episode.id'))
      .addColumn('condition_id', 'text')
      .addColumn('revision', 'text')
      .addColumn('occurrence', 'integer', (column) => column.notNull())
      .addColumn('level', 'integer', (column) => column.notNull())
      .addColumn('priority', 'text')
      .addColumn('at', 'integer', (column) => column.notNull())
      .addColumn('source_time', 'integer')
      .addColumn('is_time_suspect', 'integer', (column) => column.notNull())
      .addColumn('value', 'real')
      .addColumn('limit_value', 'real')
      .addColumn('quality', 'text')
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('via', 'text', (column) => column.notNull())
      .addColumn('note', 'text')
      .addColumn('reason', 'text')
      .addColumn('annunciation', 'text')
      .addColumn('work_order', 'integer')
      .addColumn('parent', 'text')
      .addColumn('hash_version', 'integer', (column) => column.notNull())
      .addColumn('prev_hash', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull()),
  ).execute();
}

/** Where the chain ends, kept beside it, so that rows taken away at its end show; and where it ended on each day. */
async function createAnchors(db: Kysely<Database>): Promise<void> {
  await strict(
    db.schema
      .createTable('journal_head')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('sequence', 'integer', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull()),
  ).execute();
  await strict(
    db.schema
      .createTable('journal_anchor')
      .addColumn('day', 'text', (column) => column.primaryKey())
      .addColumn('sequence', 'integer', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull()),
  ).execute();
  const last = await db
    .selectFrom('journal')
    .select(['sequence', 'hash', 'at'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .execute();
  for (const { sequence, hash, at } of last) {
    const day = new Date(at).toISOString().slice(0, 10);
    await db.insertInto('journal_head').values({ id: 1, sequence, hash, day }).execute();
  }
}
