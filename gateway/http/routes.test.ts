import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeWeb, startFakeWeb } from '../../tests/harness/web-fakes.ts';
import { problem } from '../contract/resources.ts';
import { type RouteContract, routeCodes } from '../contract/route.ts';
import { ROUTES } from '../contract/routes.ts';
import { wireSchema } from '../contract/wire.ts';
import { may, role } from '../domain/role.ts';
import { openApiPath } from './openapi.ts';

const table = Object.entries<RouteContract>(ROUTES);

/** A valid request for every route, by name; those that are missing need nothing but their path. */
const VALID: Partial<Record<string, { readonly query?: string; readonly body?: object }>> = {
  openSession: { body: { username: 'nobody', password: 'wrong password' } },
  changePassword: { body: { current: 'wrong password', next: 'a longer password' } },
  readHistory: { query: '?tag=PUMP-1.p0&from=0&to=1000' },
  listCorrections: { query: '?tag=PUMP-1.p0&from=0&to=1000' },
  replaceMeter: {
    body: { tag: 'PUMP-1.p0', at: '2026-01-05T08:00:00Z', finalReading: 12, startReading: 0, note: 'display dead' },
  },
  undoReplacement: { body: {} },
  decideJump: { body: { tag: 'PUMP-1.p0', at: '2026-01-05T08:00:00Z', accept: true, note: 'read on site' } },
  exportHistory: { query: '?tags=PUMP-1.p0,PUMP-1.p1&from=0&to=1000' },
  readLastSamples: { query: '?tags=PUMP-1.p0&at=1000' },
  importHistory: { body: { series: [{ tag: 'PUMP-1.p0', time: [1000], value: [1.5] }] } },
  retryQuarantine: { body: { sink: 'influx' } },
  dropQuarantine: { body: { sink: 'influx', ids: [1] } },
  startReplay: { body: { sink: 'influx', from: '2026-01-05T08:00:00Z' } },
  acknowledgeAlarm: { body: {} },
  acknowledgeAlarms: { body: { alarms: [{ id: 'PUMP-1.high~1', occurrence: 1 }] } },
  tickResponseStep: { body: { step: 'look' } },
  confirmAlarm: { body: {} },
  resetAlarm: { body: {} },
  shelveAlarm: { body: { forMs: 3_600_000, reason: 'sensor is being exchanged' } },
  unshelveAlarm: { body: {} },
  takeAlarmOutOfService: { body: { reason: 'being rebuilt', reviewBy: '2026-01-20T08:00:00Z' } },
  disableAlarm: { body: { reason: 'no longer there' } },
  returnAlarmToService: { body: {} },
  commentAlarm: { body: { note: 'heard it as well' } },
  startMaintenance: { body: { forMs: 3_600_000, reason: 'new seal' } },
  overrideDuty: {
    body: {
      ...{ rotation: 'duty', from: '2026-01-05T08:00:00Z', to: '2026-01-05T16:00:00Z' },
      ...{ person: 'wang', reason: 'flu' },
    },
  },
  agreeDutySwap: { body: {} },
  testChannel: { body: {} },
  registerPush: {
    body: {
      endpoint: 'https://push.example/abc',
      p256dh: `B${'A'.repeat(86)}`,
      auth: 'A'.repeat(22),
      label: 'Chrome',
    },
  },
  redriveOutbox: { body: { ids: ['n1'] } },
  testDelivery: { body: {} },
  answerAlarm: { body: { note: 'on my way' } },
  takeReplies: { query: '?secret=hook%20secret', body: { from: '13800000001', text: 'A 4821' } },
  takeReceipts: { query: '?secret=hook%20secret', body: { id: 'r1' } },
  takeHeartbeat: {
    body: {
      ...{ schema: 'heartbeat.v1', gateway: 'tower-2', sequence: 0, sentAt: 1000, healthy: true, openAlarms: 0 },
      signature: 'sig',
    },
  },
  createWorkOrder: { body: { equipment: 'PUMP-1', priority: 'P3', title: 'Look', description: 'Look closer' } },
  stepWorkOrder: { body: { step: 'start' } },
  prepareWrite: { body: {} },
  confirmWrite: { body: { token: 'token-1', value: 6.5, reason: 'warm afternoon' } },
  createAccount: { body: { username: 'zoe', displayName: 'Zoe', role: 'viewer', password: 'horse battery' } },
  changeAccount: { body: { displayName: 'Viewer' } },
};

const ID: Readonly<Record<string, string>> = {
  ...{ id: 'PUMP-1', username: 'viewer', tag: 'PUMP-1.p0', token: 'good', channel: 'sms' },
};

function requestOf(name: string, route: RouteContract, cookie?: string, headers: Record<string, string> = {}) {
  const { query = '', body } = VALID[name] ?? {};
  const alarm = route.path.replace('/alarms/:id', `/alarms/${encodeURIComponent('PUMP-1.high~1')}`);
  const one = alarm.replace('/work-orders/:id', '/work-orders/1').replace('/connections/:id', '/connections/bus-1');
  const meter = one.replace('/meter-replacements/:id', '/meter-replacements/1');
  const duty = meter.replace('/overrides/:id', '/overrides/1');
  const path = duty.replace(/:(\w+)/g, (_, key: string) => ID[key]!);
  return {
    method: route.method,
    url: path + query,
    headers: { host: 'plant.local', ...(cookie ? { cookie } : {}), ...headers },
    ...(body ? { payload: body } : {}),
  };
}

describe('routes', () => {
  let web: FakeWeb;
  beforeAll(async () => {
    web = await startFakeWeb();
  });
  afterAll(() => web.http.close());

  it('are all in the table: what is not cannot be registered', async () => {
    const { denyUndeclaredRoutes } = await import('./register-routes.ts');
    const { default: fastify } = await import('fastify');
    const app = fastify();
    denyUndeclaredRoutes(app);
    expect(() => app.get('/api/v1/secret', () => 'x')).toThrow('declares no access');
    expect(() => app.post('/docs', () => 'x')).toThrow('declares no access');
    expect(() => app.get('/docsy', () => 'x')).toThrow('declares no access');
  });

  it.each(table)('%s is registered and documented', async (_name, route) => {
    expect(web.http.app.hasRoute({ method: route.method, url: route.path })).toBe(true);
    const document = (await web.http.app.inject('/docs/json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(document.paths[openApiPath(route.path)][route.method.toLowerCase()].summary).toBe(route.summary);
  });

  const guarded = table.filter(([, route]) => route.access !== 'public');

  it.each(guarded)('%s refuses a stranger', async (name, route) => {
    const answer = await web.http.app.inject(requestOf(name, route));
    expect(answer.statusCode).toBe(401);
    expect(problem.parse(answer.json()).code).toBe('AUTH_REQUIRED');
  });

  it('needs no session for sign-in, sign-out, answers to messages and health only', () => {
    const open = table.filter(([, route]) => route.access === 'public').map(([name]) => name);
    const answers = ['readAnswerPage', 'answerAlarm', 'takeReplies', 'takeReceipts', 'takeHeartbeat'];
    expect(open).toEqual(['openSession', 'closeSession', ...answers, 'live', 'ready']);
  });

  const pairs = role.options.flatMap((who) => guarded.map(([name, route]) => ({ who, name, route })));

  it.each(pairs)('$who on $name gets what the role allows', async ({ who, name, route }) => {
    const cookie = await web.cookieFor(who);
    const answer = await web.http.app.inject(requestOf(name, route, cookie));
    const allowed = route.access === 'session' || (route.access !== 'public' && may(who, route.access));
    if (!allowed) {
      expect(answer.statusCode).toBe(403);
      expect(answer.json().code).toBe('AUTH_FORBIDDEN');
      expect(web.accounts.entries.at(-1)).toMatchObject({ actor: who, outcome: 'refused' });
      return;
    }
    expect(answer.json === undefined ? '' : answer.body).not.toContain('AUTH_FORBIDDEN');
    if (answer.statusCode >= 400) expect(routeCodes(route)).toContain(problem.parse(answer.json()).code);
  });

  const answering = table.filter(([name]) => !['openSession', 'changePassword', 'metrics'].includes(name));

  it.each(answering)('%s answers what its schema says', async (name, route) => {
    const fresh = await startFakeWeb();
    const answer = await fresh.http.app.inject(requestOf(name, route, await fresh.cookieFor('admin')));
    expect(answer.statusCode).toBe(route.status);
    if (route.status !== 204) wireSchema(route.response).parse(route.contentType ? answer.body : answer.json());
    await fresh.http.close();
  });

  const unsafe = table.filter(([, route]) => route.method !== 'GET');

  it.each(unsafe)('%s refuses a page of another site, whatever it calls itself', async (name, route) => {
    const cookie = await web.cookieFor('admin');
    for (const origin of ['https://evil.example', 'null', 'http://plant.local.evil.example', 'http://plant.local:81']) {
      const answer = await web.http.app.inject(requestOf(name, route, cookie, { origin }));
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'AUTH_CROSS_ORIGIN']);
    }
  });

  const strict = unsafe.filter(([, route]) => route.body && route.accepts !== 'anything');

  it.each(strict)('%s takes JSON only and no unknown field', async (name, route) => {
    const cookie = await web.cookieFor('admin');
    const request = requestOf(name, route, cookie);
    const form = { ...request, headers: { ...request.headers, 'content-type': 'text/plain' }, payload: '{}' };
    expect((await web.http.app.inject(form)).json().code).toBe('REQUEST_WRONG_TYPE');
    const extra = await web.http.app.inject({
      ...request,
      payload: { ...request.payload, isAdmin: true, role: 'king' },
    });
    expect(extra.json().code).toBe('REQUEST_INVALID');
    const headers = { ...request.headers, 'content-type': 'application/json' };
    const poison = await web.http.app.inject({ ...request, headers, payload: '{"__proto__":{"polluted":1}}' });
    expect(poison.json().code).toBe('REQUEST_INVALID');
    const huge = await web.http.app.inject({ ...request, headers, payload: `{"a":"${'x'.repeat(300_000)}"}` });
    expect(huge.json().code).toBe('REQUEST_TOO_LARGE');
  });
});
