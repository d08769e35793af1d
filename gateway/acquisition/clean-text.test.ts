import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from './clean-text.ts';

test('whatever comes in, what goes out is short, visible, in one line and well formed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 700 }), fc.integer({ min: 1, max: 200 }), (text, longest) => {
      const clean = cleanText(text, longest);
      expect([...clean].length).toBeLessThanOrEqual(longest);
      expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      expect(clean).toBe(clean.trim());
      expect(clean.isWellFormed()).toBe(true);
      expect(cleanText(clean, longest)).toBe(clean);
    }),
  );
});

test('an ordinary text stays as it is; lines become one', () => {
  expect(cleanText('2#冷机 高压 E12')).toBe('2#冷机 高压 E12');
  expect(cleanText(' Fault\r\n high\0\0\0')).toBe('Fault  high');
});
