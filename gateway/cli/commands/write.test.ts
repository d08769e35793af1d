import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import { PasswordHasher } from '../../http/password.ts';
import { runCommand } from '../cli.fixtures.ts';

const PASSWORD = 'long enough for anybody';
const WHAT = ['--tag', 'PUMP-1.p0', '--value', '6.5', '--reason', 'warm afternoon', '--user', 'engineer'];

async function gateway() {
  const web = await startFakeWeb();
  const passwordHash = await new PasswordHasher(randomBytes).hash(PASSWORD);
  for (const [name, account] of web.accounts.accounts) web.accounts.accounts.set(name, { ...account, passwordHash });
  onTestFinished(() => web.http.close());
  return { ...web, url: await web.http.listen() };
}

test('asks with the present value in view, then goes through both steps of the gate', async () => {
  const { url, writes } = await gateway();
  const asked: string[] = [];
  const ask = (question: string) => {
    asked.push(question);
    return Promise.resolve(question.startsWith('Password') ? PASSWORD : 'yes');
  };
  const end = await runCommand(['write', '--url', url, ...WHAT, '--verify'], { ask });
  expect(end.err).toContain('PUMP-1.p0 is 7.0 ℃ now');
  expect(end.err).toContain('would become 6.5 ℃; allowed: 5–15');
  expect(asked).toEqual(['Password of engineer: ', 'Set it? Type yes: ']);
  expect(writes.confirmed).toMatchObject([{ tag: 'PUMP-1.p0', value: 6.5, reason: 'warm afternoon' }]);
  expect(end).toMatchObject({ code: 0, out: 'Done: the device shows the new value (6.5 ℃). Record 1.' });
});

test('anything but yes sends nothing', async () => {
  const { url, writes } = await gateway();
  const env = { PLANTROOM_PASSWORD: PASSWORD };
  const doubtful = await runCommand(['write', '--url', url, ...WHAT], { env, ask: () => Promise.resolve('y') });
  expect(doubtful).toMatchObject({ code: 1, err: expect.stringContaining('nothing was sent') });
  const alone = await runCommand(['write', '--url', url, ...WHAT], { env });
  expect(alone).toMatchObject({ code: 1, err: expect.stringContaining('give --yes') });
  expect(writes.confirmed).toEqual([]);
});

test('a script gives the password by the environment and gets a document', async () => {
  const { url } = await gateway();
  const end = await runCommand(['write', '--url', url, ...WHAT, '--yes', '--json'], {
    env: { PLANTROOM_PASSWORD: PASSWORD },
  });
  expect(JSON.parse(end.out)).toMatchObject({ ok: true, present: 7, record: { outcome: 'verified', to: 6.5 } });
  expect(end.code).toBe(0);
});

test('a refusal of the gate, a wrong password and no gateway are told in words', async () => {
  const { url } = await gateway();
  const env = { PLANTROOM_PASSWORD: PASSWORD };
  const [, ...rest] = WHAT;
  const unknown = await runCommand(['write', '--url', url, '--tag', 'nothing', ...rest.slice(1), '--yes'], { env });
  expect(unknown).toMatchObject({ code: 1, err: 'No point has that tag' });
  const wrong = await runCommand(['write', '--url', url, ...WHAT, '--yes'], { env: { PLANTROOM_PASSWORD: 'wrong' } });
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('Wrong user name or password') });
  const nobody = await runCommand(['write', '--url', 'http://127.0.0.1:1', ...WHAT, '--yes'], { env });
  expect(nobody).toMatchObject({ code: 1, err: expect.stringContaining('no gateway answers') });
  expect((await runCommand(['write', '--url', 'ftp://x', ...WHAT], { env })).code).toBe(2);
  expect(
    (await runCommand(['write', '--url', url, ...WHAT.map((text) => (text === '6.5' ? 'warm' : text))], { env })).code,
  ).toBe(2);
});
