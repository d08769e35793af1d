import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { activation, START } from '../../tests/harness/alarm-records.ts';
import { createEarlier, fill, formerEpisode } from '../../tests/harness/earlier-store.ts';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { rowsOf } from '../../tests/harness/store-file.ts';
import { INITIAL_STATE } from '../domain/condition-state.ts';
import { openStore } from './open-store.ts';

const TABLES = [
  ...[
    'alarm_episode',
    'wo_episode',
    'work_order',
    'work_order_log',
    'account',
    'session',
    'reply',
    'audit',
    'write_audit',
  ],
  ...['journal', 'outbox', 'alarm_state'],
];

test('a filled database of the former form is upgraded without loss', async () => {
  const folder = await createEarlier();
  fill(folder);
  const before = new Map(TABLES.map((table) => [table, rowsOf(folder, `select * from ${table} order by 1`)]));
  const store = await openStore({ folder, clock: new ManualClock(START), logger: silentLogger });
  for (const [table, rows] of before) {
    const changed =
      table === 'alarm_state' ? { state: expect.any(String) } : table === 'outbox' ? { kind: expect.any(String) } : {};
    expect(rowsOf(folder, `select * from ${table} order by 1`), table).toMatchObject(
      rows.map((row) => ({ ...row, ...changed })),
    );
  }
  expect(await store.alarms.verify()).toEqual([]);
  await store.alarms.commit([activation('CH-2.high')]);
  expect(await store.alarms.verify()).toEqual([]);
  expect(rowsOf(folder, 'select hash_version, count(*) as n from journal group by 1')).toEqual([
    { hash_version: 1, n: 250 },
    { hash_version: 2, n: 2 },
  ]);
  expect(await store.alarms.get('CH-1.high~2')).toMatchObject({
    class: 'equipment',
    annunciatedAt: START,
    workOrder: 1,
  });
  expect(await store.alarms.events('CH-1.high~2')).toHaveLength(250);
  expect(await store.outbox.list({ limit: 9 })).toMatchObject([
    { id: 'b', kind: 'returned', state: 'queued', attempts: 2, recipient: '', language: 'both' },
    { id: 'a', kind: 'alarm', state: 'sent' },
  ]);
  await store.close();
});

test('states go on where they were, in the new form', async () => {
  const folder = await createEarlier();
  fill(folder);
  const store = await openStore({ folder, clock: new ManualClock(START), logger: silentLogger });
  const [active, pending] = await store.alarms.load();
  const { announcedAt: _announcedAt, ...kept } = formerEpisode;
  expect(active?.state).toEqual({
    ...INITIAL_STATE,
    ...{ evaluation: { phase: 'active' }, nearMisses: 2, bounces: 1 },
    episode: {
      ...{ ...kept, level: 0, priority: 'P2', isSilent: false, annunciatedAt: START, toldMono: null },
      ...{ isLatched: false, reAlarms: 0, parent: null, firstOut: null },
    },
  });
  expect(active).toMatchObject({ savedAt: START, savedMono: 0, alarm: { id: 'CH-1.high~2' } });
  expect(pending?.state).toMatchObject({
    evaluation: { phase: 'pending-on', evidenceMs: 40, lastMono: null },
    ...{ quality: { state: 'bad', since: START, sinceMono: 0 }, episode: null },
  });
  await store.close();
});

test('an upgrade that fails leaves the file as it was', async () => {
  const folder = await createEarlier();
  fill(folder);
  const file = new DatabaseSync(join(folder, 'ops.sqlite'));
  // In the way of the last step.
  file.exec('create table push_key (id integer)');
  file.close();
  const look = () => rowsOf(folder, 'select name, sql from sqlite_master order by name');
  const before = look();
  const opening = openStore({ folder, clock: new ManualClock(START), logger: silentLogger });
  await expect(opening).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  expect(look()).toEqual(before);
  expect(rowsOf(folder, 'select count(*) as n from journal')).toEqual([{ n: 250 }]);
});
