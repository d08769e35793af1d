import { expect, test } from 'vitest';
import { readPerson, readRotation, readRoute } from './read-rota.ts';

function form(entries: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(entries)) data.set(name, value);
  return data;
}

const TITLE = { titleEn: 'Lead', titleZh: '班长', start: '2026-01-05' };

test('a roster in turn', () => {
  const given = { ...TITLE, handoff: '08:00', count: '1', unit: 'weeks', members: 'zhao\n\n chen ' };
  expect(readRotation(form(given), 'lead')).toEqual({
    ok: true,
    edit: {
      ...{ kind: 'put-on-call', list: 'rotations', id: 'lead' },
      entry: {
        ...{ title: { en: 'Lead', zh: '班长' }, start: '2026-01-05', handoff: '08:00' },
        ...{ every: { days: null, weeks: 1, hours: null }, members: ['zhao', 'chen'] },
      },
    },
  });
});

test('a roster by a pattern has somebody or nobody for each shift of each day', () => {
  const given = { ...TITLE, shifts: '08:00-20:00\n20:00-08:00', days: 'wang, li\n-,li' };
  expect(readRotation(form(given), 'duty')).toMatchObject({
    edit: {
      entry: {
        pattern: {
          shifts: ['08:00-20:00', '20:00-08:00'],
          days: [
            ['wang', 'li'],
            [null, 'li'],
          ],
        },
      },
    },
  });
  expect(readRotation(form({ ...given, days: 'wang' }), 'duty')).toEqual({ ok: false, wrong: new Set(['days']) });
});

test('a person with channels and addresses in order', () => {
  const given = { id: 'liu', name: 'Liu', language: 'zh', contacts: 'push\nsms +86 138 0000 0001' };
  expect(readPerson(form(given), undefined)).toMatchObject({
    edit: { id: 'liu', entry: { contacts: [{ channel: 'push' }, { channel: 'sms', address: '+86 138 0000 0001' }] } },
  });
  expect(readPerson(form({ id: 'a b', name: '' }), undefined)).toEqual({ ok: false, wrong: new Set(['id', 'name']) });
});

test('a route keeps what the form does not show', () => {
  const present = { match: { classes: ['safety'], systems: ['power'] }, policy: 'p1', goesOn: true, routes: [{}] };
  const given = { priorities: 'P1,P2', systems: '', policy: 'gas', goesOn: 'false' };
  expect(readRoute(form(given), present)).toEqual({
    match: { classes: ['safety'], priorities: ['P1', 'P2'] },
    policy: 'gas',
    routes: [{}],
  });
});
