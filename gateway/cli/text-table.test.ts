import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth, safeText, textTable } from './text-table.ts';

test('Chinese fills two columns of the terminal', () => {
  expect(displayWidth('1#电表')).toBe(6);
  expect(
    textTable([
      ['电表', 'ok'],
      ['meter', 'ok'],
    ]),
  ).toEqual(['电表   ok', 'meter  ok']);
});

test('numbers can stand to the right', () => {
  expect(
    textTable(
      [
        ['a', '7'],
        ['b', '120'],
      ],
      [1],
    ),
  ).toEqual(['a    7', 'b  120']);
});

test('no text of the field reaches the terminal as anything but one line of text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(safeText(text)).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
    }),
  );
});

test('columns begin at the same place in every row', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string({ unit: 'binary' })), { minLength: 1 }), (rows) => {
      const lines = textTable(rows.map(([a, b]) => [a, `|${b}`]));
      const widest = Math.max(...rows.map(([a]) => displayWidth(safeText(a))));
      for (const [index, line] of lines.entries()) {
        const [a] = rows[index]!;
        expect(line.startsWith(`${safeText(a) + ' '.repeat(widest - displayWidth(safeText(a)) + 2)}|`)).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});
