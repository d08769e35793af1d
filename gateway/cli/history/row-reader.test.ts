import { expect, test } from 'vitest';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import { type ColumnOptions, planColumns } from './column-map.ts';
import { Problems } from './problems.ts';
import { type Entry, RowReader, type RowRules } from './row-reader.ts';
import { timeFormatOf } from './time-format.ts';

const AUTO: ColumnOptions = {
  ...{ time: undefined, map: undefined, wide: false, tagColumn: undefined, valueColumn: undefined, as: 'reading' },
};
const T = Date.UTC(2026, 0, 5);
const HOUR = 3_600_000;

function read(lines: readonly string[], options: Partial<ColumnOptions> = {}, change: Partial<RowRules> = {}) {
  const separator = change.separator ?? ',';
  const plan = planColumns(lines[0]!.split(separator), { ...AUTO, ...options });
  if (typeof plan === 'string') throw new Error(plan);
  const problems = new Problems();
  const reader = new RowReader({
    ...{
      plan,
      separator,
      format: timeFormatOf('auto')!,
      zone: new ZoneOffsets('UTC'),
      factor: 1,
      zeroIsMissing: false,
    },
    tagProblem: (tag) => (tag.startsWith('B.') ? undefined : `no point has the tag "${tag}"`),
    report: (problem, cells) => problems.add(problem, cells),
    ...change,
  });
  const entries = lines.slice(1).flatMap((text, i) => reader.read({ number: i + 2, text }));
  return { entries, problems };
}

const brief = (entries: readonly Entry[]): unknown[] =>
  entries.map(({ tag, ms, value }) => [tag, (ms - T) / HOUR, value]);
const told = ({ first }: Problems): string[] => first.map(({ line, kind }) => `${line} ${kind}`);

test('a wide file gives one value per column, empty cells none', () => {
  const { entries, problems } = read(
    ['time,b1,b2', '2026-01-05 00:00,1,2', '2026-01-05 01:00,,-3.5e1', '', '2026-01-05 02:00,NaN,4'],
    { map: 'b1=B.one,b2=B.two:counter*0.001' },
  );
  expect(brief(entries)).toEqual([
    ['B.one', 0, 1],
    ['B.two', 0, 0.002],
    ['B.two', 1, -0.035],
    ['B.two', 2, 0.004],
  ]);
  expect(told(problems)).toEqual(['3 counter-falls']);
  expect(problems.refused).toBe(0);
});

test('a long file is what an export writes, with qualities', () => {
  const { entries, problems } = read([
    'tag,time,value,quality',
    'B.one,2026-01-05T00:00:00Z,1,good',
    'B.one,2026-01-05T01:00:00Z,,bad-timeout',
    'B.two,2026-01-05T00:00:00Z,1,uncertain-clock',
    'B.two,2026-01-05T01:00:00Z,1,excellent',
  ]);
  expect(entries.map(({ value, quality }) => [value, quality])).toEqual([
    [1, 'good'],
    [null, 'bad-timeout'],
    [1, 'uncertain-clock'],
  ]);
  expect(told(problems)).toEqual(['5 bad-quality']);
});

test('every line with a problem is told with its number, and the others are taken', () => {
  const { entries, problems } = read([
    'tag,time,value',
    'B.one,2026-01-05 00:00,1',
    'B.one,2026-01-05 00:00,2',
    'B.one,2026-01-35 00:00,3',
    'B.one,2026-01-05 02:00,many',
    'B.one,2026-01-05 01:00,5',
    'X.one,2026-01-05 01:00,6',
    'X.one,2026-01-05 02:00,6',
    '"B.one,2026-01-05 03:00,7',
    'B.one,2026-01-05 04:00,8',
  ]);
  expect(told(problems)).toEqual([
    '3 duplicate',
    '4 bad-time',
    '5 bad-number',
    '6 out-of-order',
    '7 unknown-tag',
    '9 broken-line',
  ]);
  expect([problems.refused, problems.counts.get('unknown-tag')]).toEqual([6, 2]);
  expect(brief(entries)).toEqual([
    ['B.one', 0, 1],
    ['B.one', 1, 5],
    ['B.one', 4, 8],
  ]);
});

test('consumption cannot go back in time or be negative, and a zero may mean that nothing was read', () => {
  const lines = ['time,b1', '2026-01-05 01:00,1', '2026-01-05 00:00,1', '2026-01-05 02:00,-1', '2026-01-05 03:00,0'];
  const { entries, problems } = read(lines, { map: 'b1=B.one:interval' }, { zeroIsMissing: true });
  expect(told(problems)).toEqual(['3 out-of-order', '3 out-of-order', '4 negative-interval']);
  expect(brief(entries)).toEqual([
    ['B.one', 1, 1],
    ['B.one', 3, null],
  ]);
});

test('a decimal comma is one where semicolons separate', () => {
  const { entries } = read(['time;B.one', '2026-01-05 00:00;1,5'], { wide: true }, { separator: ';' });
  expect(brief(entries)).toEqual([['B.one', 0, 1.5]]);
});

test('columns that are not there are told with those that are', () => {
  const head = ['time', 'b1'];
  expect(planColumns(head, AUTO)).toContain('there are: time, b1');
  expect(planColumns(head, { ...AUTO, map: 'b2=B.one' })).toContain('no column "b2"');
  expect(planColumns(head, { ...AUTO, map: 'b1=B.one:sum' })).toContain('reading, counter, interval');
  expect(planColumns(head, { ...AUTO, map: 'b1' })).toContain('COLUMN=TAG');
  expect(planColumns(head, { ...AUTO, map: 'b1=B.one,time=B.one' })).toContain('twice');
  expect(planColumns(['when', 'b1'], { ...AUTO, wide: true })).toContain('--time');
});
