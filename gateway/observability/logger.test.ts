import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLogger, logFormat } from './logger.ts';

function logged(format: 'json' | 'text', fields: object, message: string): string[] {
  const lines: string[] = [];
  createLogger({ level: 'debug', format, write: (line) => lines.push(line) })
    .child({ part: 'test' })
    .warn(fields, message);
  return lines;
}

it.each(['json', 'text'] as const)(
  'as %s, whatever a field holds, one entry is one line nothing can act in',
  (format) => {
    const hostile = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(hostile, hostile, (field, message) => {
        const [line, ...more] = logged(format, { field }, message);
        expect(more).toEqual([]);
        expect(line).toMatch(/^[^\n]*\n$/);
        expect(line!.slice(0, -1)).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069\u200e\u200f]/u);
        if (format === 'json') expect(JSON.parse(line!)).toMatchObject({ level: 'warn', part: 'test' });
      }),
    );
  },
);

it('keeps the values of fields as JSON', () => {
  const [line] = logged('json', { value: 'a\u202eb\u0007' }, 'x');
  expect(JSON.parse(line!).value).toBe('a\u202eb\u0007');
});

it('removes secrets and keeps errors with their cause', () => {
  const cause = new Error('inner');
  const [line] = logged(
    'json',
    { password: 'p-1', account: { token: 't-1', deep: { secret: 's-1' } }, err: new Error('outer', { cause }) },
    'x',
  );
  expect(line).not.toMatch(/p-1|t-1|s-1/);
  expect(line).toContain('inner');
});

it('writes text that a person can read', () => {
  expect(logged('text', { device: 'bus-1/PUMP-1', note: 'two words' }, 'no answer')[0]).toMatch(
    /^\d\d:\d\d:\d\d\.\d{3} WARN {2}no answer part=test device=bus-1\/PUMP-1 note="two words"\n$/,
  );
});

it('takes the format asked for, else text for a terminal', () => {
  expect([
    logFormat('json', true),
    logFormat('text', false),
    logFormat(undefined, true),
    logFormat('x', false),
  ]).toEqual(['json', 'text', 'text', 'json']);
});
