import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fuzzyScore } from './fuzzy.ts';

const best = (query: string, texts: readonly string[]): string | undefined =>
  texts
    .flatMap((text) => {
      const score = fuzzyScore(query, text);
      return score === undefined ? [] : [{ text, score }];
    })
    .sort((a, b) => b.score - a.score)[0]?.text;

it('finds by beginnings of words, in any order of words', () => {
  expect(best('ch1', ['CH-10 chiller', 'CH-1 chiller', 'Chilled water 1'])).toBe('CH-1 chiller');
  expect(fuzzyScore('supply chiller', 'Chiller 1 supply temperature')).toBeDefined();
  expect(fuzzyScore('wo', 'Work orders')).toBeDefined();
});

it('finds Chinese as it finds Latin letters', () => {
  expect(best('冷冻供水', ['冷却水供水', '冷冻水供水温度'])).toBe('冷冻水供水温度');
  expect(best('3#梯', ['1#电梯', '3#电梯', '3#水泵'])).toBe('3#电梯');
});

it('does not find what is not there', () => {
  expect(fuzzyScore('xyz', 'Chiller')).toBeUndefined();
  expect(fuzzyScore('11', 'F1')).toBeUndefined();
});

it('finds every text by itself, by its beginning and by nothing at all', () => {
  const text = fc.string({ minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(text, fc.nat(40), (one, cut) => {
      expect(fuzzyScore(one, one)).toBeDefined();
      expect(fuzzyScore(one.slice(0, cut), one)).toBeDefined();
      expect(fuzzyScore('', one)).toBe(0);
    }),
  );
});

it('a text that holds the query in one piece is never worse than the same letters torn apart', () => {
  expect(fuzzyScore('feed', 'x feed')).toBeGreaterThan(fuzzyScore('feed', 'x fxexexd')!);
});
