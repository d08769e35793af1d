import { startSheets } from '../../gateway/assembly/duty/sheets.ts';
import { historianSettings } from '../../gateway/assembly/site-runtime.ts';
import { loadSiteFile } from '../../gateway/cli/site.ts';
import { dateAfter, dateAt } from '../../gateway/domain/duty/sheets/sheet-day.ts';
import { sheetKey } from '../../gateway/domain/duty/sheets/sheet-open.ts';
import type { Point } from '../../gateway/domain/point.ts';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { BatchBuilder } from '../../gateway/domain/sample.ts';
import { ZoneOffsets } from '../../gateway/domain/zone-offsets.ts';
import { openHistorian } from '../../gateway/historian/historian.ts';
import { StopStack } from '../../gateway/observability/stop-stack.ts';
import { systemClock } from '../../gateway/observability/system-clock.ts';
import { Latest } from '../../gateway/pipeline/latest.ts';
import type { SheetRecord, SheetService } from '../../gateway/ports/sheet-service.ts';
import { openStore } from '../../gateway/store/open-store.ts';
import { ManualClock } from '../harness/manual-clock.ts';
import { silentLogger } from '../harness/silent-logger.ts';
import { silentMetrics } from '../harness/silent-metrics.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SHEET = 'distribution-room-lv-room';
/** How often a value that does not change is kept. */
const KEPT_MS = 5 * MINUTE;
/** Taken at once, with room for the points of one more moment. */
const PAGE = 15_000;

/** What a point of the distribution room said all day; undefined: it is on no sheet. */
function readingOf({ name, unit }: Point, minute: number): number | undefined {
  if (name === 'e_import') return 50_000 + minute;
  if (name === 'closed') return 1;
  if (name === 'pf') return 0.95;
  if (name === 'freq') return 50;
  if (unit === 'V') return 398;
  if (unit === 'A') return 120;
  if (unit === 'kW') return 60;
  if (name === 'temperature') return 27;
  return name === 'humidity' ? 45 : undefined;
}

/** The distribution room's sheet of yesterday, made by the gateway's own engine over a day of readings, and signed by the shift lead. */
export async function writeYesterday(siteFile: string, dataFolder: string): Promise<void> {
  const loaded = loadSiteFile(siteFile, {});
  if (!loaded.ok) throw new Error('the site of the evening has mistakes');
  const { site, duty } = loaded.value;
  const zone = new ZoneOffsets(site.timeZone);
  const date = dateAfter(dateAt(Date.now(), zone), -1);
  const midnight = zone.instants(Date.parse(`${date}T00:00:00Z`))[0]!;
  const historian = await openHistorian({
    ...historianSettings(loaded.value, { dataFolder, version: 'test' }),
    ...{ sinks: [], clock: systemClock, logger: silentLogger, metrics: silentMetrics },
  });
  const inRoom = new Set(site.equipment.filter(({ area }) => area === 'lv-room').map(({ id }) => id));
  const points = site.points.filter(({ equipment }) => inRoom.has(equipment));
  let batch = new BatchBuilder();
  for (let at = midnight - HOUR; at < midnight + DAY; at += KEPT_MS) {
    for (const point of points) {
      const value = readingOf(point, (at - midnight) / MINUTE);
      if (value !== undefined) batch.add(point.index, value, QUALITY.good, at);
    }
    if (batch.length < PAGE) continue;
    await historian.backfill(batch);
    batch = new BatchBuilder();
  }
  await historian.backfill(batch);
  const clock = new ManualClock(midnight - 5 * MINUTE);
  const store = await openStore({ folder: dataFolder, clock, logger: silentLogger });
  const stops = new StopStack(clock, silentLogger);
  const plan = { ...duty.sheets, sheets: duty.sheets.sheets.filter(({ id }) => id === SHEET) };
  const sheets = startSheets(
    {
      ...{ site, plan, book: store.records, history: historian.reader, latest: new Latest(site.points.length) },
      alarms: { desk: () => ({ flood: null, unrecordedSince: null, maintenance: [] }) },
      workOrders: { create: () => Promise.reject(new Error('nothing was found')) },
      ...{ notices: { tell: () => undefined }, clock, logger: silentLogger },
    },
    stops,
  );
  const wanted = sheetKey(SHEET, date);
  await sheetWhen(sheets, wanted, () => true);
  clock.advance(DAY + 20 * MINUTE);
  const { id, version } = await sheetWhen(sheets, wanted, ({ body }) =>
    body.rows.every(({ capturedAt }) => capturedAt !== null),
  );
  const zhao = { username: 'zhao', role: 'operator', via: 'screen', deviceAt: null } as const;
  const signed = await sheets.sign(id, { day: 'shift-lead' }, zhao, version);
  if (!signed.ok) throw new Error(`yesterday is not signed: ${signed.code}`);
  await stops.drain();
  await store.close();
  await historian.close();
}

/** The sheet as soon as it is as it should be. */
async function sheetWhen(
  sheets: SheetService,
  key: string,
  isSo: (sheet: SheetRecord) => boolean,
): Promise<SheetRecord> {
  for (;;) {
    const found = (await sheets.list({ limit: 100 })).find((one) => one.key === key);
    if (found && isSo(found)) return found;
  }
}
