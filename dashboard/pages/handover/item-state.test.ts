import { expect, test } from 'vitest';
import { itemState } from './item-state.ts';

const t = (key: string) => `<${key}>`;

test.each([
  { kind: 'alarm', state: 'latched-acknowledged', words: '<alarmState.latched-acknowledged>' },
  { kind: 'alarm', state: 'unheard-of', words: 'unheard-of' },
  { kind: 'condition', state: 'disabled', words: '<quietState.disabled>' },
  { kind: 'order', state: 'on-hold', words: '<orderState.on-hold>' },
  { kind: 'record', state: 'round/missed', words: '<recordState.missed>' },
  { kind: 'record', state: 'log-sheet/3', words: '× 3' },
  { kind: 'equipment', state: 'running', words: '' },
] as const)('$kind $state is $words', ({ kind, state, words }) => {
  expect(itemState({ kind, state }, t)).toBe(words);
});
