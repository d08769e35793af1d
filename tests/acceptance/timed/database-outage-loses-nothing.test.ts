import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { equipmentClass } from '../../../gateway/domain/equipment.ts';
import type { CursorState, HistorianStatus } from '../../../gateway/ports/historian.ts';
import { eventually } from '../../harness/eventually.ts';
import { GatewayProcess } from '../../harness/gateway-process.ts';
import { countInfluxValues, createInfluxdb, type TimeSeriesServer } from '../../harness/influxdb.ts';
import { SimulatedSite } from '../../harness/simulated-site.ts';
import { countVictoriaValues, createVictoriametrics } from '../../harness/victoriametrics.ts';

/** How long the databases are away; minutes when asked for by hand. */
const OUTAGE_MS = Number(process.env.PLANTROOM_OUTAGE_SECONDS ?? 20) * 1000;
const LIMIT_MS = 2 * OUTAGE_MS + 200_000;
const DATABASE = 'plantroom';

let influx: TimeSeriesServer | undefined;
let victoria: TimeSeriesServer | undefined;
let site: SimulatedSite | undefined;
let gateway: GatewayProcess | undefined;

beforeAll(async () => {
  influx = await createInfluxdb();
  victoria = await createVictoriametrics();
  await Promise.all([influx?.start(), victoria?.start()]);
});
afterAll(async () => {
  await gateway?.child.kill();
  await site?.stop();
  await Promise.all([influx?.remove(), victoria?.remove()]);
});

const status = async (): Promise<HistorianStatus> =>
  (await gateway!.get<{ historian: HistorianStatus }>('/status')).historian;
const cursor = async (sink: string): Promise<CursorState> => (await status()).cursors.find((one) => one.sink === sink)!;

/** Both databases have proven everything that is in the log up to now. */
const caughtUp = async (): Promise<true | undefined> => {
  const cursors = [await cursor('influx'), await cursor('victoria')];
  return cursors.every(({ behindMs, lastError }) => behindMs < 3000 && lastError === null) ? true : undefined;
};

async function countInflux(): Promise<number> {
  const counts = await Promise.all(
    equipmentClass.options.map((name) => countInfluxValues(influx!.url, DATABASE, name)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

test(
  'two databases away, the gateway killed meanwhile: afterwards both hold exactly what the log holds',
  async (context) => {
    if (!influx || !victoria) return context.skip();
    site = await SimulatedSite.start(
      `sinks:
  - { id: influx, url: "${influx.url}", database: ${DATABASE} }
  - { id: victoria, kind: victoriametrics, url: "${victoria.url}", database: ${DATABASE} }
`,
    );
    const data = join(site.folder, 'data');
    gateway = await GatewayProcess.start(site.siteFile, data);
    await eventually(async () => ((await gateway!.countGood()) >= 900 ? true : undefined), 60_000, 'live');
    await eventually(caughtUp, 30_000, 'both databases are filled');

    await Promise.all([influx.kill(), victoria.kill()]);
    await pause(OUTAGE_MS / 2);
    expect((await cursor('influx')).behindSamples).toBeGreaterThan(0);
    await gateway.child.kill('SIGKILL');
    gateway = await GatewayProcess.start(site.siteFile, data);
    await pause(OUTAGE_MS / 2);
    await Promise.all([influx.start(), victoria.start()]);
    await eventually(caughtUp, OUTAGE_MS + 60_000, 'both databases have caught up');

    // The building goes quiet, so that the count stands still: everything read so far must be in both databases.
    await site.stop();
    site = undefined;
    await pause(3000);
    const last = await eventually(
      async () => {
        const [one, two] = [await cursor('influx'), await cursor('victoria')];
        return one.behindSamples === 0 && two.behindSamples === 0 ? { one, two, log: await status() } : undefined;
      },
      60_000,
      'nothing is left in the log',
    );
    const inInflux = await countInflux();
    const inVictoria = await countVictoriaValues(victoria.url, `(${equipmentClass.options.join('|')})_.*`);
    console.log(`log: ${last.one.storedSamples}, InfluxDB: ${inInflux}, VictoriaMetrics: ${inVictoria}`);
    expect(last.log.droppedSamples).toBe(0);
    expect([last.one.quarantinedSamples, last.two.quarantinedSamples]).toEqual([0, 0]);
    expect(inInflux).toBe(last.one.storedSamples);
    expect(inVictoria).toBe(last.two.storedSamples);
    expect(last.one.storedSamples).toBe(last.two.storedSamples);
  },
  LIMIT_MS,
);
