import { expect, it, onTestFinished } from 'vitest';
import { FAKE_REVISION, FakeSiteDesk } from '../../../tests/harness/fake-site-desk.ts';
import { startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import type { Role } from '../../domain/role.ts';

const RENAME = { kind: 'rename-equipment', equipment: 'PUMP-1', name: { en: 'Pump', zh: '水泵' } };

async function desk() {
  const siteDesk = new FakeSiteDesk();
  const web = await startFakeWeb({ siteDesk });
  onTestFinished(() => web.http.close());
  const ask = async (method: 'GET' | 'POST', path: string, payload?: object, who: Role = 'engineer') => {
    const headers = { host: 'plant.local', cookie: await web.cookieFor(who) };
    return web.http.app.inject({ method, url: `/api/v1${path}`, headers, ...(payload ? { payload } : {}) });
  };
  return { ...web, siteDesk, ask };
}

it('passes a save on with who asked for it, once per revision', async () => {
  const { ask, siteDesk } = await desk();
  const wish = { revision: FAKE_REVISION, edits: [RENAME], reason: ' as on the plate ' };
  expect((await ask('POST', '/config/edits', wish)).statusCode).toBe(200);
  expect(siteDesk.saved).toEqual([{ ...wish, reason: 'as on the plate', by: 'engineer' }]);
  const again = await ask('POST', '/config/edits', wish);
  expect([again.statusCode, again.json().code]).toEqual([409, 'CONFIG_CHANGED']);
  siteDesk.isWritable = false;
  expect((await ask('POST', '/config/edits', wish)).json().code).toBe('CONFIG_READ_ONLY');
});

it('is for engineers and above', async () => {
  const { ask } = await desk();
  const roles: Role[] = ['viewer', 'technician', 'operator', 'engineer', 'supervisor', 'admin'];
  const codes = await Promise.all(roles.map(async (who) => (await ask('GET', '/config', undefined, who)).statusCode));
  expect(codes).toEqual([403, 403, 403, 200, 200, 200]);
});

it('shows who changed what, from what to what, and why', async () => {
  const { ask } = await desk();
  await ask('POST', '/config/edits', { revision: FAKE_REVISION, edits: [RENAME], reason: 'new plate' });
  expect((await ask('GET', '/config/changes')).json()).toMatchObject([
    {
      actor: 'engineer',
      subject: 'equipment[PUMP-1]',
      before: '80',
      after: '90',
      reason: 'new plate',
      outcome: 'done',
    },
  ]);
});

it('refuses an edit of a kind that does not exist', async () => {
  const { ask } = await desk();
  const answer = await ask('POST', '/config/check', { edits: [{ kind: 'delete-everything' }] });
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'REQUEST_INVALID']);
});

it('ends the sessions of an account, and says so in the audit', async () => {
  const { ask, accounts } = await desk();
  const own = await ask('GET', '/config', undefined, 'operator');
  expect(own.statusCode).toBe(403);
  expect([...accounts.sessions.values()].some(({ username }) => username === 'operator')).toBe(true);
  expect((await ask('POST', '/accounts/operator/sessions/end', {}, 'admin')).statusCode).toBe(204);
  expect([...accounts.sessions.values()].some(({ username }) => username === 'operator')).toBe(false);
  expect(accounts.entries.at(-1)).toMatchObject({ actor: 'admin', action: 'end-sessions', subject: 'operator' });
});
