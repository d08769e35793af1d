import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeWeb, startFakeWeb } from '../../tests/harness/web-fakes.ts';
import { BatchBuilder } from '../domain/sample.ts';
import { ensureFirstAdmin } from './first-admin.ts';

let web: FakeWeb;
beforeEach(async () => {
  web = await startFakeWeb();
});
afterEach(() => web.http.close());

const PASSWORD = 'correct horse battery';

async function createAdmin(): Promise<void> {
  web.accounts.accounts.clear();
  const { accounts, clock } = web;
  await ensureFirstAdmin({ accounts, clock, randomBytes, password: PASSWORD, print: () => {} });
}

const signIn = (username: string, password: string, headers: Record<string, string> = {}) =>
  web.http.app.inject({ method: 'POST', url: '/api/v1/session', payload: { username, password }, headers });

const cookieOf = (answer: { headers: Record<string, unknown> }): string =>
  String(answer.headers['set-cookie']).split(';')[0]!;

describe('signing in', () => {
  beforeEach(createAdmin);

  it('sets a cookie that only we read and answers who it is', async () => {
    const answer = await signIn(' Admin ', PASSWORD);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['set-cookie']).toMatch(
      /^plantroom_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.json()).toMatchObject({
      user: { username: 'admin', role: 'admin' },
      expiresAt: '2026-01-05T20:00:00.000Z',
    });
    const session = await web.http.app.inject({ url: '/api/v1/session', headers: { cookie: cookieOf(answer) } });
    expect(session.json()).toEqual(answer.json());
    expect([...web.accounts.sessions.keys()][0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it('uses the host-bound secure cookie behind HTTPS', async () => {
    await web.http.close();
    const settings = { host: '127.0.0.1', port: 0, secureCookies: true, trustProxy: true };
    web = await startFakeWeb({ settings });
    await createAdmin();
    const answer = await signIn('admin', PASSWORD);
    expect(answer.headers['set-cookie']).toMatch(/^__Host-plantroom_session=.*; Secure$/);
    expect(answer.headers['strict-transport-security']).toBeDefined();
  });

  it('answers an unknown name, a wrong password and a disabled account alike', async () => {
    const wrong = await signIn('admin', 'not the password');
    const unknown = await signIn('nobody', PASSWORD);
    await web.accounts.update('admin', { disabled: true });
    const disabled = await signIn('admin', PASSWORD);
    expect(wrong.statusCode).toBe(401);
    expect([unknown.body, disabled.body]).toEqual([wrong.body, wrong.body]);
    expect(web.accounts.entries.map((entry) => entry.outcome)).toEqual(['refused', 'refused', 'refused']);
  });

  it('backs off after five wrong passwords, and lets the right one in after the wait', async () => {
    for (let i = 0; i < 5; i++) expect((await signIn('admin', 'wrong')).statusCode).toBe(401);
    const blocked = await signIn('admin', PASSWORD);
    expect([blocked.statusCode, blocked.json().code]).toEqual([429, 'AUTH_TOO_MANY_ATTEMPTS']);
    expect(Number(blocked.headers['retry-after'])).toBeGreaterThan(0);
    web.clock.advance(300_000);
    expect((await signIn('admin', PASSWORD)).statusCode).toBe(200);
  });

  it('refuses an overlong password without hashing it', async () => {
    expect((await signIn('admin', 'x'.repeat(201))).json().code).toBe('REQUEST_INVALID');
  });

  it('gives a new session each time and ends the one that was brought', async () => {
    const first = await signIn('admin', PASSWORD);
    const second = await signIn('admin', PASSWORD, { cookie: cookieOf(first) });
    expect(cookieOf(second)).not.toBe(cookieOf(first));
    expect(web.accounts.sessions.size).toBe(1);
  });

  it('ends after twelve hours, on sign-out and for a disabled account', async () => {
    const read = (cookie: string) => web.http.app.inject({ url: '/api/v1/site', headers: { cookie } });
    const one = cookieOf(await signIn('admin', PASSWORD));
    await web.http.app.inject({ method: 'DELETE', url: '/api/v1/session', headers: { cookie: one } });
    expect((await read(one)).statusCode).toBe(401);
    const two = cookieOf(await signIn('admin', PASSWORD));
    web.clock.advance(12 * 3_600_000);
    expect((await read(two)).statusCode).toBe(401);
    expect(web.accounts.sessions.size).toBe(0);
  });

  it('changes the own password only with the present one, ending every session', async () => {
    const cookie = cookieOf(await signIn('admin', PASSWORD));
    const change = (current: string, next: string) =>
      web.http.app.inject({
        method: 'POST',
        url: '/api/v1/session/password',
        payload: { current, next },
        headers: { cookie },
      });
    expect((await change('wrong', 'another good one')).json().code).toBe('AUTH_WRONG_CREDENTIALS');
    expect((await change(PASSWORD, 'short')).json()).toMatchObject({
      code: 'REQUEST_INVALID',
      errors: [{ path: 'body/next' }],
    });
    expect((await change(PASSWORD, 'another good one')).statusCode).toBe(204);
    expect(web.accounts.sessions.size).toBe(0);
    expect((await signIn('admin', 'another good one')).statusCode).toBe(200);
  });
});

describe('the first administrator', () => {
  it('gets a random password that is told once, and is never changed again', async () => {
    const { accounts, clock } = web;
    accounts.accounts.clear();
    const told: string[] = [];
    const options = { accounts, clock, randomBytes, print: (_name: string, password: string) => told.push(password) };
    expect(await ensureFirstAdmin(options)).toBe(true);
    expect(told).toEqual([expect.stringMatching(/^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/)]);
    expect((await signIn('admin', told[0]!)).statusCode).toBe(200);
    const hash = accounts.accounts.get('admin')!.passwordHash;
    expect(await ensureFirstAdmin({ ...options, password: 'a different password' })).toBe(false);
    expect(accounts.accounts.get('admin')!.passwordHash).toBe(hash);
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  });

  it('is refused with a weak given password', async () => {
    const { accounts, clock } = web;
    accounts.accounts.clear();
    const weak = ensureFirstAdmin({ accounts, clock, randomBytes, password: 'admin', print: () => {} });
    await expect(weak).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

describe('requests', () => {
  const get = async (url: string) => web.http.app.inject({ url, headers: { cookie: await web.cookieFor('admin') } });
  const post = async (
    url: string,
    payload: object,
    headers: Record<string, string> = {},
    who: 'admin' | 'technician' = 'admin',
  ) =>
    web.http.app.inject({
      method: 'POST',
      url,
      payload,
      headers: { cookie: await web.cookieFor(who), ...headers },
    });

  it('says which parts of a request are wrong', async () => {
    const answer = await get('/api/v1/history?tag=PUMP-1.p0&from=yesterday&to=1&width=9999');
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    const paths = answer.json().errors.map((error: { path: string }) => error.path);
    expect(paths.sort()).toEqual(['querystring/from', 'querystring/width']);
  });

  it.each([
    ['from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00%2B08:00', 200],
    ['from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00+08:00', 200],
    ['from=0&to=1000', 200],
    ['from=1000&to=1000', 400],
    ['from=0&to=400000000000', 400],
    ['from=2026-01-01&to=2026-01-02T00:00:00Z', 400],
    ['from=0&to=1000&width=0', 400],
    ['from=0&to=1000&width=1.5', 400],
    ['from=0&to=1000&tag=other', 400],
  ])('history with %s is answered %i', async (range, status) => {
    expect((await get(`/api/v1/history?tag=PUMP-1.p0&${range}`)).statusCode).toBe(status);
  });

  it('sends gaps of a trend as null and refuses an unknown tag', async () => {
    const series = (await get('/api/v1/history?tag=PUMP-1.p0&from=0&to=1000')).json();
    expect(series).toMatchObject({ unit: 'kW', from: '1970-01-01T00:00:00.000Z', mean: [1.5, null], good: [1, 0] });
    expect((await get('/api/v1/history?tag=NONE&from=0&to=1000')).json().code).toBe('POINT_NOT_FOUND');
  });

  it('filters points and writes their present state', async () => {
    const batch = new BatchBuilder(4);
    batch.add(3, 12.5, 0, Date.UTC(2026, 0, 1));
    web.latest.take(batch);
    const some = (await get('/api/v1/points?tag=PUMP-1.p3,PUMP-2.p0&tag=NONE')).json();
    expect(some.map((point: { tag: string }) => point.tag)).toEqual(['PUMP-1.p3', 'PUMP-2.p0']);
    expect(some[0]).toMatchObject({
      value: 12.5,
      quality: 'good',
      reason: 'good',
      sourceTime: '2026-01-01T00:00:00.000Z',
    });
    expect(some[1]).toMatchObject({ value: null, quality: 'bad', reason: 'bad-waiting', sourceTime: null });
    expect((await get('/api/v1/points?equipment=PUMP-2&limit=4')).json()).toHaveLength(4);
    expect((await get('/api/v1/points?limit=5001')).statusCode).toBe(400);
  });

  it('answers a repeat with its key as the first time, and refuses the key for something else', async () => {
    const draft = { equipment: 'PUMP-1', priority: 'P3', title: 'Look', description: 'Look closer' };
    const key = { 'idempotency-key': 'k-1' };
    const both = await Promise.all([post('/api/v1/work-orders', draft, key), post('/api/v1/work-orders', draft, key)]);
    expect(both.map((answer) => answer.statusCode)).toEqual([201, 201]);
    const again = await post('/api/v1/work-orders', draft, key);
    expect(new Set([...both, again].map((answer) => answer.body)).size).toBe(1);
    expect(web.orders.orders).toHaveLength(2);
    const other = await post('/api/v1/work-orders', { ...draft, title: 'Other' }, key);
    expect([other.statusCode, other.json().code]).toEqual([422, 'REQUEST_CONFLICTING_REPEAT']);
    expect((await post('/api/v1/work-orders', draft, { 'idempotency-key': 'k 1' })).statusCode).toBe(400);
    web.clock.advance(25 * 3_600_000);
    expect((await post('/api/v1/work-orders', draft, key)).json().id).toBe(3);
  });

  it('lets a technician take an order but not give, close or cancel one', async () => {
    const step = (payload: object) => post('/api/v1/work-orders/1/transitions', payload, {}, 'technician');
    expect((await step({ step: 'assign', assignee: 'technician' })).statusCode).toBe(200);
    expect((await step({ step: 'assign', assignee: 'operator' })).json().code).toBe('AUTH_FORBIDDEN');
    expect((await step({ step: 'close' })).json().code).toBe('AUTH_FORBIDDEN');
    expect((await step({ step: 'start' })).json().steps).toEqual(['assign', 'start', 'comment']);
    expect((await step({ step: 'resume' })).json().code).toBe('WORK_ORDER_TRANSITION_REFUSED');
    const admin = await post('/api/v1/work-orders/1/transitions', { step: 'assign', assignee: 'viewer' });
    expect(admin.json().code).toBe('REQUEST_INVALID');
  });

  it('names the actor from the session, never from the request', async () => {
    await post('/api/v1/alarms/PUMP-1.high~1/acknowledge', {}, { 'x-auth-user': 'mallory' }, 'technician');
    expect(web.alarms.acted).toMatchObject([{ id: 'PUMP-1.high~1', actor: { name: 'technician' } }]);
  });

  it('keeps the last administrator, whoever asks at the same moment', async () => {
    const cookie = await web.cookieFor('admin');
    await web.accounts.create({ ...web.accounts.accounts.get('admin')!, username: 'second' });
    const demote = (username: string) =>
      web.http.app.inject({
        method: 'PATCH',
        url: `/api/v1/accounts/${username}`,
        payload: { role: 'viewer' },
        headers: { cookie },
      });
    const codes = (await Promise.all([demote('second'), demote('admin')])).map((answer) => answer.statusCode);
    expect(codes).toEqual([200, 409]);
  });

  it('never answers a password hash', async () => {
    const body = (await get('/api/v1/accounts')).body + (await get('/api/v1/people')).body;
    expect(body).not.toMatch(/hash|argon2/i);
  });

  it('says nothing about the cause of a surprise and logs it once', async () => {
    await web.http.close();
    const logged: object[] = [];
    const logger = {
      debug: () => {},
      info: () => {},
      warn: () => {},
      error: (fields: object) => logged.push(fields),
      child: () => logger,
    };
    web = await startFakeWeb({ logger });
    const cookie = await web.cookieFor('admin');
    web.accounts.broken = true;
    const answer = await web.http.app.inject({ url: '/api/v1/site', headers: { cookie } });
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'INTERNAL']);
    expect(answer.body).not.toContain('secret');
    expect(logged).toHaveLength(1);
  });

  it.each([
    '/api/v1/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%2f..%2fpackage.json',
    '/api/v1/site%00',
    '/api//v1/site',
    '/API/v1/site',
    '/api/v1/site/',
    '/api/v1/nothing',
  ])('gives %s to nobody', async (url) => {
    const answer = await web.http.app.inject({ url });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toMatch(/root:|"dependencies"|timeZone/);
  });
});

describe('headers and pages', () => {
  it('forbids foreign and inline scripts, framing and caching of answers', async () => {
    const answer = await web.http.app.inject({ url: '/api/v1/session' });
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' ws: wss:");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('serves the documents to anybody, without inline scripts', async () => {
    const page = await web.http.app.inject({ url: '/docs' });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect((await web.http.app.inject({ url: '/docs/json' })).body).not.toContain('PUMP-1');
  });

  it('tells how to build the screens while there are none', async () => {
    const answer = await web.http.app.inject({ url: '/alarms' });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('npm run build');
    expect(answer.body).toContain('界面尚未构建');
  });

  it('serves the built screens: hashed files for ever, the page never from a cache, every address by the page', async () => {
    await web.http.close();
    const folder = mkdtempSync(join(tmpdir(), 'plantroom-screens-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<title>screens</title>');
    writeFileSync(join(folder, 'assets', 'main-abc123.js'), 'let a;');
    web = await startFakeWeb({ dashboardFolder: folder });
    const get = (url: string) => web.http.app.inject({ url });
    expect((await get('/assets/main-abc123.js')).headers['cache-control']).toContain('immutable');
    for (const url of ['/', '/alarms', '/equipment/PUMP-1.5']) {
      const page = await get(url);
      expect([page.statusCode, page.body, page.headers['cache-control']]).toEqual([
        200,
        '<title>screens</title>',
        'no-cache',
      ]);
    }
    expect((await get('/assets/gone.js')).statusCode).toBe(404);
    expect((await get('/api/v1/nothing')).json().code).toBe('RESOURCE_NOT_FOUND');
    rmSync(folder, { recursive: true });
  });

  it('tells strangers only which part is unwell, and gives counters to this machine and to operators', async () => {
    const local = { host: 'localhost:8080' };
    const ask = (url: string, headers: Record<string, string>) => web.http.app.inject({ url, headers });
    expect((await ask('/readyz', local)).json().checks.store).toEqual({ ok: true, detail: 'path /data' });
    expect((await ask('/readyz', { host: 'plant.local' })).json().checks.store).toEqual({ ok: true });
    expect((await ask('/metrics', local)).body).toBe('plantroom_up 1\n');
    expect((await ask('/metrics', { ...local, 'x-forwarded-for': '127.0.0.1' })).statusCode).toBe(401);
    expect((await ask('/metrics', { host: 'rebound.evil.example' })).statusCode).toBe(401);
    expect((await ask('/metrics', { host: 'x', cookie: await web.cookieFor('operator') })).statusCode).toBe(200);
  });
});
