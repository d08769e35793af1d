import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainMarkup } from './plain-markup.ts';

test.each([
  ['1#梯 困人报警', '1#梯 困人报警'],
  ['[pay](http://evil.example)', '［pay］(http://evil.example)'],
  ['@all **now**', '＠all ＊＊now＊＊'],
  ['<@all> <font color="red">', '＜＠all＞ ＜font color="red"＞'],
  ['# heading', '\u200b# heading'],
  ['- item', '\u200b- item'],
  ['1. item', '\u200b1. item'],
  ['打开: https://tower.example/alarms?id=L01.trapped~3', '打开: https://tower.example/alarms?id=L01.trapped~3'],
])('%s', (given, shown) => {
  expect(plainMarkup(given)).toBe(shown);
});

test('whatever the plant says, nothing is left that begins a link, an emphasis or a mention', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (given) => {
      const outside = plainMarkup(given).replace(/https?:\/\/[\w\-.~:/?#!$&',;=%]+/g, '');
      expect(outside).not.toMatch(/[*_`~[\]<>|\\@]/);
      expect(plainMarkup(given)).not.toMatch(/\]\(/);
    }),
  );
});
