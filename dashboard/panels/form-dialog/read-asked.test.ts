import { expect, test } from 'vitest';
import { type Asked, readAsked } from './read-asked.ts';

const ASKED: readonly Asked[] = [
  { name: 'count', label: 'How many', kind: 'number', isNeeded: true },
  { name: 'day', label: 'Day', kind: 'day', isNeeded: false },
  { name: 'why', label: 'Why', kind: 'text', isNeeded: true },
];

function formOf(entries: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(entries)) form.set(name, value);
  return form;
}

test('reads numbers with a comma, and leaves out what is not needed', () => {
  const read = readAsked(formOf({ count: '1,5', day: '', why: ' worn out ' }), ASKED);
  if (!read.ok) throw new Error('refused');
  expect(read.values.number('count')).toBe(1.5);
  expect(read.values.textOrNull('day')).toBeNull();
  expect(read.values.text('why')).toBe('worn out');
});

test.each([
  [{ count: 'many', why: 'worn out' }, ['count']],
  [{ count: '', why: 'worn out' }, ['count']],
  [{ count: '1', why: 'x' }, ['why']],
  [{ count: '1', why: 'worn out', day: '2026-02-30' }, ['day']],
])('says of %j what cannot stand', (typed, wrong) => {
  const read = readAsked(formOf(typed as Record<string, string>), ASKED);
  expect(read.ok ? [] : [...read.wrong]).toEqual(wrong);
});
