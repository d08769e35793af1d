import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { silentMetrics } from '../../../tests/harness/silent-metrics.ts';
import { BatchBuilder } from '../../domain/sample.ts';
import type { Historian } from '../../ports/historian.ts';
import { openHistorian } from '../historian.ts';
import type { HistorianPoint } from '../settings.ts';
import { workerClock } from '../worker-clock.ts';
import { HOUR, MINUTE } from './counters.fixtures.ts';

const START = Date.UTC(2026, 0, 5);
const point: HistorianPoint = {
  ...{ index: 0, tag: 'F01.e_import', kind: 'counter', unit: 'kWh', equipment: 'F01', equipmentClass: 'meter' },
  ...{ area: 'b2', name: 'e_import', deadband: 0, maxPerHour: 120 },
};
const folder = mkdtempSync(join(tmpdir(), 'plantroom-counter-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (): Promise<Historian> =>
  openHistorian({
    ...{ folder, siteId: 'site-1', points: [point], sinks: [], clock: workerClock },
    retention: { rawMs: 90 * 86_400_000, logBytes: 1e9, freeDiskBytes: 0 },
    ...{ logger: silentLogger, metrics: silentMetrics },
  });

test('an exchange declared to the historian is counted, and is still known after a restart', async () => {
  const first = await open();
  const batch = new BatchBuilder();
  for (let i = 0; i <= 24; i++) batch.add(0, i < 12 ? 5_000 + i : 40 + i - 12, 0, START + i * 5 * MINUTE);
  first.append(batch);
  await first.flush();
  const exchange = {
    ...{ tag: point.tag, atMs: START + HOUR, finalReading: 5_012, startReading: 40 },
    ...{ serialBefore: null, serialAfter: 'B2', note: 'display dead', by: 'kim' },
  };
  const wrong = first.upkeep.replaceMeter({ ...exchange, finalReading: 1 });
  await expect(wrong).rejects.toMatchObject({ code: 'METER_FINAL_REFUSED' });
  const declared = await first.upkeep.replaceMeter(exchange);
  await first.close();

  const second = await open();
  const edges = [START, START + HOUR, START + 2 * HOUR];
  const rises = (await second.reader.increments([point.tag], edges)).map(({ increment }) => increment);
  expect(rises.reduce((sum, rise) => sum + rise, 0)).toBeCloseTo(24, 6);
  expect(await second.reader.meterReplacements(point.tag)).toEqual([declared]);
  expect(await second.reader.corrections([point.tag], START, START + 2 * HOUR)).toMatchObject([
    { kind: 'replacement', before: 5_012, after: 40, declaredBy: 'kim', declaration: declared.id },
  ]);
  await second.close();
}, 30_000);
