import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEFORE, requestOf, TOO_EARLY } from '../../tests/harness/route-requests.ts';
import { type FakeWeb, startFakeWeb } from '../../tests/harness/web-fakes.ts';
import { problem } from '../contract/resources.ts';
import { type RouteContract, routeCodes } from '../contract/route.ts';
import { ROUTES } from '../contract/routes.ts';
import { wireSchema } from '../contract/wire.ts';
import { may, role } from '../domain/role.ts';
import { openApiPath } from './openapi.ts';

const table = Object.entries<RouteContract>(ROUTES);

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
    expect(open.toSorted()).toEqual(
      ['openSession', 'closeSession', ...answers, 'takeCmmsEvent', 'live', 'ready'].toSorted(),
    );
  });

  const pairs = role.options.flatMap((who) => guarded.map(([name, route]) => ({ who, name, route })));

  it.each(pairs)('$who on $name gets what the role allows', async ({ who, name, route }) => {
    const cookie = await web.cookieFor(who);
    const answer = await web.http.app.inject(requestOf(name, route, { cookie }));
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
    const other = await fresh.cookieFor('supervisor');
    let record: number | undefined;
    for (const { name: before, ...how } of BEFORE[name] ?? []) {
      const request = requestOf(before, ROUTES[before as keyof typeof ROUTES], { cookie: other, record, ...how });
      const made = await fresh.http.app.inject(request);
      expect(made.statusCode, `${before}: ${made.body}`).toBeLessThan(300);
      record ??= made.json().id;
    }
    const cookie = await fresh.cookieFor('admin');
    const answer = await fresh.http.app.inject(requestOf(name, route, { cookie, record }));
    if (TOO_EARLY.has(name)) {
      expect(answer.json().code).toBe('RECORD_STEP_REFUSED');
      return;
    }
    expect(answer.statusCode, answer.body).toBe(route.status);
    if (route.status !== 204) wireSchema(route.response).parse(route.contentType ? answer.body : answer.json());
    await fresh.http.close();
  });

  const unsafe = table.filter(([, route]) => route.method !== 'GET');

  it.each(unsafe)('%s refuses a page of another site, whatever it calls itself', async (name, route) => {
    const cookie = await web.cookieFor('admin');
    for (const origin of ['https://evil.example', 'null', 'http://plant.local.evil.example', 'http://plant.local:81']) {
      const answer = await web.http.app.inject(requestOf(name, route, { cookie, headers: { origin } }));
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'AUTH_CROSS_ORIGIN']);
    }
  });

  // What a signature stands for is looked at only after it.
  const strict = unsafe.filter(
    ([, route]) => route.body && route.accepts !== 'anything' && route.accepts !== 'file' && !route.isSigned,
  );

  it.each(strict)('%s takes JSON only and no unknown field', async (name, route) => {
    const cookie = await web.cookieFor('admin');
    const request = requestOf(name, route, { cookie });
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
