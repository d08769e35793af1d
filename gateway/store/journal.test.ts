import { describe, expect, test } from 'vitest';
import { activation, START } from '../../tests/harness/alarm-records.ts';
import { openTestStore, rowsOf, transitionOf, withFile } from '../../tests/harness/store-file.ts';
import { tempFolder } from '../../tests/harness/temp-folder.ts';
import { backUp } from '../backup/back-up.ts';
import { JournalFile } from './journal-file.ts';

const DAY_MS = 86_400_000;

/** Three days with ten rows each. */
async function filled() {
  const opened = await openTestStore();
  for (const day of [0, 1, 2])
    await opened.store.alarms.commit(
      Array.from({ length: 10 }, (_, n) => transitionOf(`D${day}N${n}.high~1`, { at: START + day * DAY_MS + n })),
    );
  const spoil = (sql: string) =>
    withFile(opened.folder, (file) => {
      for (const change of ['update', 'delete']) file.exec(`drop trigger if exists journal_no_${change}`);
      file.exec(sql);
    });
  return { ...opened, spoil };
}

test('the file itself refuses to change or remove a row', async () => {
  const { folder } = await filled();
  withFile(folder, (file) => {
    for (const sql of [
      `update journal set actor = 'x'`,
      'delete from journal',
      'delete from journal where sequence = 30',
    ])
      expect(() => file.exec(sql)).toThrow('only ever added to');
  });
  expect(rowsOf(folder, 'select count(*) as n from journal')).toEqual([{ n: 30 }]);
});

describe('verify', () => {
  test('an untouched journal holds, and keeps an anchor for each day', async () => {
    const { store, folder } = await filled();
    expect(await store.alarms.verify()).toEqual([]);
    expect(rowsOf(folder, 'select day, sequence from journal_anchor order by day')).toEqual([
      { day: '2026-01-05', sequence: 10 },
      { day: '2026-01-06', sequence: 20 },
    ]);
    expect(await (await openTestStore()).store.alarms.verify()).toEqual([]);
  });

  test.each([
    ['a row changed', `update journal set actor = 'nobody' where sequence = 12`, [{ sequence: 12, kind: 'changed' }]],
    [
      'a row of the new columns changed',
      `update journal set reason = '' where sequence = 3`,
      [{ sequence: 3, kind: 'changed' }],
    ],
    ['a row taken out', 'delete from journal where sequence = 12', [{ sequence: 12, kind: 'removed' }]],
    ['the first taken out', 'delete from journal where sequence = 1', [{ sequence: 1, kind: 'removed' }]],
    [
      'several taken out',
      'delete from journal where sequence in (5, 6, 7, 21)',
      [
        { sequence: 5, kind: 'removed' },
        { sequence: 21, kind: 'removed' },
      ],
    ],
    ['the last taken out', 'delete from journal where sequence > 27', [{ sequence: 28, kind: 'shortened' }]],
    [
      'the last taken out, and the head with it',
      'delete from journal where sequence > 27; delete from journal_head',
      [{ sequence: 27, kind: 'changed' }],
    ],
    ['all taken out', 'delete from journal', [{ sequence: 1, kind: 'shortened' }]],
    [
      'passed off as an old row',
      `update journal set hash_version = 1 where sequence = 4`,
      [{ sequence: 4, kind: 'changed' }],
    ],
    [
      'the last with its hash',
      `update journal set hash = prev_hash where sequence = 30`,
      [{ sequence: 30, kind: 'changed' }],
    ],
    [
      'an anchored row with the head',
      `update journal_anchor set hash = '' where sequence = 20`,
      [{ sequence: 20, kind: 'changed' }],
    ],
  ])('%s', async (_name, sql, faults) => {
    const { store, spoil, folder } = await filled();
    spoil(sql);
    expect(await store.alarms.verify()).toEqual(faults);
    const journal = new JournalFile(folder);
    expect(journal.verify(undefined).faults).toEqual(faults);
    journal.close();
  });

  test('a row removed at the end stays missing when the gateway goes on', async () => {
    const { store, spoil } = await filled();
    spoil('delete from journal where sequence > 28');
    await store.alarms.commit([transitionOf('NEXT.high~1', { at: START + 2 * DAY_MS + 99 })]);
    expect(await store.alarms.verify()).toEqual([{ sequence: 29, kind: 'removed' }]);
    expect((await store.alarms.journal({ limit: 99 })).at(-1)).toMatchObject({ sequence: 31 });
  });
});

test('texts that the database would change are changed before they are hashed', async () => {
  const { store } = await openTestStore();
  const hostile = { type: 'commented', actor: 'kim', note: 'half \ud83d of\0 a pair', reason: '\udc00' } as const;
  await store.alarms.commit([transitionOf('CH-1.high~1', hostile)]);
  await store.alarms.commit([transitionOf('CH-1.high~1', hostile)]);
  await store.alarms.note([{ type: 'duty-changed', at: START, actor: 'k\0im', note: '\ud800' }]);
  expect(await store.alarms.verify()).toEqual([]);
  expect(await store.alarms.journal({ limit: 9 })).toMatchObject([
    { note: 'half \ufffd of\ufffd a pair' },
    { note: '\ufffd' },
  ]);
});

test('what is not about one alarm is in the journal once', async () => {
  const { store } = await openTestStore();
  const restarted = { type: 'restarted', at: START, actor: 'system', note: 'after 12 s' } as const;
  await store.alarms.note([restarted]);
  await store.alarms.note([restarted, { ...restarted, type: 'flood-started', note: null }]);
  expect(await store.alarms.journal({ limit: 9 })).toMatchObject([
    { type: 'restarted', alarmId: null, conditionId: null, priority: null, via: 'system', note: 'after 12 s' },
    { type: 'flood-started' },
  ]);
  expect(await store.alarms.verify()).toEqual([]);
});

test('a backup has the journal, and its chain holds', async () => {
  const { store, folder } = await filled();
  await store.alarms.commit([activation()]);
  const options = { dataFolder: folder, target: await tempFolder(), version: '1', nowMs: START, keep: undefined };
  const { folder: copy } = await backUp(options);
  const journal = new JournalFile(copy);
  expect(journal.verify(undefined)).toEqual({ rows: 32, faults: [] });
  journal.close();
});
