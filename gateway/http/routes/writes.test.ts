import { expect, it, onTestFinished } from 'vitest';
import { startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import type { Role } from '../../domain/role.ts';

const TAG = '/api/v1/points/PUMP-1.p0/write';
const CONFIRM = { token: 'token-1', value: 6.5, reason: ' warm afternoon ' };

async function desk() {
  const web = await startFakeWeb({}, 20);
  onTestFinished(() => web.http.close());
  const post = async (url: string, payload: object, who: Role = 'engineer', headers: Record<string, string> = {}) =>
    web.http.app.inject({
      ...{ method: 'POST', url, payload },
      headers: { host: 'plant.local', cookie: await web.cookieFor(who), ...headers },
    });
  return { ...web, post };
}

it('hands on who asks and from where, as the session says', async () => {
  const { post, writes } = await desk();
  expect((await post(`${TAG}/prepare`, {})).json()).toMatchObject({ token: 'token-1', presentAt: expect.any(String) });
  const forged = { 'x-auth-user': 'admin', 'x-forwarded-for': '10.9.9.9' };
  expect((await post(`${TAG}/confirm`, CONFIRM, 'engineer', forged)).statusCode).toBe(200);
  const caller = { username: 'engineer', role: 'engineer', via: 'web 127.0.0.1' };
  const { token, value } = CONFIRM;
  expect(writes.confirmed).toEqual([{ tag: 'PUMP-1.p0', token, value, reason: 'warm afternoon', caller }]);
});

it('sends a repeated confirmation once', async () => {
  const { post, writes } = await desk();
  const key = { 'idempotency-key': 'k-1' };
  const answers = await Promise.all([1, 2, 3].map(() => post(`${TAG}/confirm`, CONFIRM, 'admin', key)));
  expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
  expect(writes.confirmed).toHaveLength(1);
  expect((await post(`${TAG}/confirm`, { ...CONFIRM, value: 7 }, 'admin', key)).json().code).toBe(
    'REQUEST_CONFLICTING_REPEAT',
  );
});

it('lets nobody below an engineer begin, and keeps that they tried', async () => {
  const { post, writes, accounts } = await desk();
  for (const who of ['viewer', 'technician', 'operator'] as const) {
    expect((await post(`${TAG}/prepare`, {}, who)).json().code).toBe('AUTH_FORBIDDEN');
    expect((await post(`${TAG}/confirm`, CONFIRM, who)).json().code).toBe('AUTH_FORBIDDEN');
  }
  expect(writes.confirmed).toEqual([]);
  expect(accounts.entries.filter((entry) => entry.outcome === 'refused')).toHaveLength(6);
});

it.each<[what: string, change: object]>([
  ['no reason', { reason: '   ' }],
  ['a value that is no number', { value: '6.5' }],
  ['no value', { value: null }],
  ['a role of its own', { role: 'admin' }],
])('takes no confirmation with %s', async (_, change) => {
  const { post, writes } = await desk();
  expect((await post(`${TAG}/confirm`, { ...CONFIRM, ...change })).json().code).toBe('REQUEST_INVALID');
  expect(writes.confirmed).toEqual([]);
});

it('says of every point whether it may be set', async () => {
  const base = await desk();
  const site = { ...base.site, writable: new Set([1]) };
  const web = await startFakeWeb({ site });
  onTestFinished(() => web.http.close());
  const headers = { host: 'plant.local', cookie: await web.cookieFor('viewer') };
  const points: { writable: boolean }[] = (
    await web.http.app.inject({ url: '/api/v1/points?limit=3', headers })
  ).json();
  expect(points.map((point) => point.writable)).toEqual([false, true, false]);
});
