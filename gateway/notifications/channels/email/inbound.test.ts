import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emailInbound } from './inbound.ts';

const { replies } = emailInbound('hook-secret-0123456');

test.each([
  [
    { from: 'Wang Wei <Wang@tower.example>', to: 'answers+A4821@tower.example', text: 'on my way' },
    [{ address: 'wang@tower.example', text: 'A4821' }],
  ],
  [
    { from: 'wang@tower.example', to: 'answers@tower.example', text: 'A 4821' },
    [{ address: 'wang@tower.example', text: 'A 4821' }],
  ],
  [{ from: 'nobody', to: 'answers+A4821@tower.example', text: '' }, []],
  [{ from: 'wang@tower.example' }, []],
  [null, []],
])('%j', (body, answers) => {
  expect(replies(body)).toEqual(answers);
});

test('never throws, and never more than there is room for', () => {
  fc.assert(fc.property(fc.jsonValue(), (body) => replies(body).length <= 100));
});
