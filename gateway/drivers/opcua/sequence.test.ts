import { expect, it } from 'vitest';
import { type ExpectedNumber, isInSequence, nextNumber } from './sequence.ts';

/** How many gaps are seen when these numbers come one after the other. */
function gaps(received: readonly number[]): number {
  let expected: ExpectedNumber;
  let count = 0;
  for (const number of received) {
    if (!isInSequence(expected, number)) count++;
    expected = nextNumber(number);
  }
  return count;
}

it.each([
  { name: 'one after the other', received: [1, 2, 3, 4], count: 0 },
  { name: 'the first may be any', received: [17, 18], count: 0 },
  { name: 'from the last number back to 1, leaving out 0', received: [0xfffffffe, 0xffffffff, 1, 2], count: 0 },
  { name: 'one is missing', received: [1, 2, 4, 5], count: 1 },
  { name: 'one comes twice', received: [1, 2, 2, 3], count: 1 },
])('$name', ({ received, count }) => {
  expect(gaps(received)).toBe(count);
});
