import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { operations } from '../../gateway/store/migrations/0001-operations.ts';
import { writes } from '../../gateway/store/migrations/0002-writes.ts';
import { Mutex } from '../../gateway/store/mutex.ts';
import { WorkerClient } from '../../gateway/store/worker-client.ts';
import { createWorkerDialect } from '../../gateway/store/worker-dialect.ts';
import { START } from './alarm-records.ts';
import { ManualClock } from './manual-clock.ts';
import { silentLogger } from './silent-logger.ts';
import { tempFolder } from './temp-folder.ts';

const TEXT = JSON.stringify({ en: 'High pressure', zh: '高压' });
const EARLIER: Readonly<Record<string, Migration>> = { '0001-operations': operations, '0002-writes': writes };

/** A database of the second form. */
export async function createEarlier(): Promise<string> {
  const folder = await tempFolder();
  const spawn = () =>
    new Worker(new URL('../../gateway/store/worker.ts', import.meta.url), { workerData: join(folder, 'ops.sqlite') });
  const client = new WorkerClient({ spawn, clock: new ManualClock(START), logger: silentLogger });
  const db = new Kysely<never>({ dialect: createWorkerDialect(client, new Mutex(10)) });
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => EARLIER } }).migrateToLatest();
  if (error) throw error;
  await client.close();
  return folder;
}

/** What the former journal hashed. */
function formerHash(row: Readonly<Record<string, unknown>>): string {
  const { prev_hash, sequence, event_key, type, alarm_id, occurrence, at, value, actor, note } = row;
  const content = [prev_hash, sequence, event_key, type, alarm_id, occurrence, at, value, actor, note];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

const formerState = (phase: object, episode: object | null, quality: object = { state: 'good' }): string =>
  JSON.stringify({ evaluation: phase, quality, episode, nearMisses: 2, bounces: 1 });

export const formerEpisode = {
  ...{ number: 2, occurrence: 3, onsetAt: START - 5, activeAt: START, value: 1650.5, limit: 1600, returnedAt: null },
  ...{ acknowledgement: { state: 'acknowledged', at: START + 9, by: 'kim' }, announcedAt: START, closedAt: null },
};

/** One of everything, and a journal of 250 rows. */
export function fill(folder: string): void {
  const file = new DatabaseSync(join(folder, 'ops.sqlite'));
  const insert = (table: string, row: Readonly<Record<string, string | number | null>>): void => {
    const names = Object.keys(row);
    const sql = `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`;
    file.prepare(sql).run(...Object.values(row));
  };
  const texts = { title: TEXT, consequence: TEXT, action: TEXT };
  insert('work_order', {
    dedup_key: 'CH-1:CH-1.high',
    state: 'open',
    priority: 'P2',
    equipment: 'CH-1',
    title: TEXT,
    description: TEXT,
    alarm_id: 'CH-1.high~2',
    occurrences: 1,
    opened_by: 'system',
    opened_at: START,
  });
  insert('work_order_log', { work_order: 1, at: START, actor: 'system', step: 'opened', to_state: 'open' });
  for (const [episode, state] of [
    [1, 'closed'],
    [2, 'active-acknowledged'],
  ] as const)
    insert('alarm_episode', {
      ...{
        id: `CH-1.high~${episode}`,
        condition_id: 'CH-1.high',
        episode,
        occurrence: episode,
        state,
        priority: 'P2',
        kind: 'limit',
      },
      ...{
        equipment: 'CH-1',
        system: 'chillers',
        tag: 'CH-1.p',
        ...texts,
        value: 1650.5,
        limit_value: 1600,
        unit: 'kPa',
      },
      ...{
        onset_at: START - 5,
        active_at: START,
        acknowledged_at: START + 9,
        acknowledged_by: 'kim',
        work_order: episode === 2 ? 1 : null,
      },
    });
  insert('wo_episode', { alarm_id: 'CH-1.high~2', work_order: 1, role: 'primary' });
  const bad = { state: 'bad', since: START, sinceMono: 777 };
  insert('alarm_state', {
    condition_id: 'CH-1.high',
    phase: 'active',
    state: formerState({ phase: 'active' }, formerEpisode),
    saved_at: START,
  });
  insert('alarm_state', {
    condition_id: 'CH-2.high',
    phase: 'pending-on',
    state: formerState({ phase: 'pending-on', onsetAt: START, evidenceMs: 40, lastMono: 99 }, null, bad),
    saved_at: START,
  });
  let prev_hash = '0'.repeat(64);
  for (let sequence = 1; sequence <= 250; sequence++) {
    const event_key = `CH-1.high~2/${sequence}/activated`;
    const content = {
      sequence,
      event_key,
      type: 'activated',
      alarm_id: 'CH-1.high~2',
      occurrence: sequence,
      at: START + sequence,
      value: sequence / 3,
      actor: 'system',
      note: sequence % 7 ? null : '注',
    };
    const hash = formerHash({ ...content, prev_hash });
    insert('journal', { ...content, prev_hash, hash });
    prev_hash = hash;
  }
  const notice = { channel: 'desk', occurrence: 1, priority: 'P1', queued_at: START, due_at: START, attempts: 0 };
  insert('outbox', {
    ...notice,
    id: 'a',
    kind: 'alarm-activated',
    alarm_id: 'CH-1.high~2',
    state: 'sent',
    settled_at: START,
  });
  insert('outbox', {
    ...notice,
    id: 'b',
    kind: 'alarm-returned',
    alarm_id: 'CH-1.high~2',
    state: 'queued',
    attempts: 2,
  });
  insert('account', {
    username: 'kim',
    display_name: 'Kim',
    role: 'admin',
    password_hash: 'x',
    created_at: START,
    disabled: 0,
  });
  insert('session', { token_hash: 't', username: 'kim', created_at: START, expires_at: START });
  insert('reply', { key: 'k', username: 'kim', request_hash: 'h', status: 200, body: '{}', at: START });
  insert('audit', { at: START, actor: 'kim', action: 'sign in', subject: 'kim', outcome: 'ok' });
  insert('write_audit', {
    sequence: 1,
    attempt: 1,
    phase: 'intent',
    at: START,
    actor: 'kim',
    tag: 'T',
    via: 'web',
    prev_hash: '0',
    hash: '1',
  });
  file.close();
}
