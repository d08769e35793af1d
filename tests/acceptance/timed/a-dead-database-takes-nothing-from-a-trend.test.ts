import type { RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { BatchBuilder } from '../../../gateway/domain/sample.ts';
import { openHistorian } from '../../../gateway/historian/historian.ts';
import { WAIT_MS } from '../../../gateway/historian/sources/limits.ts';
import { systemClock } from '../../../gateway/observability/system-clock.ts';
import type { Historian } from '../../../gateway/ports/historian.ts';
import { answeringServer } from '../../harness/answering-server.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { silentMetrics } from '../../harness/silent-metrics.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

const HOUR_MS = 3_600_000;
const START = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 6 * HOUR_MS;
const END = START + 3 * HOUR_MS;

/** A historian with three hours of one value a minute, and a database at `url` that should have what was before. */
async function openWith(url: string): Promise<Historian> {
  const point = { index: 0, tag: 'P-1.flow', kind: 'number' as const, unit: '', deadband: 0, name: 'flow' };
  const place = { equipment: 'P-1', equipmentClass: 'pump', area: 'plant' };
  const historian = await openHistorian({
    ...{ folder: await tempFolder(), siteId: 's', points: [{ ...point, ...place }] },
    sinks: [{ id: 'db', kind: 'influxdb', url, database: 'plantroom' }],
    retention: { rawMs: 90 * 24 * HOUR_MS, logBytes: 1e9, freeDiskBytes: 0 },
    ...{ clock: systemClock, logger: silentLogger, metrics: silentMetrics },
  });
  onTestFinished(() => historian.close());
  const batch = new BatchBuilder();
  for (let time = START; time < END; time += 60_000) batch.add(0, time % 7_919, 0, time);
  historian.append(batch);
  await historian.flush();
  return historian;
}

test.each<[string, RequestListener | undefined, string]>([
  ['is not there', undefined, 'unreachable'],
  ['talks about other things', (_, response) => void response.end('<html>'), 'unreadable'],
  ['never answers', () => {}, 'slow'],
])('a database that %s', async (_, answer, reason) => {
  const historian = await openWith(answer ? await answeringServer(answer) : 'http://127.0.0.1:1');
  const from = START - 24 * HOUR_MS;
  const askedAt = performance.now();
  const trend = await historian.reader.query('P-1.flow', from, END, 54);
  const tookMs = performance.now() - askedAt;
  const again = await historian.reader.query('P-1.flow', from, END, 54);
  const againMs = performance.now() - askedAt - tookMs;
  const recent = await historian.reader.query('P-1.flow', START, END, 54);

  expect(trend.missing).toEqual({ fromMs: from, toMs: START, reason });
  expect(again.missing?.reason).toBe(reason);
  expect([...trend.good].filter((share) => share > 0)).toHaveLength(6);
  expect(tookMs).toBeLessThan(WAIT_MS + 1_000);
  expect(againMs).toBeLessThan(500);
  expect(recent.missing ?? null).toBeNull();
});
