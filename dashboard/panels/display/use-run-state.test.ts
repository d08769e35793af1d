import { expect, test } from 'vitest';
import { flowOf } from './use-run-state.ts';

test('water stands only when everything that moves it is known to stand', () => {
  expect([flowOf([1, null]), flowOf([0, 0]), flowOf([0, null]), flowOf([]), flowOf([null])]).toEqual([
    'flowing',
    'still',
    'unknown',
    'unknown',
    'unknown',
  ]);
});
