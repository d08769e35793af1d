import type { RequestListener } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LineSinkSettings } from '../../gateway/historian/settings.ts';
import { createSource } from '../../gateway/historian/sources/create-source.ts';
import { REQUEST_LIMIT_MS } from '../../gateway/historian/sources/limits.ts';
import type { Source } from '../../gateway/historian/sources/source.ts';
import { answeringServer } from '../harness/answering-server.ts';
import { FakeInfluxql, type InfluxqlDialect } from '../harness/fake-influxql.ts';
import { ManualClock } from '../harness/manual-clock.ts';

const T0 = Date.UTC(2026, 0, 5);
const samples = Array.from({ length: 25_000 }, (_, i) => ({
  timeMs: T0 + i * 1_000 + (i % 7),
  value: Math.sin(i) * 10,
}));
const names = { measurement: 'pump', field: 'flow', tags: { area: 'plant', equipment: 'P-1', site: 'site-1' } };
const range = { names, fromMs: T0 + 5_000, toMs: T0 + 20_000_000 };
const wanted = samples.filter(({ timeMs }) => timeMs >= range.fromMs && timeMs < range.toMs);

function open(url: string, settings: Partial<LineSinkSettings> = {}, clock = new ManualClock()): Source {
  const sink = { id: 'db', kind: 'influxdb' as const, url, database: 'plantroom', token: 'write', readToken: 'secret' };
  const source = createSource({ ...sink, ...settings }, clock);
  onTestFinished(() => source.close());
  return source;
}

async function fake(dialect: InfluxqlDialect): Promise<{ server: FakeInfluxql; url: string }> {
  const server = new FakeInfluxql(dialect, samples);
  onTestFinished(() => server.stop());
  return { server, url: await server.start() };
}

describe.each(['2.x', '3.x', '3.x native'] as const)('InfluxDB %s', (dialect) => {
  test('answers as the others do', async () => {
    const { server, url } = await fake(dialect);
    const source = open(`${url}/`);
    expect(await source.count(range)).toBe(wanted.length);
    const page = await source.samples(range, 12_000);
    expect([...page.time]).toEqual(wanted.slice(0, 12_000).map(({ timeMs }) => timeMs));
    expect([...page.value]).toEqual(wanted.slice(0, 12_000).map(({ value }) => value));
    const buckets = await source.buckets({ ...range, bucketMs: 60_000 });
    expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(wanted.length);
    expect(buckets[0]).toMatchObject({ startMs: T0, count: 55, first: wanted[0]!.value });
    expect(server.requests.filter((request) => request.endsWith('/ping'))).toHaveLength(1);
  });

  test('has nothing of another equipment, or of a time without samples', async () => {
    const { url } = await fake(dialect);
    const source = open(url);
    const elsewhere = { ...range, names: { ...names, tags: { ...names.tags, equipment: 'P-2' } } };
    expect(await source.count(elsewhere)).toBe(0);
    expect((await source.samples({ ...range, fromMs: 0, toMs: 1_000 }, 10)).length).toBe(0);
    expect(await source.buckets({ ...elsewhere, bucketMs: 60_000 })).toEqual([]);
  });

  test('a wrong token and a database that is not there are refusals', async () => {
    const { url } = await fake(dialect);
    await expect(open(url, { readToken: 'other' }).count(range)).rejects.toMatchObject({
      reason: 'refused',
      status: 401,
    });
    await expect(open(url, { database: 'none' }).count(range)).rejects.toMatchObject({
      reason: 'refused',
      status: 404,
    });
  });
});

const endless = Buffer.alloc(1 << 20, 'x');

describe.each(['influxdb', 'victoriametrics'] as const)('a server that is no %s', (kind) => {
  test.each<[string, RequestListener, string]>([
    ['talks about other things', (_, response) => response.end('<html>hello</html>'), 'unreadable'],
    [
      'breaks off',
      (_, response) => void response.writeHead(200, { 'content-length': 99 }).write('{', () => response.destroy()),
      'unreachable',
    ],
    ['is broken', (_, response) => void response.writeHead(503).end('try later'), 'unreachable'],
    [
      'sends us elsewhere',
      (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'refused',
    ],
    ['answers without end', (_, response) => pour(response), 'too-large'],
    ['refuses without end', (_, response) => pour(response.writeHead(400)), 'too-large'],
  ])('%s', async (_, answer, reason) => {
    const source = open(await answeringServer(answer), { kind });
    await expect(source.count(range)).rejects.toMatchObject({ code: 'HISTORY_SOURCE_FAILED', reason });
  });

  test('is not there', async () => {
    await expect(open('http://127.0.0.1:1', { kind }).count(range)).rejects.toMatchObject({ reason: 'unreachable' });
  });

  test('never answers, or drop by drop', async () => {
    const clock = new ManualClock();
    const arrived = Promise.withResolvers<void>();
    const url = await answeringServer((request, response) => {
      if (request.url === '/ping') return void response.writeHead(204).end();
      response.write('{');
      arrived.resolve();
    });
    const count = open(url, { kind }, clock).count(range);
    void arrived.promise.then(() => clock.advanceAsync(REQUEST_LIMIT_MS));
    await expect(count).rejects.toMatchObject({ reason: 'slow' });
    expect(clock.pending).toBe(0);
  });
});

function pour(response: Parameters<RequestListener>[1]): void {
  const next = (): void => {
    if (!response.destroyed) response.write(endless, next);
  };
  next();
}

test('values that are no numbers, rows elsewhere than asked for: not believed', async () => {
  const row = (...values: unknown[]): string =>
    JSON.stringify({ results: [{ series: [{ columns: ['time', 'value'], values: [values] }] }] });
  const answers = [row(T0 + 6_000, 'x'), row(T0 - 1, 5), row(T0 + 6_000, null)];
  const url = await answeringServer((request, response) => {
    response.end(request.url === '/ping' ? '' : answers.shift());
  });
  const source = open(url);
  await expect(source.samples(range, 10)).rejects.toMatchObject({ reason: 'unreadable' });
  expect((await source.samples(range, 10)).length).toBe(0);
  expect((await source.samples(range, 10)).length).toBe(0);
});
