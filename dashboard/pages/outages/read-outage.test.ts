import { expect, test } from 'vitest';
import { readOutage } from './read-outage.ts';

const KNOWN = new Set(['F01', 'F02']);

function form(change: Record<string, string> = {}, equipment = ['F01', 'F02']): FormData {
  const data = new FormData();
  for (const id of equipment) data.append('equipment', id);
  const typed = {
    ...{
      kind: 'power',
      title: 'F01',
      reason: 'breaker',
      scope: '',
      advice: '',
      contact: '8000',
    },
    ...{ from: '2026-11-24 09:00', to: '2026-11-24 11:00' },
    ...change,
  };
  for (const [key, value] of Object.entries(typed)) data.set(key, value);
  return data;
}

test('the machines are those that were ticked, times are those of the site', () => {
  expect(readOutage(form(), 'Asia/Shanghai', KNOWN)).toMatchObject({
    ok: true,
    wish: { equipment: ['F01', 'F02'], startAt: '2026-11-24T01:00:00.000Z', endAt: '2026-11-24T03:00:00.000Z' },
  });
});

test.each([
  ['no title', { title: ' ' }, 'title'],
  ['no reason', { reason: '' }, 'reason'],
  ['a time that is none', { from: 'soon' }, 'from'],
  ['an end before its beginning', { to: '2026-11-24 08:00' }, 'to'],
])('%s is told', (_what, change, field) => {
  const read = readOutage(form(change), 'Asia/Shanghai', KNOWN);
  expect(read.ok ? [] : [...read.wrong]).toEqual([field]);
});

test.each([
  ['no machine', []],
  ['a machine that is not there any more', ['F01', 'F99']],
])('%s is told', (_what, equipment) => {
  const read = readOutage(form({}, equipment), 'Asia/Shanghai', KNOWN);
  expect(read.ok ? [] : [...read.wrong]).toEqual(['equipment']);
});
