import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { FakeDelivery, fakeOutboxRow } from '../../../tests/harness/fake-delivery.ts';
import { startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import { PasswordHasher } from '../../http/password.ts';
import type { SelfTestResult } from '../../ports/delivery-service.ts';
import { runCommand } from '../cli.fixtures.ts';

const PASSWORD = 'long enough for anybody';
const env = { PLANTROOM_PASSWORD: PASSWORD };

async function gateway() {
  const delivery = new FakeDelivery();
  const web = await startFakeWeb({ delivery });
  onTestFinished(() => web.http.close());
  const passwordHash = await new PasswordHasher(randomBytes).hash(PASSWORD);
  web.accounts.accounts.set('engineer', { ...web.accounts.accounts.get('engineer')!, passwordHash });
  const url = await web.http.listen();
  const run = (...line: string[]) => runCommand(['outbox', ...line, '--url', url, '--user', 'engineer'], { env });
  return { delivery, run };
}

test('lists messages as a table and as a document', async () => {
  const { run } = await gateway();
  expect((await run('list')).out).toContain('HTTP 503');
  expect(JSON.parse((await run('list', '--state', 'dead', '--json')).out)).toMatchObject({ notices: [{ id: 'n1' }] });
  expect((await run('list', '--channel', 'none')).out).toBe('No such messages.');
  expect((await run('list', '--state', 'lost')).code).toBe(1);
});

test('sends again some, or all that were given up in a channel', async () => {
  const { run, delivery } = await gateway();
  delivery.rows.push(fakeOutboxRow({ id: 'n2' }));
  expect((await run('redrive', '--ids', 'n1, n7')).out).toBe('2 messages will be sent again.');
  await run('redrive', '--channel', 'sms');
  expect(delivery.redriven).toEqual(['n1', 'n7', 'n1', 'n2']);
  expect((await run('redrive', '--channel', 'mail')).out).toBe('0 messages will be sent again.');
  expect((await run('redrive')).code).toBe(2);
});

test('a test says of every way what became of it', async () => {
  const { run, delivery } = await gateway();
  const ended = (state: 'passed' | 'failed'): SelfTestResult => ({
    ...{ because: 'asked', startedAt: 1000, endedAt: 2000 },
    ways: [{ channel: 'sms', recipient: 'kim', state, detail: state === 'failed' ? 'HTTP 503' : null }],
  });
  delivery.test = async () => ended('passed');
  expect(await run('test')).toMatchObject({ code: 0, out: expect.stringContaining('passed') });
  delivery.test = async () => ended('failed');
  expect(await run('test')).toMatchObject({ code: 1, out: expect.stringContaining('HTTP 503') });
});
