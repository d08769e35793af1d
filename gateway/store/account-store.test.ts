import { expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../tests/harness/temp-folder.ts';
import type { Account, StoredReply, StoredSession } from '../ports/account-store.ts';
import { openStore } from './open-store.ts';

const li: Account = {
  ...{ username: 'li', displayName: 'Li Lei', role: 'operator', language: 'zh', passwordHash: '$argon2id$1' },
  ...{ createdAt: 1, disabled: false },
};
const session: StoredSession = { tokenHash: 'abc', username: 'li', createdAt: 1, expiresAt: 100 };
const reply: StoredReply = { key: 'k', username: 'li', requestHash: 'h', status: 200, body: '{}', at: 5 };

async function setup() {
  const store = await openStore({ folder: await tempFolder(), clock: new ManualClock(), logger: silentLogger });
  onTestFinished(() => store.close());
  return store.accounts;
}

test('an account is kept as it was given; its name is given once', async () => {
  const accounts = await setup();
  expect(await accounts.create(li)).toBe(true);
  expect(await accounts.create({ ...li, displayName: 'Another' })).toBe(false);
  expect(await accounts.find('li')).toEqual(li);
  expect(await accounts.find('wang')).toBeUndefined();
  await accounts.create({ ...li, username: 'chen', language: null, disabled: true });
  expect((await accounts.list()).map((one) => [one.username, one.language, one.disabled])).toEqual([
    ['chen', null, true],
    ['li', 'zh', false],
  ]);
});

test('an update changes what it names', async () => {
  const accounts = await setup();
  await accounts.create(li);
  expect(await accounts.update('li', { role: 'engineer', language: null })).toBe(true);
  expect(await accounts.update('li', {})).toBe(true);
  expect(await accounts.find('li')).toEqual({ ...li, role: 'engineer', language: null });
  expect(await accounts.update('wang', { role: 'viewer' })).toBe(false);
});

test.each([
  ['a new password', { passwordHash: '$argon2id$2' }, false],
  ['disabling', { disabled: true }, false],
  ['a new role', { role: 'viewer' as const }, true],
])('%s: sessions go on: %s', async (_what, change, goesOn) => {
  const accounts = await setup();
  await accounts.create(li);
  await accounts.addSession(session);
  await accounts.update('li', change);
  expect(await accounts.findSession('abc')).toEqual(goesOn ? session : undefined);
});

test('sessions end when they are removed or too old', async () => {
  const accounts = await setup();
  await accounts.create(li);
  await accounts.addSession(session);
  await accounts.addSession({ ...session, tokenHash: 'old', expiresAt: 50 });
  await accounts.removeExpiredSessions(50);
  expect(await accounts.findSession('old')).toBeUndefined();
  expect(await accounts.findSession('abc')).toEqual(session);
  await accounts.removeSession('abc');
  expect(await accounts.findSession('abc')).toBeUndefined();
});

test('a session needs an account', async () => {
  const accounts = await setup();
  await expect(accounts.addSession(session)).rejects.toMatchObject({ code: 'INTERNAL' });
});

test('the first reply under a key is the reply; keys are each user’s own', async () => {
  const accounts = await setup();
  await accounts.saveReply(reply);
  await accounts.saveReply({ ...reply, status: 500 });
  expect(await accounts.findReply('k', 'li')).toEqual(reply);
  expect(await accounts.findReply('k', 'wang')).toBeUndefined();
  await accounts.removeRepliesBefore(6);
  expect(await accounts.findReply('k', 'li')).toBeUndefined();
});

test('the audit trail takes an entry', async () => {
  const accounts = await setup();
  const entry = {
    at: 1,
    actor: 'li',
    action: 'account:update',
    subject: 'wang',
    outcome: 'refused',
    detail: null,
  } as const;
  await expect(accounts.audit(entry)).resolves.toBeUndefined();
});
