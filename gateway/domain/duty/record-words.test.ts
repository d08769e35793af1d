import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerptsOf, hasTyped, searchTerms, textsOf, wordsOf } from './record-words.ts';

test('every text of a body is found once, hashes are not', () => {
  const body = { title: { en: 'Pump', zh: '水泵' }, lines: [{ note: 'Pump' }, { note: '', by: 'li' }], n: 3 };
  expect(textsOf({ ...body, photo: 'a'.repeat(64) })).toEqual(['Pump', '水泵', 'li']);
  expect(textsOf(null)).toEqual([]);
});

test('words are of letters or digits, Chinese by pairs of characters', () => {
  expect(wordsOf(['Pump P-12 泄漏', '２号水泵房'])).toEqual([
    'pump',
    'p',
    '12',
    '泄漏',
    '漏',
    '2',
    '号水',
    '水泵',
    '泵房',
    '房',
  ]);
  expect(searchTerms('Pum 水泵房 房')).toEqual([
    { word: 'pum', isBeginning: true },
    { word: '水泵', isBeginning: false },
    { word: '泵房', isBeginning: false },
    { word: '房', isBeginning: true },
  ]);
  expect(searchTerms(' *"- ')).toEqual([]);
});

test('what an index finds is looked at again: characters that stand apart are no word', () => {
  expect(hasTyped(['水泵，泵房'], '水泵房')).toBe(false);
  expect(hasTyped(['二号水泵房', 'seal drips'], '水泵房 DRIP')).toBe(true);
  expect(hasTyped(['anything'], '  ')).toBe(false);
});

test('a long text is shown around the place', () => {
  const text = `${'a '.repeat(100)}seal drips${' b'.repeat(100)}`;
  const [excerpt] = excerptsOf(['nothing', text], 'seal');
  expect(excerpt).toMatch(/^….*seal drips.*…$/);
  expect(excerpt!.length).toBeLessThan(200);
});

/** What the index would answer. */
const isIndexed = (words: ReadonlySet<string>, typed: string): boolean =>
  searchTerms(typed).every(({ word, isBeginning }) =>
    isBeginning ? [...words].some((one) => one.startsWith(word)) : words.has(word),
  );

test('whatever is taken out of a text from the beginning of a word on finds it again', () => {
  const letters = fc.constantFrom('水', '泵', '房', '漏', 'a', 'B', '1', ' ', '-', 'é');
  const line = fc.array(letters, { minLength: 1, maxLength: 30 }).map((some) => some.join(''));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat(), (texts, at, length) => {
      const runs = texts[0]!.match(/\p{Script=Han}+|[^\P{L}\p{Script=Han}]+|\p{N}+/gu) ?? [];
      const run = runs[at % Math.max(1, runs.length)];
      if (run === undefined) return;
      const from = /^\p{Script=Han}/u.test(run) ? at % run.length : 0;
      const typed = run.slice(from, from + 1 + (length % run.length));
      expect(isIndexed(new Set(wordsOf(texts)), typed)).toBe(true);
      expect(hasTyped(texts, typed)).toBe(true);
      expect(excerptsOf(texts, typed).length).toBeGreaterThan(0);
    }),
  );
});
