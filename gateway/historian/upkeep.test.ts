import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../tests/harness/eventually.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { silentMetrics } from '../../tests/harness/silent-metrics.ts';
import { tempFolder } from '../../tests/harness/temp-folder.ts';
import { BatchBuilder } from '../domain/sample.ts';
import { openHistorian } from './historian.ts';
import type { HistorianPoint } from './settings.ts';
import { ScriptedServer } from './sinks/influxdb/scripted-server.fixtures.ts';
import { workerClock } from './worker-clock.ts';

const START = Date.UTC(2026, 0, 5);

/** A server that takes nothing of what is 4. */
async function gateway() {
  const server = new ScriptedServer();
  server.answer = (lines) =>
    lines.some((line) => line.includes('flow=4 ')) ? { status: 400, body: 'unable to parse' } : { status: 204 };
  const url = await server.listen();
  const point: HistorianPoint = {
    ...{ index: 0, tag: 'P-1.flow', kind: 'number', unit: '', equipment: 'P-1', equipmentClass: 'pump' },
    ...{ area: 'plant', name: 'flow', deadband: 0 },
  };
  const historian = await openHistorian({
    ...{ folder: await tempFolder(), siteId: 's', points: [point], clock: workerClock },
    sinks: [
      { id: 'influx', kind: 'influxdb', url, database: 'd' },
      { id: 'scada', kind: 'sparkplug', url: 'mqtt://127.0.0.1:1', group: 'g', keepalive: '15s' },
    ],
    retention: { rawMs: 90 * 86_400_000, logBytes: 1e9, freeDiskBytes: 0 },
    ...{ logger: silentLogger, metrics: silentMetrics },
  });
  onTestFinished(async () => {
    await historian.close();
    await server.close();
  });
  const cursor = async () => (await historian.status()).cursors.find(({ sink }) => sink === 'influx');
  return { historian, server, cursor, upkeep: historian.upkeep };
}

test('a refused value is listed by its tag, sent again when asked for, dropped when not wanted; the past goes out again', async () => {
  const { historian, server, cursor, upkeep } = await gateway();
  const batch = new BatchBuilder();
  for (let n = 0; n < 8; n++) batch.add(0, n, 0, START + n * 1000);
  historian.append(batch);
  await historian.flush();
  await eventually(async () => (await cursor())?.behindSamples === 0 || undefined, 15_000, 'all is sent');
  expect(await cursor()).toMatchObject({ storedSamples: 7, quarantinedSamples: 1 });
  const [entry] = await upkeep.quarantine({ limit: 10 });
  expect(entry).toMatchObject({
    ...{ id: 1, sink: 'influx', tag: 'P-1.flow', sourceTime: START + 4000, value: 4, isRetrying: false },
    ...{ reason: expect.stringContaining('unable to parse'), foundAt: expect.any(Number) },
  });

  const writes = server.writes;
  expect(await upkeep.retryQuarantined({ sink: 'influx', ids: [1] })).toBe(1);
  await eventually(async () => server.writes > writes || undefined, 15_000, 'it is sent again');
  const isKept = async () => (await upkeep.quarantine({ limit: 10 }))[0]?.isRetrying === false || undefined;
  await eventually(isKept, 15_000, 'it is refused again');
  expect(await upkeep.dropQuarantined({ sink: 'influx' })).toBe(1);
  expect(await upkeep.quarantine({ limit: 10 })).toEqual([]);

  server.stored.clear();
  expect(await upkeep.replay('influx', START + 2000)).toMatchObject({ sink: 'influx', from: START + 2000 });
  await eventually(async () => server.stored.size >= 5 || undefined, 15_000, 'the past is there again');
  await eventually(async () => (await cursor())?.repeatingSamples === undefined || undefined, 15_000, 'it ends');
  expect(await cursor()).toMatchObject({ storedSamples: 7, quarantinedSamples: 0, lastError: null });
});

test('what no sink or not this sink can do is refused with its code', async () => {
  const { upkeep } = await gateway();
  await expect(upkeep.replay('nobody', 0)).rejects.toMatchObject({ code: 'SINK_NOT_FOUND', detail: 'nobody' });
  await expect(upkeep.dropQuarantined({ sink: 'nobody' })).rejects.toMatchObject({ code: 'SINK_NOT_FOUND' });
  await expect(upkeep.replay('scada', 0)).rejects.toMatchObject({ code: 'SINK_CANNOT_REPEAT' });
  await expect(upkeep.retryQuarantined({ sink: 'scada' })).rejects.toMatchObject({ code: 'SINK_CANNOT_REPEAT' });
  expect(await upkeep.dropQuarantined({ sink: 'scada' })).toBe(0);
});
