import { expect, it } from 'vitest';
import type { ChecklistItem } from '../../../gateway/domain/work-order-content.ts';
import { checkCount, checkRows, rangeOf, readNumber, type WireAnswer } from './check-view.ts';

const TEXT = { en: 'a', zh: '甲' };
const item = (id: string, change: Partial<ChecklistItem> = {}): ChecklistItem => ({
  ...{ id, kind: 'check', text: TEXT, required: true, options: [], min: null, max: null, unit: '', tag: null },
  ...{ tolerance: null, condition: null, onFail: null },
  ...change,
});
const answer = (id: string, value: boolean, change: Partial<WireAnswer> = {}): WireAnswer => ({
  ...{ item: id, value, note: null, file: null, live: null, isBad: !value, isDoubtful: false },
  ...{ at: '2026-01-05T08:00:00.000Z', by: 'li' },
  ...change,
});

it('shows what is asked now, what was answered, and what is missing', () => {
  const checklist = [
    item('leak', { onFail: 'comment' }),
    item('where', { condition: { item: 'leak', is: 'false' } }),
    item('clean', { required: false }),
  ];
  const none = checkRows({ checklist, answers: [] });
  expect(none.map((row) => [row.item.id, row.needs])).toEqual([
    ['leak', 'answer'],
    ['clean', undefined],
  ]);
  const bad = checkRows({ checklist, answers: [answer('leak', false)] });
  expect(bad.map((row) => [row.item.id, row.needs])).toEqual([
    ['leak', 'comment'],
    ['where', 'answer'],
    ['clean', undefined],
  ]);
  const said = checkRows({ checklist, answers: [answer('leak', false, { note: 'drips' }), answer('where', true)] });
  expect(checkCount(said)).toEqual({ done: 2, all: 3 });
});

it('writes ranges and reads numbers as people do', () => {
  expect(rangeOf(item('p', { min: 0.4, max: 0.6, unit: 'MPa' }))).toBe('0.4 – 0.6\u2009MPa');
  expect(rangeOf(item('p', { max: 80 }))).toBe('≤ 80');
  expect(rangeOf(item('p'))).toBe('');
  expect([readNumber('6,5'), readNumber(' 12 '), readNumber(''), readNumber('ok')]).toEqual([
    6.5,
    12,
    undefined,
    undefined,
  ]);
});
