import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conversionText, placeText, rawText } from './register-text.ts';

test('a raw answer is written as a manual prints it, and never as zero when there is none', () => {
  expect([rawText(null), rawText(69), rawText(0), rawText(-12), rawText(6.25), rawText(65_535)]).toEqual([
    ...['—', '69 0x0045', '0', '-12', '6.25', '65535 0xFFFF'],
  ]);
  fc.assert(
    fc.property(fc.integer(), (raw) => {
      expect(Number(rawText(raw).split(' ')[0])).toBe(raw);
    }),
  );
});

test('the way from raw to value is written only where there is one', () => {
  expect([
    conversionText(1, 0),
    conversionText(0.1, 0),
    conversionText(5 / 9, -17.777_777_8),
    conversionText(1, 5),
  ]).toEqual([...['', '× 0.1', '× 0.5555556 − 17.77778', '+ 5']]);
});

test('an address is told in the order of its driver', () => {
  expect(placeText({ table: 'input', register: '5', type: 's16' })).toBe('input 5 s16');
  expect(placeText({ table: 'holding', register: '9', bits: '[8,1]' })).toBe('holding 9 bits [8,1]');
  expect(placeText({ node: 'Car_Position' })).toBe('Car_Position');
});
