import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { fakeHistorian, fakeReplacement, startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import { PlantroomError } from '../../domain/errors.ts';
import { PasswordHasher } from '../../http/password.ts';
import type { MeterExchange } from '../../ports/historian.ts';
import { runCommand } from '../cli.fixtures.ts';

const PASSWORD = 'long enough for anybody';
const env = { PLANTROOM_PASSWORD: PASSWORD };

async function gateway() {
  const historian = fakeHistorian();
  const exchanges: MeterExchange[] = [];
  const upkeep = {
    ...historian.upkeep,
    replaceMeter: (exchange: MeterExchange) => {
      exchanges.push(exchange);
      return historian.upkeep.replaceMeter(exchange);
    },
    undoReplacement: async (id: number, by: string) => {
      if (id > 1) throw new PlantroomError('METER_REPLACEMENT_NOT_FOUND', String(id));
      return fakeReplacement({ id, undoneBy: by });
    },
  };
  const web = await startFakeWeb({ historian: { ...historian, upkeep } });
  onTestFinished(() => web.http.close());
  const account = web.accounts.accounts.get('engineer')!;
  const passwordHash = await new PasswordHasher(randomBytes).hash(PASSWORD);
  web.accounts.accounts.set('engineer', { ...account, passwordHash });
  const url = await web.http.listen();
  const run = (...line: string[]) => runCommand(['meter', ...line, '--url', url, '--user', 'engineer'], { env });
  return { exchanges, run };
}

const SWAP = [
  '--tag',
  'F01.e_import',
  '--at',
  '2026-01-05T10:00:00+08:00',
  '--final',
  '5120.4',
  '--note',
  'display dead',
];

test('declares an exchange with what was written on the meters', async () => {
  const { run, exchanges } = await gateway();
  expect(await run('replace', ...SWAP, '--start', '0', '--serial-after', 'B2')).toMatchObject({
    code: 0,
    out: 'Declared as number 1, at 2026-01-05T02:00:00.000Z.',
  });
  expect(exchanges).toEqual([
    {
      ...{ tag: 'F01.e_import', atMs: Date.UTC(2026, 0, 5, 2), finalReading: 5120.4, startReading: 0 },
      ...{ serialBefore: null, serialAfter: 'B2', note: 'display dead', by: 'engineer' },
    },
  ]);
  expect((await run('replace', ...SWAP, '--start', 'x')).code).toBe(2);
  expect(exchanges).toHaveLength(1);
});

test('lists exchanges as a table and as a document, and takes one back', async () => {
  const { run } = await gateway();
  const { out } = await run('list');
  expect(out).toContain('PUMP-1.p0');
  expect(out).toContain('exchanged');
  expect(JSON.parse((await run('list', '--json')).out).replacements).toMatchObject([{ id: 1, finalReading: 12 }]);
  expect(await run('undo', '--id', '1')).toMatchObject({ code: 0, out: 'Number 1 is taken back.' });
  expect((await run('undo', '--id', 'one')).code).toBe(2);
  expect(await run('undo', '--id', '2')).toMatchObject({ code: 1, err: expect.stringContaining('No such exchange') });
});
