import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HistoryImported, HistorySeries, PointState } from '../../gateway/contract/resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { EnergyReport } from '../../gateway/domain/energy.ts';
import { CAMBRIDGE_FILE, CambridgeSite, mapOf } from '../harness/cambridge-site.ts';
import { REPOSITORY } from '../harness/child.ts';

const HOURS = 26_304;
/** b33, 2018, as the origin adds it up. */
const B33_2018_KWH = 1_675_347.5;
const PEAK = { from: '2018-07-26T00:00:00Z', to: '2018-07-27T00:00:00Z' };

let site: CambridgeSite;

beforeAll(async () => {
  site = await CambridgeSite.start();
});
afterAll(() => site?.stop());

const trend = (tag: string, from: string, to: string, width: number): Promise<HistorySeries> =>
  site.gateway.get<HistorySeries>(`/history?${new URLSearchParams({ tag, from, to, width: String(width) })}`);

/** What the afternoon of the peak looks like in columns of two hours. */
async function peak(): Promise<{ readonly max: number; readonly mean: number }> {
  const { columnMs, time, max, mean } = await trend('B33.power', PEAK.from, PEAK.to, 12);
  expect(columnMs).toBe(2 * 3_600_000);
  const at = time.indexOf(Date.parse('2018-07-26T12:00:00Z'));
  return { max: max[at]!, mean: mean[at]! };
}

test('three years of a building are imported by one command, are durable, and a second time changes nothing', async () => {
  const map = mapOf('b33');
  const samples = 2 * HOURS + 1;
  expect(await site.importYears(map, '--dry-run')).toMatchObject({ written: samples, refused: 0 });
  const started = performance.now();
  expect(await site.importYears(map)).toMatchObject({ ok: true, values: 2 * HOURS, samples, written: samples });
  console.log(`${samples} samples imported in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  await site.gateway.child.kill('SIGKILL');
  await site.restart();
  await site.restart();
  expect(await site.importYears(map)).toMatchObject({ ok: true, written: 0, replaced: 0, present: samples });
});

test('its points show the last value with its own time, as imported, and nothing calls them lost', async () => {
  const points = await site.gateway.get<PointState[]>('/points?tag=B33.power,B78.power');
  expect(points).toMatchObject([
    { value: 130.7, quality: 'good', reason: 'good-manual', sourceTime: '2020-12-31T23:00:00.000Z' },
    { value: null, quality: 'bad', reason: 'bad-waiting' },
  ]);
  expect(await site.gateway.get('/alarms?state=open')).toEqual([]);
  const [connection] = await site.gateway.get<{ state: string; devices: { state: string }[] }[]>('/connections');
  expect([connection?.state, ...(connection?.devices ?? []).map(({ state }) => state)]).toEqual(
    Array(4).fill('online'),
  );
});

test('its energy adds up to what the origin says, month by month', async () => {
  const report = await site.gateway.get<Wire<EnergyReport>>('/energy?period=year&at=2018-07-01T00:00:00Z');
  const b33 = report.systems.find(({ system }) => system === 'b33')!;
  expect(b33.buckets).toHaveLength(12);
  expect(b33.kwh).toBeCloseTo(B33_2018_KWH, 3);
  expect(b33.buckets.reduce((sum, { kwh }) => sum + kwh!, 0)).toBeCloseTo(B33_2018_KWH, 3);
  expect(b33.coverage).toBe(1);
});

test('a reading that comes late changes the rollup of its hour, at once and after it was made anew', async () => {
  const before = await peak();
  expect(before).toEqual({ max: 286, mean: (277.2 + 286) / 2 });
  const late = { series: [{ tag: 'B33.power', time: [Date.parse('2018-07-26T13:30:00Z')], value: [400] }] };
  const result = await site.gateway.post<HistoryImported>('/history/import', late);
  expect(result).toMatchObject({ written: 1, replaced: 0 });
  const after = { max: 400, mean: (277.2 * 2 + 286 + 400) / 4 };
  expect(await peak()).toEqual(after);
  await site.restart();
  expect(await peak()).toEqual(after);
  expect(await site.gateway.get('/alarms?state=open')).toEqual([]);
});

test('what is exported is what was imported', async () => {
  const out = join(site.folder, 'b33.csv');
  const range = ['--from', '2018-01-01', '--to', '2018-07-01', '--out', out, '--utc'];
  const { code, output } = await site.history('export', '--tags', 'B33.power', ...range);
  expect([code, output]).toEqual([0, expect.stringContaining('4344 rows')]);
  const given = gunzipSync(readFileSync(join(REPOSITORY, CAMBRIDGE_FILE)))
    .toString()
    .split('\n')
    .slice(1, 4344);
  const got = readFileSync(out, 'utf8').split('\r\n').slice(1, 4344);
  const pairs = given.map((line) => line.split(',').slice(0, 2));
  expect(got.map((line) => line.split(',')).map(([, time, value]) => [time, value])).toEqual(
    pairs.map(([time, value]) => [`${time!.replace(' ', 'T')}.000Z`, String(Number(value))]),
  );
});
