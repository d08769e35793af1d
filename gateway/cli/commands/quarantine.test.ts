import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { FakeQuarantine } from '../../../tests/harness/fake-upkeep.ts';
import { fakeHistorian, startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import { PasswordHasher } from '../../http/password.ts';
import { runCommand } from '../cli.fixtures.ts';

const PASSWORD = 'long enough for anybody';
const env = { PLANTROOM_PASSWORD: PASSWORD };

async function gateway(count: number) {
  const quarantine = new FakeQuarantine(count);
  const historian = fakeHistorian();
  const web = await startFakeWeb({
    historian: { ...historian, upkeep: { ...historian.upkeep, ...quarantine.upkeep } },
  });
  onTestFinished(() => web.http.close());
  const account = web.accounts.accounts.get('engineer')!;
  const passwordHash = await new PasswordHasher(randomBytes).hash(PASSWORD);
  web.accounts.accounts.set('engineer', { ...account, passwordHash });
  const url = await web.http.listen();
  const run = (...line: string[]) => runCommand(['quarantine', ...line, '--url', url, '--user', 'engineer'], { env });
  return { quarantine, run };
}

test('lists over several pages, as a table and as a document', async () => {
  const { run } = await gateway(1_500);
  const end = await run('list', '--limit', '1200', '--after', '100', '--json');
  const { ok, entries } = JSON.parse(end.out);
  expect([ok, entries.length, entries[0].id, entries.at(-1).id]).toEqual([true, 1_200, 101, 1_300]);
  const text = await run('list', '--limit', '1', '--sink', 'influx');
  expect(text.out).toContain('PUMP-1.p0');
  expect(text.out).toContain('field type conflict');
  expect((await run('list', '--sink', 'other')).out).toBe('Nothing is in quarantine.');
});

test('retries some, drops all, and needs to be told which', async () => {
  const { run, quarantine } = await gateway(3);
  expect(await run('retry', '--sink', 'influx', '--ids', '1, 3')).toMatchObject({
    code: 0,
    out: '2 values will be sent again.',
  });
  expect(JSON.parse((await run('drop', '--sink', 'influx', '--all', '--json')).out)).toEqual({ ok: true, count: 3 });
  expect(quarantine.deeds).toHaveLength(2);
  expect((await run('drop', '--sink', 'influx')).code).toBe(2);
  expect((await run('drop', '--sink', 'influx', '--ids', '1', '--all')).code).toBe(2);
  expect((await run('drop', '--sink', 'influx', '--ids', 'x')).code).toBe(2);
  expect((await run('list', '--limit', '0')).code).toBe(2);
  expect(await run('retry', '--sink', 'nobody', '--all')).toMatchObject({
    code: 1,
    err: expect.stringContaining('No sink has that id'),
  });
  expect(quarantine.deeds).toHaveLength(2);
});
