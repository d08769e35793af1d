import { expect, it, onTestFinished } from 'vitest';
import { maintenanceBench } from '../../../tests/harness/maintenance-bench.ts';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { MemoryRecordBook } from '../../../tests/harness/memory-record-book.ts';
import { FakeOrders, startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import type { Role } from '../../domain/role.ts';

const DAY = 86_400_000;

async function desk() {
  const clock = new ManualClock();
  const bench = maintenanceBench(clock, new MemoryRecordBook(), new FakeOrders());
  await bench.runtime.tick();
  clock.advance(13 * DAY);
  await bench.runtime.tick();
  const web = await startFakeWeb({ upkeep: bench.upkeep, stores: bench.stores, kpi: bench.kpi });
  onTestFinished(() => web.http.close());
  const ask = async (method: 'GET' | 'POST', path: string, payload?: object, who: Role = 'technician') =>
    web.http.app.inject({
      ...{ method, url: `/api/v1${path}`, ...(payload ? { payload } : {}) },
      headers: { host: 'plant.local', cookie: await web.cookieFor(who) },
    });
  return { ask };
}

it('a task is filled and signed by technicians and accepted by an engineer', async () => {
  const { ask } = await desk();
  const [task] = (await ask('GET', '/maintenance/tasks?state=open')).json();
  expect(task.body).toMatchObject({ plan: 'L01/lift', because: 'calendar', people: 2 });
  expect(task.dueAt).toMatch(/T16:00:00.000Z$/);
  const path = `/maintenance/tasks/${task.id}`;
  const fill = {
    do: { step: 'fill', answers: task.body.items.map(({ id }: { id: string }) => ({ item: id, result: 'ok' })) },
  };
  expect((await ask('POST', `${path}/steps`, { ...fill, expectedVersion: 99 })).json().code).toBe('RECORD_CHANGED');
  expect((await ask('POST', `${path}/steps`, fill)).statusCode).toBe(200);
  for (const who of ['technician', 'operator'] as const) {
    expect((await ask('POST', `${path}/steps`, { do: { step: 'sign' } }, who)).statusCode).toBe(200);
  }
  const accept = { do: { step: 'accept' } };
  expect((await ask('POST', `${path}/decisions`, accept)).json().code).toBe('AUTH_FORBIDDEN');
  expect((await ask('POST', `${path}/decisions`, accept, 'engineer')).json()).toMatchObject({ state: 'done' });
  const story = (await ask('GET', path)).json();
  expect(story.events.map(({ type }: { type: string }) => type)).toEqual(
    expect.arrayContaining(['opened', 'filled', 'signed', 'accepted']),
  );
});

it('a plan of a year is made, handed in by one and approved by another', async () => {
  const { ask } = await desk();
  expect((await ask('POST', '/maintenance/years', { period: '2027' })).json().code).toBe('AUTH_FORBIDDEN');
  const year = (await ask('POST', '/maintenance/years', { period: '2027' }, 'engineer')).json();
  expect(year.body.lines.length).toBeGreaterThan(20);
  const path = `/maintenance/years/${year.id}`;
  await ask('POST', `${path}/steps`, { do: { step: 'submit' } }, 'engineer');
  const approve = { do: { step: 'approve' } };
  expect((await ask('POST', `${path}/decisions`, approve, 'engineer')).json().code).toBe('RECORD_STEP_REFUSED');
  expect((await ask('POST', `${path}/decisions`, approve, 'supervisor')).json()).toMatchObject({ state: 'done' });
});

it('says how plans stand and what is coming', async () => {
  const { ask } = await desk();
  expect((await ask('GET', '/maintenance/plans')).json()).toMatchObject([
    { plan: 'L01/lift', isOverdue: false },
    { plan: 'P1/pump' },
  ]);
  const outlook = (await ask('GET', '/maintenance/outlook?until=2026-06-01')).json();
  expect(outlook.length).toBeGreaterThanOrEqual(7);
  expect((await ask('GET', '/maintenance/outlook?until=soon')).json().code).toBe('REQUEST_INVALID');
});

it('parts are taken up, issued above a limit only with a second person, and counted', async () => {
  const { ask } = await desk();
  const entry = {
    code: 'seal',
    name: { en: 'Seal', zh: '密封' },
    unit: 'pc',
    shelf: 'A',
    least: 0,
    approvalAbove: 2,
    price: null,
    equipment: [],
  };
  expect((await ask('POST', '/parts', { entry })).json().code).toBe('AUTH_FORBIDDEN');
  const part = (await ask('POST', '/parts', { entry }, 'engineer')).json();
  const path = `/parts/${part.id}`;
  await ask('POST', `${path}/steps`, { do: { step: 'receive', quantity: 9, note: 'bought' } });
  const asked = (
    await ask('POST', `${path}/steps`, { do: { step: 'issue', quantity: 3, order: null, purpose: 'pump' } })
  ).json();
  expect(asked.body).toMatchObject({ onHand: 9, wishes: [{ quantity: 3 }] });
  const grant = { do: { step: 'decide', wish: asked.body.wishes[0].id, grant: true } };
  expect((await ask('POST', `${path}/decisions`, grant, 'engineer')).json().body.onHand).toBe(6);
  expect((await ask('GET', path)).json().events).toHaveLength(4);
});

it('figures and reports agree, and a report is a file as well', async () => {
  const { ask } = await desk();
  const board = (await ask('GET', '/kpi?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z')).json();
  expect(board.rates).toHaveLength(14);
  expect((await ask('GET', '/kpi?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z')).json().code).toBe(
    'REQUEST_INVALID',
  );
  const report = (await ask('GET', '/reports/monthly/2026-01')).json();
  expect(report).toMatchObject({ kind: 'monthly', isWhole: false });
  const csv = await ask('GET', '/reports/monthly/2026-01/csv');
  expect(csv.headers['content-type']).toContain('text/csv');
  const count = report.parts.reduce((sum: number, { lines }: { lines: unknown[] }) => sum + lines.length, 0);
  expect(csv.body.trim().split('\r\n')).toHaveLength(count + 1);
  expect((await ask('GET', '/reports/monthly/2030-01')).json().code).toBe('REQUEST_INVALID');
});
