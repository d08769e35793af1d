import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCells, csvPlain, csvText } from './csv.ts';
import { afterOf, longRow, readAfter, wideRow } from './history-file.ts';

const NOON = '2026-01-05T12:00:00.000Z';
const noon = Date.parse(NOON);

test('a text comes back from a cell as it was, whatever is in it, unless a spreadsheet would read it otherwise', () => {
  const line = fc.array(
    fc.string().filter((text) => !text.startsWith("'")),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(line, (texts) => {
      const cells = csvCells(texts.map(csvText).join(','));
      expect(cells?.map(csvPlain)).toEqual(texts);
    }),
  );
});

test('no cell is ever a formula', () => {
  for (const text of ['=1+1', '+A1', '-2+3', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x","y")'])
    expect(csvCells(csvText(text))?.[0]?.[0]).toBe("'");
});

test('a cell that is never closed is no line', () => {
  expect(csvCells('a,"b')).toBeUndefined();
  expect(csvCells('a,"b"c')).toBeUndefined();
});

test('every row tells where to go on after it', () => {
  const tags = fc.string({ minLength: 1 }).filter((text) => !text.startsWith("'") && !/[\r\n]/.test(text));
  fc.assert(
    fc.property(tags, fc.constantFrom('csv' as const, 'jsonl' as const), (tag, format) => {
      const row = longRow(format, { tag, time: NOON, value: -1.5, quality: 'good' });
      expect(readAfter(afterOf(format, 'long', row)!, 'long')).toEqual({ tag, ms: noon });
    }),
  );
  for (const format of ['csv', 'jsonl'] as const) {
    const wide = wideRow(format, ['A.p', 'B.p'], '2026-01-05T20:00:00.000+08:00', [1, null]);
    expect(readAfter(afterOf(format, 'wide', wide)!, 'wide')).toEqual({ tag: '', ms: noon });
  }
});

test('a head, a torn row and a senseless token lead nowhere', () => {
  expect(afterOf('csv', 'long', 'tag,time,value,quality')).toBeUndefined();
  expect(afterOf('csv', 'long', '"A.p')).toBeUndefined();
  expect(afterOf('jsonl', 'long', '{"tag":"A.p","ti')).toBeUndefined();
  expect(readAfter('A.p', 'long')).toBeUndefined();
  expect(readAfter('A.p@yesterday', 'long')).toBeUndefined();
  expect(readAfter(`A.p@${noon}`, 'long')).toEqual({ tag: 'A.p', ms: noon });
});
