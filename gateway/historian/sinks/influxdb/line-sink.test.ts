import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../../../../tests/harness/eventually.ts';
import { silentLogger } from '../../../../tests/harness/silent-logger.ts';
import { CursorStore } from '../../log/cursor-store.ts';
import { SampleLog } from '../../log/sample-log.ts';
import { workerClock } from '../../worker-clock.ts';
import { LineServer } from './line-server.ts';
import { LineSink } from './line-sink.ts';
import { LineBuilder } from './wide-lines.ts';

type Answer = (lines: string[]) => { status: number; body?: string; headers?: Record<string, string> };

/** A line-protocol server that answers as it is told and remembers what it stored. */
class ScriptedServer {
  readonly stored = new Set<string>();
  readonly questions: string[] = [];
  version = '1.8.10';
  answer: Answer = () => ({ status: 204 });
  writes = 0;
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const {
        status,
        body = '',
        headers = {},
      } = this.respond(request.url ?? '', request.headers['content-encoding'], Buffer.concat(chunks));
      response.writeHead(status, { 'X-Influxdb-Version': this.version, ...headers }).end(body);
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  }

  dropConnections(): void {
    this.server.closeAllConnections();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private respond(url: string, encoding: string | undefined, body: Buffer): ReturnType<Answer> {
    this.questions.push(decodeURIComponent(url));
    if (!url.includes('write')) return { status: 204 };
    this.writes++;
    const lines = (encoding === 'gzip' ? gunzipSync(body) : body).toString().split('\n');
    const answer = this.answer(lines);
    if (answer.status === 204) for (const line of lines) this.stored.add(line);
    return answer;
  }
}

const folder = { path: '' };
let server: ScriptedServer;
let log: SampleLog;
let sink: LineSink;
let seq = 0;

beforeEach(async () => {
  folder.path = mkdtempSync(join(tmpdir(), 'plantroom-log-'));
  server = new ScriptedServer();
  log = new SampleLog({ folder: folder.path, clock: workerClock, logger: silentLogger });
  seq = 0;
});

afterEach(async () => {
  await sink.stop();
  await server.close();
  log.close();
  rmSync(folder.path, { recursive: true });
});

async function startSink(): Promise<void> {
  const url = await server.listen();
  const find = (id: number) =>
    ({
      id,
      index: 0,
      tag: `t${id}`,
      kind: 'number',
      unit: '',
      equipment: 'E',
      equipmentClass: 'm',
      area: 'a',
      name: `f${id}`,
      deadband: 0,
    }) as const;
  sink = new LineSink({
    id: 'remote',
    server: new LineServer({ id: 'remote', kind: 'influxdb', url, database: 'plant' }),
    lines: new LineBuilder('s', find),
    log,
    cursors: new CursorStore(log.database),
    clock: workerClock,
    random: () => 0,
    logger: silentLogger,
  });
  sink.start();
}

/** Commits `samples` samples of points 1 and 2 in one batch. */
function commit(samples: number): void {
  const n = Array.from({ length: samples }, (_, i) => i);
  const at = 1_000_000 * ++seq;
  const samplesOf = {
    length: samples,
    point: Uint32Array.from(n, (i) => 1 + (i % 2)),
    value: Float64Array.from(n),
    quality: new Uint8Array(samples),
    sourceTime: Float64Array.from(n, (i) => at + i),
  };
  log.commit('s', [{ seq, samples: samplesOf }]);
  sink.wake();
}

const untilBehindIs = (samples: number): Promise<true> =>
  eventually(async () => (sink.status().behindSamples === samples ? true : undefined), 15_000, `behind by ${samples}`);
const untilWrites = (writes: number): Promise<true> =>
  eventually(async () => (server.writes >= writes ? true : undefined), 15_000, `${writes} writes`);

test('a refused value is set aside, the others are stored and counted', async () => {
  server.answer = (lines) =>
    lines.some((line) => line.includes('f1=4')) ? { status: 400, body: 'field type conflict' } : { status: 204 };
  await startSink();
  commit(10);
  await untilBehindIs(0);
  expect(sink.status()).toMatchObject({ storedSamples: 9, quarantinedSamples: 1 });
  expect(server.stored.size).toBe(9);
});

test('a missing database is made once, on a server of version 1', async () => {
  server.answer = () =>
    server.questions.some((url) => url.includes('CREATE DATABASE "plant"'))
      ? { status: 204 }
      : { status: 404, body: '{"error":"database not found: \\"plant\\""}' };
  await startSink();
  commit(4);
  await untilBehindIs(0);
  expect(server.stored.size).toBe(4);
  expect(server.questions.find((url) => url.includes('/write'))).toContain('/write?db=plant&precision=ms');
});

test('a server of version 2 is written to at its own address', async () => {
  server.version = 'v2.7.1';
  await startSink();
  commit(4);
  await untilBehindIs(0);
  expect(server.questions.find((url) => url.includes('write'))).toContain(
    '/api/v2/write?org=&bucket=plant&precision=ms',
  );
});

test('without permission the data is kept, the reason is shown and the server is not hammered', async () => {
  server.answer = () => ({ status: 401, body: 'unauthorized' });
  await startSink();
  commit(4);
  await eventually(async () => sink.status().lastError ?? undefined, 15_000, 'an error');
  for (let i = 0; i < 5; i++) commit(4);
  expect(sink.status()).toMatchObject({
    behindSamples: 24,
    storedSamples: 0,
    quarantinedSamples: 0,
    lastError: 'unauthorized',
  });
  expect(server.writes).toBe(1);
});

test('a failing server gets the same data again until it takes it', async () => {
  server.answer = () => ({ status: server.writes < 3 ? 500 : 204 });
  await startSink();
  commit(6);
  await untilBehindIs(0);
  expect(server.stored.size).toBe(6);
  expect(sink.status()).toMatchObject({ storedSamples: 6, lastError: null });
});

test('after a broken connection the last minute is sent again', async () => {
  await startSink();
  commit(6);
  await untilBehindIs(0);
  server.stored.clear();
  server.dropConnections();
  commit(2);
  await untilWrites(2);
  await eventually(async () => (server.stored.size === 8 ? true : undefined), 15_000, 'all eight are stored again');
  await untilBehindIs(0);
  expect(sink.status().storedSamples).toBe(8);
});

test('after an outage new data is written before the backlog', async () => {
  server.answer = () => ({ status: server.writes < 2 ? 503 : 204 });
  await startSink();
  for (let i = 0; i < 5; i++) commit(9_000);
  await untilWrites(1);
  const order: number[] = [];
  server.answer = (lines) => {
    order.push(Math.floor(Number(lines[0]?.split(' ').at(-1)) / 1_000_000));
    if (order.length === 1) commit(10);
    return { status: 204 };
  };
  await untilBehindIs(0);
  expect(order[0]).toBe(1);
  expect(order.indexOf(6)).toBeLessThan(order.indexOf(5));
  expect(server.stored.size).toBe(45_010);
  expect(sink.status().storedSamples).toBe(45_010);
});
