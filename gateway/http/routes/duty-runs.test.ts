import { expect, onTestFinished, test } from 'vitest';
import { startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import type { Role } from '../../domain/role.ts';

const HOUR = 3_600_000;

async function start() {
  const web = await startFakeWeb();
  onTestFinished(() => web.http.close());
  const call = async (role: Role, method: 'GET' | 'POST', path: string, body?: object) => {
    const url = `/api/v1${path}`;
    const headers = { cookie: await web.cookieFor(role), host: 'localhost' };
    const reply = await web.http.app.inject({ method, url, headers, ...(body ? { payload: body } : {}) });
    return { status: reply.statusCode, body: reply.json() };
  };
  return { ...web, call };
}

test('a run entered by hand is signed by who ran it and reviewed by an engineer', async () => {
  const { call, clock } = await start();
  const [startedAt, endedAt] = [2, 1].map((hours) => new Date(clock.nowMs() - hours * HOUR).toISOString());
  const run = { equipment: 'G1', startedAt, endedAt, kind: 'load', loadMeanPct: 40, note: 'meter was off' };
  expect((await call('viewer', 'POST', '/test-runs', run)).status).toBe(403);
  const entered = await call('technician', 'POST', '/test-runs', run);
  expect(entered).toMatchObject({
    status: 201,
    body: { run: { source: 'hand', startedAt, counts: ['weekly', 'loaded'] } },
  });
  const { id, version } = entered.body;
  const signed = await call('technician', 'POST', `/test-runs/${id}/sign`, {
    result: 'pass',
    expectedVersion: version,
  });
  expect(signed).toMatchObject({ status: 200, body: { state: 'done', run: { checks: { oil: 'none' } } } });
  const stale = await call('engineer', 'POST', `/test-runs/${id}/review`, { expectedVersion: version });
  expect(stale).toMatchObject({ status: 409, body: { code: 'RECORD_CHANGED' } });
  expect((await call('engineer', 'POST', `/test-runs/${id}/review`, {})).status).toBe(200);
  const detail = await call('viewer', 'GET', `/test-runs/${id}`);
  expect(detail.body.events.map(({ type }: { type: string }) => type)).toEqual(['recorded', 'signed', 'reviewed']);
  expect((await call('viewer', 'GET', '/test-runs?limit=5')).body).toHaveLength(1);
  expect((await call('viewer', 'GET', '/generator-sets')).body).toMatchObject([{ equipment: 'G1', lastRun: { id } }]);
  expect((await call('viewer', 'GET', '/test-run-duties/rate')).body).toEqual({ due: 0, met: 0, inTime: 0 });
});

test('a playbook is begun as a drill, worked through and ended', async () => {
  const { call } = await start();
  expect((await call('viewer', 'GET', '/playbooks')).body).toMatchObject([{ id: 'mains', isAutomatic: true }]);
  const begun = await call('technician', 'POST', '/playbook-runs', { playbook: 'mains', isDrill: true });
  expect(begun).toMatchObject({ status: 201, body: { isDrill: true, startedBy: 'technician' } });
  const { id } = begun.body;
  const step = (name: string, body: object) => call('technician', 'POST', `/playbook-runs/${id}/steps/${name}`, body);
  expect((await step('lost/confirm', {})).body.steps[0].state).toBe('confirmed');
  expect(await step('there/confirm', { photos: ['a'.repeat(64)] })).toMatchObject({ status: 404 });
  expect(await step('there/confirm', {})).toMatchObject({ status: 409, body: { detail: 'it needs a note' } });
  for (const name of ['there', 'generator', 'back']) await step(`${name}/confirm`, { note: 'seen' });
  expect((await call('technician', 'POST', `/playbook-runs/${id}/end`, {})).body.state).toBe('done');
  expect((await call('technician', 'POST', `/playbook-runs/${id}/sign`, {})).status).toBe(403);
  expect((await call('engineer', 'POST', `/playbook-runs/${id}/sign`, {})).status).toBe(200);
});

test('an outage is planned by the desk and announced by an engineer', async () => {
  const { call, clock } = await start();
  const [startAt, endAt] = [30, 32].map((hours) => new Date(clock.nowMs() + hours * HOUR).toISOString());
  const plan = { kind: 'power', title: 'F1', reason: 'breaker', equipment: ['F1'], startAt, endAt };
  const found = await call('viewer', 'GET', '/outages/affected?kind=power&equipment=F1');
  expect(found.body.affected.map(({ equipment }: { equipment: string }) => equipment)).toEqual(['F1', 'L1']);
  const planned = await call('technician', 'POST', '/outages', plan);
  expect(planned).toMatchObject({ status: 201, body: { startAt, announced: null } });
  const { id } = planned.body;
  expect((await call('technician', 'POST', `/outages/${id}/announce`, {})).status).toBe(403);
  expect((await call('engineer', 'POST', `/outages/${id}/announce`, {})).body.announced.isShort).toBe(false);
  expect((await call('engineer', 'POST', `/outages/${id}/cancel`, { reason: 'rain' })).body.state).toBe('cancelled');
});

test('names and telephone numbers of complaints are for those who handle them', async () => {
  const { call } = await start();
  const complaint = {
    room: '3-01',
    name: '陈先生',
    phone: '139',
    channel: 'desk',
    summary: 'loud fan',
    topic: 'noise',
  };
  const { status, body } = await call('operator', 'POST', '/complaints', complaint);
  expect(status).toBe(201);
  expect((await call('viewer', 'GET', `/complaints/${body.id}`)).body).toMatchObject({ name: '***', phone: '***' });
  expect((await call('technician', 'GET', '/complaints')).body).toMatchObject([{ name: '陈先生', phone: '139' }]);
  expect((await call('viewer', 'GET', '/complaints/figures')).body).toMatchObject({ received: 1, open: 1 });
  expect((await call('viewer', 'GET', '/complaints/causes')).body).toMatchObject({ alarms: [{ equipment: 'PUMP-1' }] });
});
