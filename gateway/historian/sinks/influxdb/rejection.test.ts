import { expect, test } from 'vitest';
import { readRejection } from './rejection.ts';

const LINES = ['m,e=a v=1 1', 'm,e=a v=x 2', "m,e=it's v=y 3"];

test('InfluxDB 3 numbers the lines it refuses', () => {
  const body = {
    error: 'partial write of line protocol occurred',
    data: [
      {
        original_line: LINES[1],
        line_number: 2,
        error_message: "invalid column type for column 'v', expected iox::column_type::field::float, got string",
      },
    ],
  };
  expect(readRejection(JSON.stringify(body), LINES)).toMatchObject({
    lines: new Map([[1, expect.stringContaining('invalid column type')]]),
    field: { name: 'v', measurement: undefined },
    isAboutData: true,
    isExpired: false,
  });
});

test('InfluxDB 3 names one line when it takes nothing; a wrong database is not about data', () => {
  const one = {
    error: 'parsing failed for write_lp endpoint',
    data: { line_number: 1, error_message: 'No fields were provided' },
  };
  expect([...readRejection(JSON.stringify(one), LINES).lines.keys()]).toEqual([0]);
  const wrong = readRejection('{"error":"db name cannot be empty","data":null}', LINES);
  expect(wrong).toMatchObject({ reason: 'db name cannot be empty', isAboutData: false });
});

test('InfluxDB 1 and 2 repeat the lines they cannot parse', () => {
  const error = `partial write: unable to parse '${LINES[1]}': invalid boolean\nunable to parse '${LINES[2]}': invalid number dropped=0`;
  const lines = new Map([
    [1, 'unable to parse: invalid boolean'],
    [2, 'unable to parse: invalid number'],
  ]);
  expect(readRejection(JSON.stringify({ error }), LINES)).toMatchObject({ lines, isAboutData: true, dropped: 0 });
  expect(readRejection(JSON.stringify({ code: 'invalid', message: error }), LINES).lines).toEqual(lines);
});

test('a field conflict names field and measurement', () => {
  const error =
    'partial write: field type conflict: input field "v" on measurement "m" is type float, already exists as type string dropped=2';
  expect(readRejection(JSON.stringify({ error }), LINES)).toMatchObject({
    ...{ field: { name: 'v', measurement: 'm' }, dropped: 2, isExpired: false },
  });
});

test.each([
  ['partial write: points beyond retention policy dropped=3', true],
  [
    'partial write: dropped 4 points outside retention policy of duration 24h0m0s - oldest point m at 1970 dropped because it violates a Retention Policy Lower Bound at 2025 dropped=4',
    true,
  ],
  ['dropped 1 points outside retention policy of duration 24h - it violates a Write Window Upper Bound', false],
])('%s', (message, isExpired) => {
  expect(readRejection(JSON.stringify({ message }), LINES)).toMatchObject({ isExpired, isAboutData: true });
});

test('what a server says is one short line without control characters', () => {
  const { reason } = readRejection(`<html>\u001b[31m\r\n${'x'.repeat(9_000)}`, LINES);
  expect(reason.length).toBeLessThanOrEqual(500);
  expect(reason).toMatch(/^<html> \[31m x+$/);
});
