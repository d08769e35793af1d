import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PointState } from '../../../gateway/contract/resources.ts';
import { eventually } from '../../harness/eventually.ts';
import { GatewayProcess } from '../../harness/gateway-process.ts';
import { SimulatedSite } from '../../harness/simulated-site.ts';

let site: SimulatedSite;
let gateway: GatewayProcess;

beforeAll(async () => {
  site = await SimulatedSite.start();
  gateway = await GatewayProcess.start(site.siteFile, join(site.folder, 'data'));
});
afterAll(async () => {
  await gateway?.child.kill();
  await site?.stop();
});

const goodPoints = async (): Promise<PointState[]> =>
  (await gateway.get<PointState[]>('/points?limit=5000')).filter((point) => point.quality === 'good');

test('within a minute at least 900 points of 55 devices are good', async () => {
  const good = await eventually(
    async () => {
      const points = await goodPoints();
      return points.length >= 900 ? points : undefined;
    },
    60_000,
    '900 good points',
  );
  expect(new Set(good.map((point) => point.device)).size).toBeGreaterThanOrEqual(55);
});

test('every good value is what the building had at that time, within its resolution and one scan period', async () => {
  await eventually(
    async () => ((await goodPoints()).every((point) => point.sourceTime !== null) ? true : undefined),
    10_000,
    'times',
  );
  const wrong: string[] = [];
  const points = await goodPoints();
  for (const point of points) {
    const reading = Date.parse(point.sourceTime!);
    const values = await truthAround(point.tag, reading, point.periodMs);
    const low = Math.min(...values);
    const high = Math.max(...values);
    const resolution = 0.51 * 10 ** -point.decimals + 1e-6 * Math.abs(high);
    if (point.value! < low - resolution || point.value! > high + resolution)
      wrong.push(`${point.tag}: ${point.value} is not in ${low}…${high}`);
  }
  expect(wrong).toEqual([]);
});

const STEP_MS = 100;
const snapshots = new Map<number, Promise<Record<string, { value: number }>>>();

/** Values of the building one scan period around a moment, sampled as often as its physics moves. */
async function truthAround(tag: string, at: number, periodMs: number): Promise<number[]> {
  const reach = Math.min(periodMs, 5000);
  const out: number[] = [];
  for (let time = Math.floor((at - reach) / STEP_MS) * STEP_MS; time <= at + STEP_MS; time += STEP_MS) {
    if (!snapshots.has(time)) snapshots.set(time, site.truth(`?at=${new Date(time).toISOString()}`));
    const value = (await snapshots.get(time)!)[tag]?.value;
    if (value !== undefined) out.push(value);
  }
  return out;
}
