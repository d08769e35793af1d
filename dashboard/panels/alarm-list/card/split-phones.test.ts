import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitPhones } from './split-phones.ts';

it('finds the number to call, as it is written', () => {
  expect(splitPhones('Call the contractor 138 0000-1234, then 8003')).toEqual([
    { text: 'Call the contractor ', number: undefined },
    { text: '138 0000-1234', number: '13800001234' },
    { text: ', then 8003', number: undefined },
  ]);
  expect(splitPhones('电梯维保 +86 21 5555 0199').at(-1)?.number).toBe('+862155550199');
});

it('loses nothing of any text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(
        splitPhones(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
