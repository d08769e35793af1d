import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { MemoryHistory } from '../../../tests/harness/memory-history.ts';
import { fakeHistorian, startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import { PlantroomError } from '../../domain/errors.ts';
import { copyBatch, type SampleBatch } from '../../domain/sample.ts';
import { PasswordHasher } from '../../http/password.ts';
import type { Historian } from '../../ports/historian.ts';
import { runCommand } from '../cli.fixtures.ts';

const PASSWORD = 'long enough for anybody';
const env = { PLANTROOM_PASSWORD: PASSWORD };
const START = Date.UTC(2026, 0, 5);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plantroom-history-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const memory = new MemoryHistory(
  new Map(
    ['PUMP-1.p0', 'PUMP-1.p1'].map((tag) => [
      tag,
      Array.from({ length: 3000 }, (_, i) => ({ time: START + i * 1000, value: i, quality: 0 })),
    ]),
  ),
  700,
);

/** A gateway whose historian takes what it is sent; the first `failures` times it cannot. */
async function gateway(failures = 0) {
  const batches: SampleBatch[] = [];
  let left = failures;
  const fake = fakeHistorian();
  const historian: Historian = {
    ...fake,
    reader: { ...fake.reader, samples: (...question) => memory.samples(...question) },
    backfill: async (batch) => {
      if (left-- > 0) throw new PlantroomError('HISTORY_UNAVAILABLE');
      batches.push(copyBatch(batch));
      return { written: batch.length, replaced: 0, present: 0, tooOld: 0, invalid: 0 };
    },
  };
  const web = await startFakeWeb({ historian });
  const passwordHash = await new PasswordHasher(randomBytes).hash(PASSWORD);
  for (const [name, account] of web.accounts.accounts) web.accounts.accounts.set(name, { ...account, passwordHash });
  onTestFinished(() => web.http.close());
  return { batches, url: await web.http.listen() };
}

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const importFile = (url: string, file: string, ...more: string[]) =>
  runCommand(['history', 'import', file, '--url', url, '--user', 'engineer', ...more], { env });

test('an import tells every problem with its line, takes the rest, and says so with its exit code', async () => {
  const { batches, url } = await gateway();
  const lines = [
    'time,a,b',
    '2026-01-05 08:00,1,2',
    '2026-01-05 09:00,x,4',
    '2026-01-35 10:00,5,6',
    '2026-01-05 11:00,7,8',
  ];
  const file = write('wide.csv', lines.join('\n'));
  const end = await importFile(url, file, '--map', 'a=PUMP-1.p0,b=PUMP-1.p1*10');
  expect(end.code).toBe(1);
  expect(end.out.split('\n')).toEqual([
    'line 3: "x" is not a number',
    'line 4: "2026-01-35 10:00" is not a time of that form',
    'bad-number: 1',
    'bad-time: 1',
    '5 lines, 5 values, 5 samples: 5 written, 0 replaced, 0 already there, 3 refused',
  ]);
  const [batch] = batches;
  // Local time of the site (Asia/Shanghai).
  expect([...batch!.sourceTime].map((ms) => (ms - START) / 3_600_000)).toEqual([0, 3, 0, 1, 3]);
  expect([...batch!.value]).toEqual([1, 7, 20, 40, 80]);
});

test('a gateway that is busy is asked again; one that says no is not', async () => {
  const { batches, url } = await gateway(1);
  const file = write(
    'long.csv',
    'tag,time,value\nPUMP-1.p0,2026-01-05T00:00:00Z,1\nPUMP-9.p0,2026-01-05T00:00:00Z,1\n',
  );
  const end = await importFile(url, file, '--json');
  expect(JSON.parse(end.out)).toMatchObject({ ok: false, written: 1, refused: 1, problems: { 'unknown-tag': 1 } });
  expect(end.out).toContain('did you mean \\"PUMP-1.p0\\"?');
  expect(end.err).toContain('trying again');
  expect(batches).toHaveLength(1);
  const viewer = await runCommand(['history', 'import', file, '--url', url, '--user', 'viewer'], { env });
  expect(viewer).toMatchObject({ code: 1, err: 'This role may not do that' });
});

test('what is wrong with the command line or the whole file is told before anything is sent', async () => {
  const { batches, url } = await gateway();
  const file = write('odd.csv', 'when,a\n2026-01-05 08:00,1\n');
  const said = async (...more: string[]) => {
    const { code, err } = await importFile(url, file, ...more);
    return `${code} ${err}`;
  };
  expect(await said('--wide')).toMatch(/^1 .*which column is the time\? Give --time; there are: when, a/);
  expect(await said('--time', 'when', '--map', 'a=PUMP-1.q0')).toMatch(/^1 .*no line can be taken.*did you mean/);
  expect(await said('--time', 'when', '--map', 'a=PUMP-1.p0', '--zone', 'Mars')).toMatch(/^1 .*--zone Mars/);
  expect(await said('--time', 'when', '--map', 'a=PUMP-1.p0:interval')).toMatch(/^1 .*Give --interval/);
  expect(await said('--as', 'sum')).toMatch(/^2 --as sum; allowed/);
  expect(await said('--factor', '0')).toMatch(/^2 --factor 0; allowed/);
  expect(await importFile(url, join(folder, 'none.csv'), '--wide')).toMatchObject({
    code: 1,
    err: expect.stringContaining('cannot be read'),
  });
  expect(batches).toEqual([]);
});

const exportTo = (url: string, out: string, ...more: string[]) =>
  runCommand(
    [
      'history',
      'export',
      '--url',
      url,
      '--user',
      'viewer',
      '--tags',
      'PUMP-1.p*',
      '--from',
      '2026-01-05T00:00:00Z',
      '--to',
      '2026-01-06',
      '--out',
      out,
      ...more,
    ],
    { env },
  );

test('an export is whole or has another name, and goes on with what is there', async () => {
  const { url } = await gateway();
  const out = join(folder, 'all.csv');
  expect(await exportTo(url, out)).toMatchObject({ code: 0, out: expect.stringContaining('6001 rows') });
  const all = readFileSync(out, 'utf8');
  expect(all.trimEnd().split('\r\n')).toHaveLength(6001);
  expect(await exportTo(url, out)).toMatchObject({ code: 1, err: expect.stringContaining('there already') });
  const broken = join(folder, 'broken.csv');
  writeFileSync(`${broken}.part`, all);
  truncateSync(`${broken}.part`, 150_001);
  const end = await exportTo(url, broken, '--resume', '--json');
  expect(JSON.parse(end.out).rows).toBeLessThan(4000);
  expect(readFileSync(broken, 'utf8')).toBe(all);
  expect(existsSync(`${broken}.part`)).toBe(false);
  expect(await exportTo(url, join(folder, 'x.csv'), '--format', 'xml')).toMatchObject({ code: 2 });
});

test('a line that breaks in the middle is gone on with by itself', async () => {
  const { url } = await gateway();
  let cuts = 3;
  const flaky = createServer((request, response) => {
    const body: Buffer[] = [];
    request.on('data', (chunk: Buffer) => body.push(chunk));
    request.on('end', async () => {
      const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
        typeof value === 'string' && ['cookie', 'content-type'].includes(name) ? [[name, value]] : [],
      );
      const sent = Buffer.concat(body);
      const answer = await fetch(`${url}${request.url}`, {
        ...{ method: request.method ?? 'GET', headers },
        ...(sent.length > 0 ? { body: sent } : {}),
      });
      const bytes = Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status, {
        ...{ 'content-type': answer.headers.get('content-type') ?? '', 'content-length': bytes.length },
        ...(answer.headers.has('set-cookie') ? { 'set-cookie': answer.headers.getSetCookie() } : {}),
      });
      const isCut = request.url?.includes('/export') && cuts-- > 0;
      response.write(isCut ? bytes.subarray(0, Math.floor(bytes.length / 3)) : bytes, () => {
        if (isCut) response.destroy();
        else response.end();
      });
    });
  });
  await new Promise<void>((resolve) => flaky.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => flaky.close(() => resolve())));
  const { port } = flaky.address() as AddressInfo;
  const [whole, patched] = [join(folder, 'whole.csv'), join(folder, 'patched.csv')];
  await exportTo(url, whole);
  const end = await exportTo(`http://127.0.0.1:${port}`, patched, '--json');
  expect(JSON.parse(end.out)).toMatchObject({ ok: true, breaks: 3 });
  expect(readFileSync(patched, 'utf8')).toBe(readFileSync(whole, 'utf8'));
});
