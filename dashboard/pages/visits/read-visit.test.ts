import { expect, test } from 'vitest';
import { readVisit } from './read-visit.ts';

const GOOD = {
  ...{ area: 'B1', visitor: 'Acme', company: '', phone: '', people: '2', purpose: 'test', host: 'ann' },
  ...{ from: '2026-01-05 08:00', to: '2026-01-05 10:00' },
};

function form(change: Record<string, string> = {}): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...GOOD, ...change })) data.set(name, value);
  return data;
}

test('a visitor as typed, at the time of the site', () => {
  expect(readVisit(form(), 'Asia/Shanghai')).toMatchObject({
    wish: { area: 'B1', people: 2, from: '2026-01-05T00:00:00.000Z', to: '2026-01-05T02:00:00.000Z' },
  });
});

test('everything that is wrong is told at once', () => {
  const read = readVisit(form({ visitor: ' ', people: '2.5', to: '2026-01-05 07:00', host: '' }), 'Asia/Shanghai');
  expect(read).toEqual({ ok: false, wrong: new Set(['visitor', 'host', 'people', 'to']) });
});
