import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { MemoryHistory } from '../../../tests/harness/memory-history.ts';
import { type FakeWeb, fakeHistorian, fakeSite, startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import { QUALITY } from '../../domain/quality.ts';
import { copyBatch, type SampleBatch } from '../../domain/sample.ts';
import type { Historian, HistoryReader } from '../../ports/historian.ts';

const START = Date.UTC(2026, 0, 5);
const RANGE = `from=${START}&to=${START + 86_400_000}`;

function historyOf(tag: string, count: number): MemoryHistory {
  const samples = Array.from({ length: count }, (_, i) => ({ time: START + i, value: i, quality: QUALITY.good }));
  return new MemoryHistory(new Map([[tag, samples]]));
}

function historianOf(memory: MemoryHistory): Historian {
  const historian = fakeHistorian();
  const reader: HistoryReader = {
    ...historian.reader,
    samples: (...question) => memory.samples(...question),
    query: (tag, fromMs, toMs) => memory.query(tag, fromMs, toMs),
  };
  return { ...historian, reader };
}

async function web(change: Parameters<typeof startFakeWeb>[0]): Promise<FakeWeb> {
  const started = await startFakeWeb(change);
  onTestFinished(() => started.http.close());
  return started;
}

const exportFrom = async ({ http, cookieFor }: FakeWeb, query: string, headers: Record<string, string> = {}) =>
  http.app.inject({
    url: `/api/v1/history/export?${query}`,
    headers: { cookie: await cookieFor('viewer'), ...headers },
  });

test('a file comes with its name, its type and every row, compressed for whoever takes that', async () => {
  const started = await web({ historian: historianOf(historyOf('PUMP-1.p0', 25_000)) });
  const plain = await exportFrom(started, `tags=PUMP-1.p0&${RANGE}`);
  expect(plain.statusCode).toBe(200);
  expect(plain.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="tower-2026-01-05-2026-01-06.csv"',
    'cache-control': 'no-store',
  });
  expect(plain.body.trimEnd().split('\r\n')).toHaveLength(25_001);
  const packed = await exportFrom(started, `tags=PUMP-1.p0&${RANGE}`, { 'accept-encoding': 'gzip' });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
});

test('it goes on after a row, without head or mark, and not after one that is none of its own', async () => {
  const started = await web({ historian: historianOf(historyOf('PUMP-1.p0', 5)) });
  const marked = await exportFrom(started, `tags=PUMP-1.p0&${RANGE}&bom=true`);
  expect(marked.body.startsWith('\ufefftag,time,')).toBe(true);
  const rest = await exportFrom(started, `tags=PUMP-1.p0&${RANGE}&bom=true&after=PUMP-1.p0@${START + 3}`);
  expect(rest.body).toBe('PUMP-1.p0,2026-01-05T00:00:00.004Z,4,good\r\n');
  for (const after of ['PUMP-1.p1@0', 'PUMP-1.p0', 'never'])
    expect((await exportFrom(started, `tags=PUMP-1.p0&${RANGE}&after=${after}`)).json().code).toBe('REQUEST_INVALID');
});

test('unknown tags, texts and senseless ranges are refused before a byte is sent', async () => {
  const site = fakeSite(10);
  const points = site.points.map((point, i) => (i === 1 ? { ...point, kind: 'text' as const } : point));
  const started = await web({ site: { ...site, points } });
  const codes = [];
  for (const query of [
    `tags=PUMP-9.p0&${RANGE}`,
    `tags=PUMP-1.p1&${RANGE}`,
    `tags=&${RANGE}`,
    `tags=PUMP-1.p0&from=2&to=1`,
    `tags=PUMP-1.p0&from=0&to=${START}&step=1s`,
    `tags=PUMP-1.p0&${RANGE}&step=7m`,
  ])
    codes.push((await exportFrom(started, query)).json().code);
  expect(codes).toEqual([...Array(2).fill('POINT_NOT_FOUND'), ...Array(4).fill('REQUEST_INVALID')]);
});

test('only so many downloads at once, and a finished or broken one gives its place back', async () => {
  const reader = historyOf('PUMP-1.p0', 5);
  const started = await web({ historian: historianOf(reader) });
  const url = await started.http.listen();
  const cookie = await started.cookieFor('viewer');
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { samples } = reader;
  reader.samples = async (...question) => {
    await held;
    return samples.apply(reader, question);
  };
  const ask = (signal?: AbortSignal) =>
    fetch(`${url}/api/v1/history/export?tags=PUMP-1.p0&${RANGE}`, { headers: { cookie }, ...(signal && { signal }) });
  const away = new AbortController();
  const [first, second] = [await ask(away.signal), await ask()];
  expect((await ask()).status).toBe(429);
  away.abort();
  await first.text().catch(() => undefined);
  release();
  expect((await second.text()).trimEnd().split('\r\n')).toHaveLength(6);
  expect((await ask()).status).toBe(200);
});

test('a store that fails in the middle breaks the download; nobody takes it for whole', async () => {
  const reader = new MemoryHistory(
    new Map([['PUMP-1.p0', [0, 1].map((i) => ({ time: START + i, value: i, quality: 0 }))]]),
    1,
  );
  const started = await web({ historian: historianOf(reader) });
  const url = await started.http.listen();
  const { samples } = reader;
  reader.samples = (...question) => {
    reader.fails = reader.asked > 0;
    return samples.apply(reader, question);
  };
  const headers = { cookie: await started.cookieFor('viewer') };
  const answer = await fetch(`${url}/api/v1/history/export?tags=PUMP-1.p0&${RANGE}`, { headers });
  await expect(answer.text()).rejects.toThrow();
});

test('an import is audited, marked as not measured, and what is missing stays missing', async () => {
  const batches: SampleBatch[] = [];
  const historian = {
    ...fakeHistorian(),
    backfill: async (batch: SampleBatch) => {
      batches.push(copyBatch(batch));
      return { written: batch.length, replaced: 0, present: 0, tooOld: 0, invalid: 0 };
    },
  };
  const { http, cookieFor, accounts } = await web({ historian });
  const series = [{ tag: 'PUMP-1.p1', time: [START, START + 1, START + 2], value: [1, null, 3] }];
  const quality = ['good', 'good', 'uncertain-clock'];
  const send = async (body: object) =>
    http.app.inject({
      ...{ method: 'POST', url: '/api/v1/history/import', payload: body },
      headers: { cookie: await cookieFor('engineer') },
    });
  expect((await send({ series: [{ ...series[0], quality }] })).json()).toMatchObject({ written: 3 });
  expect([...batches[0]!.point]).toEqual([1, 1, 1]);
  expect([...batches[0]!.quality]).toEqual([
    QUALITY['good-manual'],
    QUALITY['bad-sentinel'],
    QUALITY['uncertain-clock'],
  ]);
  expect(accounts.entries.at(-1)).toMatchObject({
    ...{ actor: 'engineer', action: 'import-history', subject: 'PUMP-1.p1', outcome: 'done' },
    detail: '3 new, 0 replaced, 2026-01-05T00:00:00.000Z to 2026-01-05T00:00:00.002Z',
  });
  const before = accounts.entries.length;
  await send({ series, trial: true });
  expect(accounts.entries).toHaveLength(before);
  expect((await send({ series: [{ ...series[0], tag: 'PUMP-8.p0' }] })).json().code).toBe('POINT_NOT_FOUND');
  expect((await send({ series: [{ ...series[0], value: [1] }] })).json().code).toBe('REQUEST_INVALID');
});
