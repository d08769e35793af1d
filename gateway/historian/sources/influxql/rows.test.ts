import { expect, test } from 'vitest';
import { SourceFailure } from '../failure.ts';
import { parseNativeLine, parseQueryLine } from './rows.ts';

const query = (results: unknown): string => JSON.stringify({ results });

test('rows of /query are taken by the names of their columns, without those beside them', () => {
  const line = query([
    {
      statement_id: 0,
      series: [
        {
          name: 'm',
          columns: ['time', 'x', 'value'],
          values: [
            [1_000.9, 7, 2.5],
            [2_000, 7, null],
          ],
        },
      ],
    },
  ]);
  expect(parseQueryLine(line, ['value']).rows).toEqual([
    { timeMs: 1_000, values: [2.5] },
    { timeMs: 2_000, values: [null] },
  ]);
});

test('nothing found is no row: 1.x leaves the series out, 3.x the rows', () => {
  expect(parseQueryLine(query([{ statement_id: 0 }]), ['value']).rows).toEqual([]);
  expect(parseQueryLine(query([{ statement_id: 0, series: [] }]), ['value']).rows).toEqual([]);
  expect(parseQueryLine(query([{ series: [{ columns: ['time', 'value'] }] }]), ['value']).rows).toEqual([]);
});

test('a native row has no zone and leaves out what has no value', () => {
  const line = '{"iox::measurement":"m","time":"2026-01-05T08:00:00.123456789","count":3}';
  expect(parseNativeLine(line, ['count', 'mean'])).toEqual({
    rows: [{ timeMs: Date.UTC(2026, 0, 5, 8, 0, 0, 123), values: [3, null] }],
    isPartial: false,
  });
  expect(parseNativeLine('{"time":"2026-01-05T08:00:00Z"}', []).rows[0]!.timeMs).toBe(Date.UTC(2026, 0, 5, 8));
});

test.each([
  ['an error in the answer', query([{ error: 'database not found: x' }]), 'refused'],
  ['an error beside the answer', '{"error":"error parsing query"}', 'refused'],
  ['no JSON', '<html>', 'unreadable'],
  ['JSON of another shape', '[1,2]', 'unreadable'],
  ['other columns', query([{ series: [{ columns: ['time', 'x'], values: [] }] }]), 'unreadable'],
  ['a row that is no list', query([{ series: [{ columns: ['time', 'value'], values: [7] }] }]), 'unreadable'],
  [
    'a value that is no number',
    query([{ series: [{ columns: ['time', 'value'], values: [[1, 'x']] }] }]),
    'unreadable',
  ],
])('refused: %s', (_, line, reason) => {
  expect(() => parseQueryLine(line, ['value'])).toThrow(SourceFailure);
  try {
    parseQueryLine(line, ['value']);
  } catch (error) {
    expect((error as SourceFailure).reason).toBe(reason);
  }
});
