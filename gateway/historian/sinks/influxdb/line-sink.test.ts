import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../../../../tests/harness/eventually.ts';
import { silentLogger } from '../../../../tests/harness/silent-logger.ts';
import { CursorStore } from '../../log/cursor-store.ts';
import { SampleLog } from '../../log/sample-log.ts';
import { EMPTY_SERIES } from '../../series.ts';
import type { LineSinkSettings } from '../../settings.ts';
import { workerClock } from '../../worker-clock.ts';
import { createLineSink } from './create-line-sink.ts';
import type { LineSink } from './line-sink.ts';
import { ScriptedServer } from './scripted-server.fixtures.ts';

const NO_PAST = { lastTimes: () => new Map(), days: () => [], read: () => EMPTY_SERIES };

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

async function startSink(change: Partial<LineSinkSettings> = {}, kind: LineSinkSettings['kind'] = 'influxdb') {
  const url = change.url ?? (await server.listen());
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
  const settings = { id: 'remote', kind, url, database: 'plant', token: 'secret-token', ...change } as const;
  sink = createLineSink(settings, 's', {
    ...{ log, cursors: new CursorStore(log.database), register: { get: find }, past: NO_PAST },
    ...{ clock: workerClock, random: () => 0, logger: silentLogger },
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
    lastError: '401 unauthorized',
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

test('InfluxDB 3 is written to at its native address, and the lines it numbers are set aside', async () => {
  server.version = '3.2.1';
  server.answer = (lines) => {
    const bad = lines.findIndex((line) => line.includes('f1=4'));
    if (bad < 0) return { status: 204 };
    for (const line of lines.toSpliced(bad, 1)) server.stored.add(line);
    const data = [{ original_line: lines[bad], line_number: bad + 1, error_message: 'invalid column type' }];
    return { status: 400, body: JSON.stringify({ error: 'partial write of line protocol occurred', data }) };
  };
  await startSink();
  commit(10);
  await untilBehindIs(0);
  expect(sink.status()).toMatchObject({ storedSamples: 9, quarantinedSamples: 1 });
  expect(server.writes).toBe(2);
  const question = server.questions.find((url) => url.includes('write'));
  expect(question).toBe('/api/v3/write_lp?db=plant&precision=millisecond&accept_partial=true&no_sync=false');
});

test('an InfluxDB 3 without its native address is written to as version 2', async () => {
  server.version = '3.0.0';
  server.answer = () => ({ status: server.questions.at(-1)?.includes('/api/v3/') ? 404 : 204 });
  await startSink();
  commit(4);
  await untilBehindIs(0);
  expect(server.stored.size).toBe(4);
});

test('what was refused once is left out when the rest is sent again', async () => {
  server.answer = (lines) =>
    lines.some((line) => line.includes('f1=4')) ? { status: 400, body: 'unable to parse' } : { status: 204 };
  await startSink();
  commit(64);
  await untilBehindIs(0);
  const searched = server.writes;
  expect(searched).toBeGreaterThan(6);
  server.dropConnections();
  commit(2);
  await untilWrites(searched + 2);
  await untilBehindIs(0);
  expect(server.writes - searched).toBeLessThanOrEqual(4);
  expect(sink.status()).toMatchObject({ storedSamples: 60, quarantinedSamples: 6 });
});

test('a path in the address is kept, and no secret is ever shown', async () => {
  server.answer = () => ({ status: 403, body: 'the token secret-token of gateway:pass-word is not allowed' });
  const url = `${await server.listen()}/influx/`;
  await startSink({ url, username: 'gateway', password: 'pass-word' });
  commit(4);
  await eventually(async () => sink.status().lastError ?? undefined, 15_000, 'an error');
  expect(sink.status().lastError).toBe('403 the token *** of gateway:*** is not allowed');
  expect(server.questions.find((question) => question.includes('write'))).toMatch(/^\/influx\/write\?db=plant/);
});

test('a server that takes little at a time gets little at a time', async () => {
  server.answer = (lines) => ({ status: lines.length > 300 ? 413 : 204 });
  await startSink();
  commit(4_000);
  await untilBehindIs(0);
  expect(server.stored.size).toBe(4_000);
  const before = server.writes;
  commit(300);
  await untilBehindIs(0);
  expect(server.writes).toBe(before + 1);
});
