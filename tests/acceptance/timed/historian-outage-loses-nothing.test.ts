import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { BatchBuilder } from '../../../gateway/domain/sample.ts';
import { openHistorian } from '../../../gateway/historian/historian.ts';
import type { HistorianPoint, SinkSettings } from '../../../gateway/historian/settings.ts';
import { systemClock } from '../../../gateway/observability/system-clock.ts';
import type { CursorState, Historian } from '../../../gateway/ports/historian.ts';
import { countInfluxValues, createInfluxdb, type TimeSeriesServer } from '../../harness/influxdb.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { silentMetrics } from '../../harness/silent-metrics.ts';
import { countVictoriaValues, createVictoriametrics } from '../../harness/victoriametrics.ts';

const POINTS = 250;
const PER_EQUIPMENT = 25;
const POLLS = 400;
const BAD = 129;

const points: HistorianPoint[] = Array.from({ length: POINTS }, (_, index) => ({
  index,
  tag: `EQ-${Math.floor(index / PER_EQUIPMENT)}.p${index % PER_EQUIPMENT}`,
  kind: 'number',
  unit: '℃',
  equipment: `EQ-${Math.floor(index / PER_EQUIPMENT)}`,
  equipmentClass: 'chiller',
  area: 'plant room',
  name: `p${index % PER_EQUIPMENT}`,
  deadband: 0,
}));

/** Polls `POLLS` seconds of plant time as fast as it will go; every 50th sample is bad. Returns how many values were usable. */
function poll(historian: Historian, startMs: number, from: number, to: number): number {
  let usable = 0;
  const batch = new BatchBuilder(POINTS);
  for (let n = from; n < to; n++) {
    batch.clear();
    for (let p = 0; p < POINTS; p++) {
      const isBad = (n * POINTS + p) % 50 === 0;
      batch.add(
        p,
        isBad ? Number.NaN : n + p / 1000,
        isBad ? BAD : 0,
        startMs + n * 1000 + Math.floor(p / PER_EQUIPMENT),
      );
      if (!isBad) usable++;
    }
    historian.append(batch);
  }
  return usable;
}

async function until<T>(ask: () => Promise<T>, isReached: (answer: T) => boolean): Promise<T> {
  const giveUpAt = performance.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (isReached(answer) || performance.now() > giveUpAt) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const cursorOf = async (historian: Historian): Promise<CursorState> =>
  (await historian.status()).cursors.find(({ sink }) => sink === 'remote')!;

const cases = [
  {
    kind: 'influxdb' as const,
    create: createInfluxdb,
    count: (url: string) => countInfluxValues(url, 'plantroom', 'chiller'),
  },
  {
    kind: 'victoriametrics' as const,
    create: createVictoriametrics,
    count: (url: string) => countVictoriaValues(url, 'chiller_.*'),
  },
];

describe.each(cases)('$kind', ({ kind, create, count }) => {
  const cleanUp: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });

  async function open(folder: string, server: TimeSeriesServer): Promise<Historian> {
    const sink: SinkSettings = { id: 'remote', kind, url: server.url, database: 'plantroom' };
    return openHistorian({
      folder,
      siteId: 'site-1',
      points,
      sinks: [sink],
      retention: { rawMs: 90 * 86_400_000, logBytes: 2_000_000_000, freeDiskBytes: 0 },
      clock: systemClock,
      logger: silentLogger,
      metrics: silentMetrics,
    });
  }

  test('an outage, a kill of the server under load and a restart of the gateway lose no value', async (context) => {
    const server = await create();
    if (!server) return context.skip();
    cleanUp.push(() => server.remove());
    const folder = mkdtempSync(join(tmpdir(), 'plantroom-history-'));
    cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
    const startMs = Math.floor(Date.now() / 1000) * 1000 - 3 * POLLS * 1000;

    await server.start();
    let historian = await open(folder, server);
    let usable = poll(historian, startMs, 0, POLLS / 2);
    await historian.flush();
    await until(
      () => cursorOf(historian),
      (cursor) => cursor.storedSamples > 0,
    );
    await server.kill();

    usable += poll(historian, startMs, POLLS / 2, POLLS);
    await historian.flush();
    await until(
      () => cursorOf(historian),
      (cursor) => cursor.lastError !== null,
    );
    await historian.close();
    historian = await open(folder, server);
    const duringOutage = await cursorOf(historian);

    await server.start();
    usable += poll(historian, startMs, POLLS, POLLS + 50);
    await historian.flush();
    const cursor = await until(
      () => cursorOf(historian),
      ({ behindSamples }) => behindSamples === 0,
    );
    const status = await historian.status();
    await historian.close();
    const stored = await until(
      () => count(server.url),
      (n) => n === usable,
    );

    expect(duringOutage.behindSamples).toBeGreaterThan(0);
    expect(status.droppedSamples).toBe(0);
    expect(cursor).toMatchObject({ behindSamples: 0, storedSamples: usable, quarantinedSamples: 0, lastError: null });
    expect(stored).toBe(usable);
  });
});
