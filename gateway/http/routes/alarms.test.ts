import { expect, it, onTestFinished } from 'vitest';
import { startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import type { Role } from '../../domain/role.ts';

const ID = encodeURIComponent('PUMP-1.high~1');

async function desk() {
  const web = await startFakeWeb();
  onTestFinished(() => web.http.close());
  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, who: Role, payload?: object) =>
    web.http.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { host: 'plant.local', cookie: await web.cookieFor(who) },
      ...(payload ? { payload } : {}),
    });
  return { ...web, ask };
}

it('answers what is quiet, what the desk is in and the journal, with times in ISO 8601', async () => {
  const { ask, alarms } = await desk();
  expect((await ask('GET', '/alarms/quiet', 'viewer')).json()).toMatchObject([
    { conditionId: 'PUMP-2.high', state: 'shelved', until: '1970-01-01T00:00:09.000Z', isActive: true },
  ]);
  expect((await ask('GET', '/alarms/desk', 'viewer')).json()).toEqual({
    flood: null,
    unrecordedSince: null,
    maintenance: [
      {
        ...{ equipment: 'PUMP-2', since: '1970-01-01T00:00:01.000Z', until: '1970-01-01T02:00:01.000Z' },
        ...{ by: 'engineer', reason: 'new seal', workOrder: 7 },
      },
    ],
  });
  const journal = await ask('GET', '/alarms/journal?after=3&from=0&types=activated,closed&limit=2', 'viewer');
  expect(journal.json()).toMatchObject([
    { type: 'activated', at: '1970-01-01T00:00:02.000Z', sourceTime: '1970-01-01T00:00:01.990Z' },
    { type: 'flood-started', alarmId: null },
  ]);
  expect(alarms.asked).toEqual([{ after: 3, from: 0, types: ['activated', 'closed'], limit: 2 }]);
});

it('shows the card of an alarm and records who did a step, with the clock of the gateway', async () => {
  const { ask, alarms, clock } = await desk();
  expect((await ask('GET', `/alarms/${ID}/card`, 'viewer')).json()).toMatchObject({
    timeToRespondMs: 600_000,
    steps: [{ id: 'look', tick: null }],
    rules: { longestShelfMs: 28_800_000 },
  });
  expect((await ask('POST', `/alarms/${ID}/ticks`, 'viewer', { step: 'look' })).statusCode).toBe(403);
  const ticked = await ask('POST', `/alarms/${ID}/ticks`, 'technician', { step: 'look', value: 6.5, note: 'by eye' });
  expect(ticked.json().steps[0].tick).toMatchObject({ by: 'technician', value: 6.5, note: 'by eye' });
  expect(alarms.ticks).toMatchObject([{ alarmId: 'PUMP-1.high~1', step: 'look', at: clock.nowMs() }]);
  expect((await ask('GET', '/alarms/none/card', 'viewer')).json().code).toBe('ALARM_NOT_FOUND');
});

it('puts equipment into maintenance mode for so long, and ends it', async () => {
  const { ask, alarms, clock } = await desk();
  const path = '/equipment/PUMP-1/maintenance';
  const wish = { forMs: 7_200_000, reason: 'new seal', workOrder: 12 };
  expect((await ask('PUT', path, 'operator', wish)).statusCode).toBe(403);
  expect((await ask('PUT', path, 'engineer', wish)).json()).toMatchObject({ maintenance: [{ equipment: 'PUMP-2' }] });
  expect((await ask('DELETE', path, 'engineer')).statusCode).toBe(200);
  const now = clock.nowMs();
  expect(alarms.maintained).toEqual([
    { equipment: 'PUMP-1', from: now, until: now + 7_200_000, by: 'engineer', reason: 'new seal', workOrder: 12 },
    { equipment: 'PUMP-1', from: now, until: now, by: 'engineer', reason: '', workOrder: null },
  ]);
  expect((await ask('PUT', path, 'engineer', { ...wish, forMs: 9 * 3_600_000 })).json().code).toBe('REQUEST_INVALID');
  expect((await ask('PUT', '/equipment/NONE/maintenance', 'engineer', wish)).json().code).toBe('EQUIPMENT_NOT_FOUND');
});
