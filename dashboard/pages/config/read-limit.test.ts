import { expect, test } from 'vitest';
import type { WireLimit } from '../../data/config-api.ts';
import { limitText } from './limit-text.ts';
import { backToTemplate, readLimit } from './read-limit.ts';

const LIMIT: WireLimit = {
  ...{ name: 'high', condition: 'CH-1.high', kind: 'limit', title: { en: 'High', zh: '高' }, tag: 'CH-1.t', unit: '℃' },
  ...{ isEnabled: true, priority: 'P2', onDelay: '1m', offDelay: '0s', options: { high: 9, deadband: 0.5 } },
  ...{ optionNames: ['high', 'low', 'deadband'], basis: 'default', own: { options: { high: 9 }, group: 'x' } },
};

function form(entries: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  const usual = {
    enabled: 'true',
    priority: 'P2',
    onDelay: '1m',
    offDelay: '0s',
    'option.high': '9',
    'option.deadband': '0.5',
  };
  for (const [name, value] of Object.entries({ ...usual, ...entries })) data.set(name, value);
  return data;
}

test('nothing changed is no edit', () => {
  expect(readLimit(form({}), 'CH-1', LIMIT)).toEqual({ ok: true, edits: [] });
});

test('only what differs is said; an emptied number goes back to the template', () => {
  const given = { 'option.high': '9,5', 'option.deadband': '', 'option.low': '−2', onDelay: '30s', enabled: 'false' };
  expect(readLimit(form(given), 'CH-1', LIMIT)).toEqual({
    ok: true,
    edits: [
      {
        ...{ kind: 'change-alarm', equipment: 'CH-1', alarm: 'high' },
        change: { enabled: false, onDelay: '30s', options: { high: 9.5, low: -2, deadband: null } },
      },
    ],
  });
});

test('says what cannot be taken', () => {
  const read = readLimit(form({ 'option.high': 'ten', onDelay: '5 minutes' }), 'CH-1', LIMIT);
  expect(read).toEqual({ ok: false, wrong: new Set(['option.high', 'onDelay']) });
});

test('goes back to the template in what can be set here, and in nothing else', () => {
  expect(backToTemplate('CH-1', LIMIT)).toEqual([
    { kind: 'change-alarm', equipment: 'CH-1', alarm: 'high', change: { options: { high: null } } },
  ]);
  expect(backToTemplate('CH-1', { ...LIMIT, own: { group: 'x' } })).toEqual([]);
});

test('a limit in a few characters', () => {
  expect(limitText({ options: { high: 9, low: 4, deadband: 1 }, unit: '℃' })).toBe('≤ 4 · ≥ 9\u2009℃');
  expect(limitText({ options: { code: 3 }, unit: '' })).toBe('');
});
