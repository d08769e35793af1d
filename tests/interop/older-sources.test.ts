import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOLD_MS } from '../../gateway/historian/limits.ts';
import { type Series, SeriesBuilder, sliceSeries } from '../../gateway/historian/series.ts';
import { buildRollup, emptyRollup } from '../../gateway/historian/sinks/embedded/rollup.ts';
import { namesOf } from '../../gateway/historian/sinks/influxdb/wide-lines.ts';
import { createSource } from '../../gateway/historian/sources/create-source.ts';
import { columnsOf } from '../../gateway/historian/sources/joined/columns.ts';
import { joinAnswer } from '../../gateway/historian/sources/joined/join-answer.ts';
import { MOST_SAMPLES } from '../../gateway/historian/sources/limits.ts';
import type { Source } from '../../gateway/historian/sources/source.ts';
import { readPart } from '../../gateway/historian/sources/source-part.ts';
import { systemClock } from '../../gateway/observability/system-clock.ts';
import { createInfluxdb, type TimeSeriesServer } from '../harness/influxdb.ts';
import { createVictoriametrics } from '../harness/victoriametrics.ts';

const START = Date.UTC(2026, 0, 5);
const SECONDS = MOST_SAMPLES + 20_000;
const END = START + SECONDS * 1_000;
const point = { tag: 'P.p', kind: 'number' as const, unit: '', equipment: 'P-1', area: 'plant', deadband: 0, index: 0 };
const names = namesOf('s', { ...point, equipmentClass: 'pump', name: 'p' });

/** A value a second for nearly two days, with two lonely spikes and one silent hour. */
function dense(): Series {
  const builder = new SeriesBuilder();
  for (let n = 0; n < SECONDS; n++) {
    if (n >= 90_000 && n < 93_600) continue;
    const isSpike = n === 33_333 || n === 120_001;
    builder.add(START + n * 1_000, isSpike ? 5_000 : Math.round(1_000 * Math.sin(n / 500)) / 100, 0);
  }
  return builder.toSeries();
}

const samples = dense();

async function write(url: string): Promise<void> {
  await fetch(`${url}/query?q=${encodeURIComponent('CREATE DATABASE plantroom')}`, { method: 'POST' });
  for (let at = 0; at < samples.length; at += 20_000) {
    const part = [...samples.time.subarray(at, at + 20_000)].map((time, i) => `p=${samples.value[at + i]!} ${time}`);
    const body = part.map((line) => `pump,area=plant,equipment=P-1,site=s ${line}`).join('\n');
    const answer = await fetch(`${url}/write?db=plantroom&precision=ms`, { method: 'POST', body });
    expect(answer.status).toBe(204);
  }
}

describe.each([
  { kind: 'influxdb' as const, create: createInfluxdb },
  { kind: 'victoriametrics' as const, create: createVictoriametrics },
])('more samples than are read one by one, in $kind', ({ kind, create }) => {
  let server: TimeSeriesServer | undefined;
  let source: Source;

  beforeAll(async () => {
    server = await create();
    if (!server) return;
    await server.start();
    await write(server.url);
    if (kind === 'victoriametrics') await fetch(`${server.url}/internal/force_flush`);
    source = createSource({ id: 'db', kind, url: server.url, database: 'plantroom' }, systemClock);
  });

  afterAll(async () => {
    source?.close();
    await server?.remove();
  });

  test('are counted and paged', async () => {
    if (!server) return;
    const range = { names, fromMs: START + 7_000, toMs: START + 70_007 };
    const inside = sliceSeries(samples, range.fromMs, range.toMs);
    expect(await source.count(range)).toBe(inside.length);
    expect([...(await source.samples(range, 40)).time]).toEqual([...inside.time.subarray(0, 40)]);
    expect([...(await source.samples(range, 1_000)).value]).toEqual([...inside.value]);
  });

  test('become columns that hide no spike and show the gap', async () => {
    if (!server) return;
    const columnMs = 1_800_000;
    const [fromMs, toMs] = [START, END - 1_234];
    const frame = { seamMs: toMs, columnMs, startMs: START, length: Math.ceil((toMs - START) / columnMs) };
    const part = await readPart(source, { names, fromMs: START - HOLD_MS, toMs }, columnMs);
    expect(part.kind).toBe('buckets');
    const empty = columnsOf(emptyRollup(START, columnMs, frame.length), { tag: 'P.p', fromMs, toMs });
    const joined = joinAnswer(empty, part, { ...frame, width: 100, holdMs: HOLD_MS }, Date.now());
    const whole = buildRollup(sliceSeries(samples, 0, toMs), START, columnMs, frame.length, toMs, HOLD_MS);
    for (let i = 0; i < frame.length; i++) {
      const where = `column ${i}`;
      expect(Math.abs(joined.good[i]! - whole.goodMs[i]! / columnMs), where).toBeLessThan(0.01);
      if (whole.goodMs[i] === 0) continue;
      // A bucket also has what held at its beginning, though a sample may stand right there: a hundredth at most.
      expect(joined.max[i], where).toBeGreaterThanOrEqual(whole.max[i]! - 1e-9);
      expect(joined.max[i], where).toBeLessThan(whole.max[i]! + 0.05);
      expect(joined.min[i], where).toBeLessThanOrEqual(whole.min[i]! + 1e-9);
      expect(joined.min[i], where).toBeGreaterThan(whole.min[i]! - 0.05);
      expect(joined.mean[i], where).toBeCloseTo(whole.mean[i]!, 0);
    }
    expect(whole.goodMs.some((ms) => ms < columnMs / 2)).toBe(true);
  });
});
