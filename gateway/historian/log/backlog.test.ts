import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../tests/harness/eventually.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { HistorianEngine } from '../engine.ts';
import type { HistorianPoint } from '../settings.ts';
import { workerClock } from '../worker-clock.ts';
import { samplesOf } from './log.fixtures.ts';

const START = Date.now() - 60_000;
const point = (index: number, name: string, equipment: string): HistorianPoint => ({
  ...{
    index,
    tag: `${equipment}.${name}`,
    kind: 'number',
    unit: '',
    equipment,
    equipmentClass: 'pump',
    area: 'a',
    name,
  },
  deadband: 0,
});

/** A database that takes every line. */
async function takingServer(): Promise<{ url: string; lines: string[] }> {
  const lines: string[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString() : body.toString();
    if (request.url?.includes('write')) lines.push(...text.split('\n'));
    response.writeHead(request.url?.includes('query') ? 200 : 204, { 'X-Influxdb-Version': '1.8.10' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, lines };
}

async function startEngine(folder: string, url: string, points: readonly HistorianPoint[]): Promise<HistorianEngine> {
  const engine = new HistorianEngine(
    {
      settings: {
        ...{ folder, siteId: 'hq', points, sinks: [{ id: 'influx', kind: 'influxdb', url, database: 'plant' }] },
        retention: { rawMs: 90 * 86_400_000, logBytes: 1e9, freeDiskBytes: 0 },
      },
      session: Math.random().toString(),
      mustCheck: false,
    },
    {
      clock: workerClock,
      random: Math.random,
      logger: silentLogger,
      onCommitted: () => {},
      onStatus: () => {},
      onHopeless: () => {},
    },
  );
  await engine.start();
  return engine;
}

test('what waits for a sink stays valid when points are removed, added and renumbered, and the sink moves', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plantroom-backlog-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const before = [point(0, 'flow', 'P-1'), point(1, 'level', 'T-1')];
  const first = await startEngine(folder, 'http://127.0.0.1:9', before);
  first.append({ seq: 1, samples: samplesOf([0, 5.5, 0, START], [1, 7.25, 0, START + 1]), marks: 0, losses: [] });
  await first.answer({ kind: 'close' });

  const server = await takingServer();
  const after = [point(0, 'level', 'T-1'), point(1, 'speed', 'P-2')];
  const second = await startEngine(folder, server.url, after);
  second.append({ seq: 1, samples: samplesOf([0, 8.5, 0, START + 2], [1, 50, 0, START + 3]), marks: 0, losses: [] });
  const lines = await eventually(
    async () => (server.lines.filter((line) => line !== '').length >= 4 ? server.lines : undefined),
    15_000,
    'the backlog and the new samples',
  );
  const fieldOf = (equipment: string, at: number): string | undefined =>
    lines.find((line) => line.includes(`equipment=${equipment}`) && line.includes(String(at)))?.split(' ')[1];
  expect(fieldOf('P-1', START)).toBe('flow=5.5');
  expect(fieldOf('T-1', START + 1)).toBe('level=7.25');
  expect(fieldOf('T-1', START + 2)).toBe('level=8.5');
  expect(fieldOf('P-2', START + 3)).toBe('speed=50');
  expect(second.status().losses).toEqual([]);
  await second.answer({ kind: 'close' });
}, 40_000);
