import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitLine, fitText, jsonBytes, utf8Bytes } from './fit-text.ts';

const line = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replaceAll('\n', ' '));
const text = fc.array(line, { minLength: 1, maxLength: 30 }).map((lines) => lines.join('\n'));
const measure = fc.constantFrom(utf8Bytes, jsonBytes);

test('what has room stays as it is', () => {
  expect(fitText('困人报警\n1#梯', 22)).toBe('困人报警\n1#梯');
  expect(fitLine('ok', 2)).toBe('ok');
});

test('whole lines first, and how many are missing is said', () => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`).join('\n');
  expect(fitText(lines, 82)).toBe('line 1\nline 2\nline 3\nline 4\n… 另有 16 行未显示 / 16 more lines left out');
});

test('one line too long is cut between characters', () => {
  expect(fitLine('困人报警', 10)).toBe('困人…');
  expect(fitLine('🚒🚒🚒', 8)).toBe('🚒…');
  expect(fitLine('困人报警', 2)).toBe('');
});

describe('any text in any room', () => {
  test('fits, holds no half character, and is the beginning of what was given', () => {
    fc.assert(
      fc.property(text, fc.nat(400), measure, (given, room, size) => {
        const fitted = fitText(given, room, size);
        expect(size(fitted)).toBeLessThanOrEqual(room);
        expect(fitted.isWellFormed()).toBe(true);
        const kept = fitted.replace(/\n?…[^…]*$/u, '');
        expect(given.toWellFormed().startsWith(kept)).toBe(true);
      }),
    );
  });

  test('nothing is cut that had room', () => {
    fc.assert(fc.property(text, measure, (given, size) => fitText(given, size(given), size) === given.toWellFormed()));
  });
});
