import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseBuckets, parseCount, parseExportLine } from './answers.ts';
import { quoteLabel, selectorOf } from './selector.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', '\\', '\n', '}', ',', '=', '{') }),
);

test('any text in the quotes of a label is read back, and ends where its quotes end', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const quoted = quoteLabel(text);
      expect(JSON.parse(quoted)).toBe(text.toWellFormed());
      expect(/^"(?:[^"\\\n]|\\.)*"$/u.test(quoted)).toBe(true);
    }),
  );
});

test('the series VictoriaMetrics makes of our lines', () => {
  const tags = { area: 'B1 "west"', equipment: 'CH-1', site: 's' };
  expect(selectorOf({ measurement: 'chiller', field: 'supply', tags }, 'plantroom')).toBe(
    '{__name__="chiller_supply",db="plantroom",area="B1 \\"west\\"",equipment="CH-1",site="s"}',
  );
});

test('an exported line without its markers of staleness', () => {
  expect(parseExportLine('{"metric":{},"values":[1,null,2.5],"timestamps":[1000,2000,3000]}')).toEqual([
    { timeMs: 1000, value: 1 },
    { timeMs: 3000, value: 2.5 },
  ]);
});

const result = (rollup: string, values: [number, string][]) => ({ metric: { rollup }, values });
const matrix = (...results: object[]): string => JSON.stringify({ status: 'success', data: { result: results } });

test('buckets stand at their last millisecond', () => {
  const names = ['min_over_time', 'max_over_time', 'avg_over_time', 'first_over_time', 'last_over_time'];
  const line = matrix(
    result('count_over_time', [
      [59.999, '2'],
      [119.999, '0'],
    ]),
    ...names.map((name, i) => result(name, [[59.999, String(i)]])),
  );
  expect(parseBuckets(line, 60_000)).toEqual([{ startMs: 0, count: 2, min: 0, max: 1, mean: 2, first: 3, last: 4 }]);
});

test.each([
  ['garbage', () => parseExportLine('<html>'), 'unreadable'],
  ['columns of different length', () => parseExportLine('{"values":[1],"timestamps":[]}'), 'unreadable'],
  ['an error', () => parseCount('{"status":"error","error":"no"}'), 'refused'],
  [
    'a count that is none',
    () => parseCount('{"status":"success","data":{"result":[{"metric":{},"value":[1,"x"]}]}}'),
    'unreadable',
  ],
  [
    'a bucket without its mean',
    () => parseBuckets(matrix(result('count_over_time', [[59.999, '2']])), 60_000),
    'unreadable',
  ],
  ['another rollup', () => parseBuckets(matrix(result('stddev', [])), 60_000), 'unreadable'],
])('refused: %s', (_, parse, reason) => {
  expect(parse).toThrow(expect.objectContaining({ reason }));
});

test('nothing to count is 0', () => {
  expect(parseCount('{"status":"success","data":{"result":[]}}')).toBe(0);
});
