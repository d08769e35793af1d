import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { CODES, orderDesk, ordersPlan } from '../../../tests/harness/order-bench.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import { type FakeWeb, startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import type { Role } from '../../domain/role.ts';
import { createOfflineDesk } from '../../maintenance/orders/offline-desk.ts';
import { openStore } from '../../store/open-store.ts';

const ORDERS = '/api/v1/work-orders';
let web: FakeWeb;

/** The real orders behind the real routes; accounts bear the names of their roles. */
beforeEach(async () => {
  const clock = new ManualClock();
  const store = await openStore({ folder: await tempFolder(), clock, logger: silentLogger });
  onTestFinished(() => store.close());
  const { orders } = orderDesk({ repository: store.workOrders, clock, equipment: { 'PUMP-1': 'pump' } });
  const offline = createOfflineDesk({ commands: store.workOrders.offline, orders, clock });
  web = await startFakeWeb({ workOrders: orders, orderPlan: ordersPlan(), offline });
  onTestFinished(() => web.http.close());
});

async function send(role: Role, method: 'GET' | 'POST', url: string, payload?: object, headers: object = {}) {
  const cookie = await web.cookieFor(role);
  const answer = await web.http.app.inject({
    method,
    url,
    headers: { cookie, ...headers },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
}
const post = (role: Role, url: string, payload: object, headers: object = {}) =>
  send(role, 'POST', url, payload, headers);
const step = (role: Role, payload: object, id = 1) => post(role, `${ORDERS}/${id}/transitions`, payload);

const request = {
  ...{ item: 'No water in the kitchen', place: '3F, canteen' },
  requester: { name: 'Chen', phone: '13800000009', via: 'phone' },
};

test('from a telephone call to a closed order, everybody with the own part', async () => {
  expect(await post('viewer', '/api/v1/repair-requests', request)).toMatchObject({
    status: 201,
    body: { id: 1, state: 'draft', kind: 'request', equipment: null, requester: { name: 'Chen' }, openedBy: 'viewer' },
  });
  expect((await step('technician', { step: 'dispatch' })).body.code).toBe('AUTH_FORBIDDEN');
  expect((await step('operator', { step: 'dispatch' })).body.state).toBe('open');
  await step('operator', { step: 'assign', assignee: 'technician' });
  await step('technician', { step: 'accept' });
  await step('technician', { step: 'start' });
  expect((await step('technician', { step: 'done', resolution: 'valve opened' })).body).toMatchObject({
    ...{ state: 'done', steps: ['parts', 'labour', 'attach', 'comment'] },
    callBack: { answeredAt: null },
  });
  expect((await step('engineer', { step: 'verify' })).body.state).toBe('verified');
  const callBack = { isSolved: true, score: 5, method: 'phone' };
  expect((await step('operator', { step: 'call-back', callBack })).body.callBack).toMatchObject({
    isSolved: true,
    by: 'operator',
  });
  expect((await step('engineer', { step: 'close' })).body.state).toBe('closed');
  const history = (await send('viewer', 'GET', `${ORDERS}/1`)).body.log;
  expect(history.map((line: { step: string }) => line.step)).toEqual([
    ...['opened', 'dispatch', 'assign', 'accept', 'start', 'done', 'verify', 'call-back', 'close'],
  ]);
});

test('a repeat with its key is one step; a step on an older version is refused with what it is now', async () => {
  await post('operator', ORDERS, { equipment: 'PUMP-1', priority: 'P2', title: 'Look', description: 'Look closer' });
  const accept = { step: 'accept', expectedVersion: 1 };
  const key = { 'idempotency-key': 'k-1' };
  const url = `${ORDERS}/1/transitions`;
  const both = [await post('technician', url, accept, key), await post('technician', url, accept, key)];
  expect(both[0]).toEqual(both[1]);
  expect(both[0]?.body).toMatchObject({ version: 2, sla: { clocks: [{ name: 'accept', state: 'met' }, {}, {}] } });
  expect(await post('operator', url, { step: 'assign', assignee: 'engineer', expectedVersion: 1 })).toMatchObject({
    ...{ status: 409, body: { code: 'WORK_ORDER_CHANGED', detail: 'version 2, "accepted"' } },
  });
});

test('the same draft key is the same order', async () => {
  const draft = { equipment: 'PUMP-1', priority: 'P3', title: 'Look', description: 'Look closer', key: 'round:7:B1' };
  const ids = [await post('operator', ORDERS, draft), await post('technician', ORDERS, draft)].map(
    ({ body }) => body.id,
  );
  expect(ids).toEqual([1, 1]);
});

test('what is missing is said, and for whom a step is', async () => {
  await post('operator', ORDERS, { equipment: 'PUMP-1', priority: 'P1', title: 'Look', description: 'Look closer' });
  await step('technician', { step: 'start' });
  expect(await step('technician', { step: 'done', resolution: 'x' })).toMatchObject({
    ...{ status: 400, body: { code: 'WORK_ORDER_INCOMPLETE', detail: 'done needs codes: failure, cause, remedy' } },
  });
  const hold = { step: 'hold', holdReason: 'parts', resumeAt: '2026-02-01T00:00:00Z' };
  expect(await step('technician', hold)).toMatchObject({ status: 403, body: { code: 'WORK_ORDER_NOT_YOURS' } });
  expect((await step('technician', { step: 'done', resolution: 'x', codes: CODES })).status).toBe(200);
  expect((await post('operator', ORDERS, { priority: 'P3', title: 'a', description: 'b' })).body.code).toBe(
    'WORK_ORDER_INCOMPLETE',
  );
  expect(
    (await post('operator', ORDERS, { equipment: 'X', priority: 'P3', title: 'a', description: 'b' })).status,
  ).toBe(404);
});

test('steps of a phone that was out of reach come in later; an engineer looks at what was refused', async () => {
  await post('operator', ORDERS, { equipment: 'PUMP-1', priority: 'P3', title: 'Look', description: 'Look closer' });
  const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
  const at = '2026-01-05T07:00:00Z';
  const commands = [
    { id: id(1), order: 1, step: 'accept', deviceAt: at },
    { id: id(2), order: 1, step: 'resume', deviceAt: at },
  ];
  const results = await post('technician', '/api/v1/work-order-commands', { commands });
  expect(results.body.map(({ state }: { state: string }) => state)).toEqual(['applied', 'waiting']);
  expect((await send('technician', 'GET', '/api/v1/work-order-commands')).status).toBe(403);
  const waiting = await send('engineer', 'GET', '/api/v1/work-order-commands');
  expect(waiting.body).toMatchObject([
    { id: id(2), code: 'WORK_ORDER_TRANSITION_REFUSED', deviceAt: '2026-01-05T07:00:00.000Z' },
  ]);
  const decided = await post('engineer', `/api/v1/work-order-commands/${id(2)}/decide`, {
    decision: 'dismiss',
    note: 'slip',
  });
  expect(decided.body).toMatchObject({ state: 'dismissed', decidedBy: 'engineer' });
});

test('forms learn codes and limits of the site', async () => {
  const { body } = await send('viewer', 'GET', '/api/v1/work-order-settings');
  expect(body).toMatchObject({
    codesFor: ['corrective'],
    limits: [{ priority: 'P1', isSafety: true, arriveMs: 1_800_000 }, {}, {}, {}, {}, {}, {}],
  });
  expect(body.codes.find((one: { class: string | null }) => one.class === null).failures[0]).toHaveProperty('text.zh');
});
