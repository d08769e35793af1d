import { expect, it } from 'vitest';
import { readExchange } from './read-exchange.ts';

const TYPED = { tag: 'F01.e_import', at: '2026-01-05 10:00', final: '5,120.4', start: '0', note: 'display dead' };

function formOf(entries: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(entries)) form.set(name, value);
  return form;
}

it('reads an exchange in the time of the site', () => {
  expect(readExchange(formOf({ ...TYPED, serialAfter: ' B2 ' }), 'Asia/Shanghai')).toEqual({
    ok: true,
    exchange: {
      ...{ tag: 'F01.e_import', at: '2026-01-05T02:00:00.000Z', finalReading: 5120.4, startReading: 0 },
      ...{ serialBefore: null, serialAfter: 'B2', note: 'display dead' },
    },
  });
});

it('says which entries cannot stand', () => {
  const wrong = (change: object) => {
    const read = readExchange(formOf({ ...TYPED, ...change }), 'Asia/Shanghai');
    return read.ok ? [] : [...read.wrong];
  };
  expect(wrong({})).toEqual([]);
  expect(wrong({ tag: '', note: 'x' })).toEqual(['tag', 'note']);
  expect(wrong({ final: '-3', start: '1e5' })).toEqual(['final', 'start']);
  expect(wrong({ at: 'yesterday' })).toEqual(['at']);
});
