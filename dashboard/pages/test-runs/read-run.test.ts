import { expect, test } from 'vitest';
import { readRun } from './read-run.ts';

function form(change: Record<string, string> = {}): FormData {
  const data = new FormData();
  const typed = {
    ...{
      equipment: 'G1',
      start: '2026-11-24 09:00',
      end: '2026-11-24 09:35',
      kind: 'load',
      load: '41,5',
      note: 'by hand',
    },
    ...change,
  };
  for (const [key, value] of Object.entries(typed)) data.set(key, value);
  return data;
}

test('a run is read in the time of the site', () => {
  expect(readRun(form(), 'Asia/Shanghai')).toEqual({
    ok: true,
    wish: {
      ...{ equipment: 'G1', kind: 'load', loadMeanPct: 41.5, note: 'by hand' },
      ...{ startedAt: '2026-11-24T01:00:00.000Z', endedAt: '2026-11-24T01:35:00.000Z' },
    },
  });
  expect(readRun(form({ load: '' }), 'Asia/Shanghai')).toMatchObject({ wish: { loadMeanPct: null } });
});

test.each([
  ['a start that is none', { start: 'nine' }, 'start'],
  ['an end before the start', { end: '2026-11-24 08:00' }, 'end'],
  ['an end after more than a day', { end: '2026-11-25 09:01' }, 'end'],
  ['no word of why', { note: '' }, 'note'],
])('%s is told', (_what, change, field) => {
  const read = readRun(form(change), 'Asia/Shanghai');
  expect(read.ok ? [] : [...read.wrong]).toEqual([field]);
});
