import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passwordChange } from '../../../gateway/contract/requests.ts';
import { problemsOfPasswords } from './read-passwords.ts';

const NEXT = 'horse battery staple';
const asked = (change: object) => ({ current: 'demo-password-1', next: NEXT, again: NEXT, ...change });

test.each([
  [{}, {}],
  [{ current: '' }, { current: 'missing' }],
  [{ next: 'horse', again: 'horse' }, { next: 'short' }],
  [{ next: 'abababababab', again: 'abababababab' }, { next: 'few' }],
  [{ next: 'Zhang the electrician', again: 'Zhang the electrician' }, { next: 'name' }],
  [{ current: NEXT }, { next: 'same' }],
  [{ again: 'horse battery stable' }, { again: 'differs' }],
])('%j: %j', (change, problems) => {
  expect(problemsOfPasswords(asked(change), 'zhang')).toEqual(problems);
});

test('what it lets through the gateway takes as well', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 30 }),
      fc.string({ minLength: 10, maxLength: 30 }),
      (current, next) => {
        const problems = problemsOfPasswords({ current, next, again: next }, 'zhang');
        fc.pre(Object.keys(problems).length === 0);
        expect(passwordChange.safeParse({ current, next }).success).toBe(true);
      },
    ),
  );
});
