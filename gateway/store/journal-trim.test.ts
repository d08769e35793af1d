import { describe, expect, test } from 'vitest';
import { START } from '../../tests/harness/alarm-records.ts';
import { openTestStore, rowsOf, withFile } from '../../tests/harness/store-file.ts';
import { JournalFile } from './journal-file.ts';

const DAY_MS = 86_400_000;
const DAYS = 380;
const NOW = START + (DAYS - 1) * DAY_MS;

/** One row on each of these days. */
async function filled(days = DAYS) {
  const opened = await openTestStore();
  const { store, folder } = opened;
  for (let day = 0; day < days; day++)
    await store.alarms.note([{ type: 'restarted', at: START + day * DAY_MS, actor: 'system', note: null }]);
  const verify = async () => {
    const file = new JournalFile(folder);
    const { faults } = file.verify(undefined);
    file.close();
    expect(await store.alarms.verify()).toEqual(faults);
    return faults;
  };
  const sequences = () => rowsOf(folder, 'select min(sequence) as first, count(*) as n from journal')[0];
  return { ...opened, verify, sequences };
}

describe('the oldest days', () => {
  test('go as a whole, and what is left is still proven', async () => {
    const { store, verify, sequences } = await filled();
    expect(await store.alarms.trimJournal(START + 5 * DAY_MS, NOW)).toEqual({ day: '2026-01-09', rows: 5 });
    expect(sequences()).toEqual({ first: 6, n: DAYS - 4 });
    expect(await verify()).toEqual([]);
    expect(await store.alarms.trimJournal(START + 5 * DAY_MS, NOW)).toBeUndefined();
    expect(await store.alarms.trimJournal(START + 8 * DAY_MS, NOW)).toEqual({ day: '2026-01-12', rows: 3 });
    expect(await verify()).toEqual([]);
    expect((await store.alarms.journal({ limit: 999 })).slice(-1)).toMatchObject([{ type: 'journal-trimmed' }]);
  });

  test('stay while there are too few days after them, whatever the clock says', async () => {
    const { store } = await filled(300);
    expect(await store.alarms.trimJournal(START + 20_000 * DAY_MS, START + 20_001 * DAY_MS)).toBeUndefined();
  });
});

describe('taken away by somebody else', () => {
  const spoil = (folder: string, sql: string) =>
    withFile(folder, (file) => {
      for (const change of ['update', 'delete']) file.exec(`drop trigger if exists journal_no_${change}`);
      file.exec(sql);
    });

  test.each([
    ['beyond what the gateway took', 'delete from journal where sequence = 6', [{ sequence: 6, kind: 'removed' }]],
    ['with the start moved', movedStart(20), [{ sequence: 20, kind: 'removed' }]],
    ['with another end', `update journal_start set hash = ''`, [{ sequence: 5, kind: 'changed' }]],
  ])('%s', async (_name, sql, faults) => {
    const { store, folder, verify } = await filled();
    await store.alarms.trimJournal(START + 5 * DAY_MS, NOW);
    spoil(folder, sql);
    expect((await verify())[0]).toEqual(faults[0]);
  });

  test('the file refuses it', async () => {
    const { store, folder } = await filled();
    await store.alarms.trimJournal(START + 5 * DAY_MS, NOW);
    withFile(folder, (file) => {
      expect(() => file.exec('delete from journal where sequence <= 6')).toThrow('only ever added to');
    });
  });
});

function movedStart(sequence: number): string {
  return `update journal_start set sequence = ${sequence}, hash = (select hash from journal where sequence = ${sequence});
    delete from journal where sequence <= ${sequence}`;
}
