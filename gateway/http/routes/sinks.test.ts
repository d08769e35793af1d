import { expect, it, onTestFinished } from 'vitest';
import { FakeQuarantine } from '../../../tests/harness/fake-upkeep.ts';
import { fakeHistorian, startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import type { Role } from '../../domain/role.ts';

const BASE = '/api/v1/historian';

async function desk() {
  const quarantine = new FakeQuarantine(3);
  const historian = fakeHistorian();
  const upkeep = { ...historian.upkeep, ...quarantine.upkeep };
  const web = await startFakeWeb({ historian: { ...historian, upkeep } });
  onTestFinished(() => web.http.close());
  const ask = async (method: 'GET' | 'POST', path: string, payload?: object, who: Role = 'engineer') => {
    const headers = { host: 'plant.local', cookie: await web.cookieFor(who) };
    return web.http.app.inject({ method, url: BASE + path, headers, ...(payload ? { payload } : {}) });
  };
  return { ...web, quarantine, ask };
}

it('lists what was refused by pages, with tag, time, value, reason and when it was found', async () => {
  const { ask } = await desk();
  const page = (await ask('GET', '/quarantine?sink=influx&after=1&limit=1')).json();
  expect(page).toEqual([
    {
      ...{ id: 2, sink: 'influx', tag: 'PUMP-1.p1', sourceTime: '1970-01-01T00:00:01.001Z', value: 0.5 },
      ...{ reason: 'field type conflict', foundAt: '1970-01-01T00:00:02.000Z', isRetrying: false },
    },
  ]);
  expect((await ask('GET', '/quarantine?limit=5000')).json().code).toBe('REQUEST_INVALID');
});

it('retries and drops what was chosen, and keeps who did it', async () => {
  const { ask, quarantine, accounts } = await desk();
  expect((await ask('POST', '/quarantine/retry', { sink: 'influx', ids: [1, 3] })).json()).toEqual({ count: 2 });
  expect((await ask('POST', '/quarantine/drop', { sink: 'influx' }, 'admin')).json()).toEqual({ count: 3 });
  expect(quarantine.deeds).toEqual([
    { deed: 'retry', sink: 'influx', ids: [1, 3] },
    { deed: 'drop', sink: 'influx' },
  ]);
  expect(accounts.entries).toMatchObject([
    { actor: 'engineer', action: 'quarantine retry', subject: 'influx', detail: '2 of ids 1 3' },
    { actor: 'admin', action: 'quarantine drop', subject: 'influx', detail: '3 of all' },
  ]);
});

it('says how far back a replay reaches, and when a sink cannot', async () => {
  const { ask, accounts } = await desk();
  const start = await ask('POST', '/replays', { sink: 'influx', from: '1970-01-01T00:00:01Z' });
  expect(start.json()).toEqual({ sink: 'influx', from: '1970-01-01T00:00:05.000Z', samples: 7 });
  expect(accounts.entries).toMatchObject([{ action: 'historian replay', detail: 'from 1970-01-01T00:00:01.000Z' }]);
  const cannot = await ask('POST', '/replays', { sink: 'scada', from: '0' });
  expect(cannot.json()).toMatchObject({ code: 'SINK_CANNOT_REPEAT', detail: 'hosts acknowledge nothing' });
  expect((await ask('POST', '/replays', { sink: 'nobody', from: '0' })).json().code).toBe('SINK_NOT_FOUND');
  expect(accounts.entries).toHaveLength(1);
});

it('lets nobody below an engineer act', async () => {
  const { ask, quarantine } = await desk();
  for (const who of ['viewer', 'technician', 'operator'] as const) {
    expect((await ask('POST', '/quarantine/drop', { sink: 'influx' }, who)).json().code).toBe('AUTH_FORBIDDEN');
    expect((await ask('POST', '/replays', { sink: 'influx', from: '0' }, who)).json().code).toBe('AUTH_FORBIDDEN');
  }
  expect((await ask('GET', '/quarantine', undefined, 'operator')).json()).toHaveLength(3);
  expect(quarantine.deeds).toEqual([]);
});
