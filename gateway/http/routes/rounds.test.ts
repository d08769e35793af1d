import { expect, onTestFinished, test } from 'vitest';
import { exampleMeterRuns, exampleRounds } from '../../../tests/harness/fake-rounds.ts';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { MemoryRecordBook } from '../../../tests/harness/memory-record-book.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { FakeOrders, fakeHistorian, fakeSite, startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import type { Role } from '../../domain/role.ts';
import { createMeterRuns } from '../../duty/meter-runs/meter-runs.ts';
import { createRounds } from '../../duty/rounds/rounds.ts';
import { Latest } from '../../pipeline/latest.ts';

/** 09:00 in Shanghai on the last of a month: a round and a meter run are due. */
const START = Date.UTC(2026, 0, 31, 1, 0);

async function house() {
  const [clock, site, book] = [new ManualClock(START), fakeSite(), new MemoryRecordBook()];
  const shared = { site, book, clock, logger: silentLogger, history: fakeHistorian().reader };
  const latest = new Latest(site.points.length);
  const rounds = createRounds({
    ...shared,
    plan: exampleRounds(),
    latest,
    orders: new FakeOrders(),
    notices: { tell: () => undefined },
  });
  const meterRuns = createMeterRuns({ ...shared, plan: exampleMeterRuns(), notices: { tell: () => undefined } });
  const web = await startFakeWeb({ rounds: rounds.service, meterRuns: meterRuns.service });
  onTestFinished(async () => {
    await rounds.stop();
    await meterRuns.stop();
    await web.http.close();
  });
  await rounds.start();
  await meterRuns.start();
  await clock.advanceAsync(65 * 60_000);
  const ask = async (who: Role, method: 'GET' | 'POST', url: string, payload?: object) => {
    const headers = { host: 'plant.local', cookie: await web.cookieFor(who) };
    return web.http.app.inject({ method, url: `/api/v1${url}`, headers, ...(payload ? { payload } : {}) });
  };
  return { ask, clock };
}

const { code } = exampleRounds().plans[0]!.stops[0]!;

test('a technician walks a round by scanning the address on the wall; the next room is refused', async () => {
  const { ask } = await house();
  const [open] = (await ask('viewer', 'GET', '/rounds?from=0&state=open')).json();
  expect(open).toMatchObject({ id: 1, plan: 'water', stops: { all: 2, open: 2 }, at: '2026-01-31T01:00:00.000Z' });
  const wrong = await ask('technician', 'POST', '/rounds/1/scan', { stop: 'PUMP-1', code });
  expect(wrong.json()).toMatchObject({ code: 'RECORD_STEP_REFUSED', detail: 'this is the code of B1, not of PUMP-1' });
  const address = `http://plant.local/q/${code.slice(0, -6)}${code.slice(-6).toLowerCase()}`;
  expect((await ask('technician', 'POST', '/rounds/1/scan', { stop: 'B1', code: address })).statusCode).toBe(200);
  const answers = [
    { check: 'dry', mark: 'ok' },
    { check: 'smell', mark: 'bad', note: 'burnt' },
  ];
  const filled = await ask('technician', 'POST', '/rounds/1/fill', { stop: 'B1', answers });
  expect(filled.json().body.stops[0]).toMatchObject({ id: 'B1', state: 'late', doneBy: 'technician' });
  const stale = await ask('technician', 'POST', '/rounds/1/skip', {
    stop: 'PUMP-1',
    reason: 'no key',
    expectedVersion: 1,
  });
  expect(stale.json().code).toBe('RECORD_CHANGED');
  const whole = (await ask('viewer', 'GET', '/rounds/1')).json();
  expect(whole.events.map(({ type }: { type: string }) => type).slice(0, 3)).toEqual(['open', 'scanned', 'filled']);
  expect((await ask('viewer', 'GET', '/rounds/findings')).json()).toMatchObject([{ id: 'B1/smell', note: 'burnt' }]);
  const figures = (await ask('viewer', 'GET', `/rounds/figures?to=${START + 3_600_000 * 3}`)).json();
  expect(figures.plans).toMatchObject([{ plan: 'water', late: 1, open: 1 }]);
});

test('a place says what is to be walked there; a code of elsewhere is none', async () => {
  const { ask } = await house();
  expect((await ask('viewer', 'GET', `/places/${code}`)).json()).toMatchObject({
    kind: 'area',
    id: 'B1',
    rounds: [{ id: 1 }],
  });
  expect((await ask('viewer', 'GET', '/places/a-B1-000000')).json().code).toBe('RESOURCE_NOT_FOUND');
  const { places } = (await ask('viewer', 'GET', '/places')).json();
  expect(places.map(({ id }: { id: string }) => id)).toEqual(['B1', 'PUMP-1', 'PUMP-2']);
});

test('a meter run comes as a file for people and for the charging program', async () => {
  const { ask } = await house();
  const [run] = (await ask('viewer', 'GET', '/meter-runs')).json();
  expect(run).toMatchObject({ id: 2, period: '2026-01-31', meters: 3, read: 0 });
  const csv = await ask('viewer', 'GET', '/meter-runs/2/export?language=en');
  expect(csv.headers['content-type']).toContain('text/csv');
  expect(csv.body.split('\r\n')[0]).toContain('Meter no.,Meter,Kind');
  const xlsx = await ask('viewer', 'GET', '/meter-runs/2/export?what=billing&format=xlsx');
  expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
  expect((await ask('viewer', 'GET', '/meter-runs/9/export')).json().code).toBe('RECORD_NOT_FOUND');
  expect((await ask('technician', 'POST', '/meter-runs', { reason: 'tenant moves' })).statusCode).toBe(403);
});
