import { expect, test } from 'vitest';
import { differencesOf } from './differences.ts';

test('entries of lists are known by their id, and secrets are not shown', () => {
  const before = { channels: [{ id: 'a', port: 1, password: 'x' }], equipment: [{ id: 'F1' }], days: [1, 2] };
  const after = {
    channels: [
      { id: 'b', host: 'h', apiToken: 'secret' },
      { id: 'a', port: 2, password: 'y' },
    ],
    days: [1, 3],
  };
  expect(differencesOf(before, after)).toEqual([
    { path: 'channels[a].port', before: '1', after: '2' },
    { path: 'channels[a].password', before: '•••', after: '•••' },
    { path: 'channels[b]', before: null, after: '{ id: b, host: h, apiToken: "•••" }' },
    { path: 'equipment', before: '[{ id: F1 }]', after: null },
    { path: 'days[1]', before: '2', after: '3' },
  ]);
  expect(differencesOf(before, before)).toEqual([]);
});
