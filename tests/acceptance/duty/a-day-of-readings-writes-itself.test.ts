import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSheets } from '../../../gateway/assembly/duty/sheets.ts';
import { historianSettings } from '../../../gateway/assembly/site-runtime.ts';
import { loadSiteFile } from '../../../gateway/cli/site.ts';
import type { LogSheet } from '../../../gateway/domain/duty/sheets/log-sheet.ts';
import { sheetFigures } from '../../../gateway/domain/duty/sheets/sheet-standing.ts';
import { QUALITY } from '../../../gateway/domain/quality.ts';
import { BatchBuilder } from '../../../gateway/domain/sample.ts';
import { openHistorian } from '../../../gateway/historian/historian.ts';
import { StopStack } from '../../../gateway/observability/stop-stack.ts';
import { systemClock } from '../../../gateway/observability/system-clock.ts';
import { Latest } from '../../../gateway/pipeline/latest.ts';
import type { Historian } from '../../../gateway/ports/historian.ts';
import type { SheetService } from '../../../gateway/ports/sheet-service.ts';
import { openStore, type Store } from '../../../gateway/store/open-store.ts';
import { REPOSITORY } from '../../harness/child.ts';
import { ManualClock } from '../../harness/manual-clock.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { silentMetrics } from '../../harness/silent-metrics.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

const loaded = loadSiteFile(join(REPOSITORY, 'config/demo.site.yaml'), {});
if (!loaded.ok) throw new Error('the demo site has mistakes');
const { site, duty } = loaded.value;

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Midnight in Shanghai, the day before yesterday. */
const MIDNIGHT = Math.floor((Date.now() + 8 * HOUR) / DAY) * DAY - 8 * HOUR - 2 * DAY;
const SHEET = 'distribution-room-lv-room';

/** The device is away from 01:30 to 04:30. */
const isAway = (minute: number): boolean => minute >= 90 && minute < 270;
/** Kilowatt-hours: one each minute. */
const VALUES: Readonly<Record<string, (minute: number) => number>> = {
  'INC1.v_ab': () => 398,
  'INC1.i_a': () => 100,
  'INC1.i_b': () => 110,
  'INC1.i_c': () => 90,
  'INC1.p_total': (minute) => (minute === 615 ? 75 : 60),
  'INC1.e_import': (minute) => 50_000 + minute,
  'R01.temperature': () => 28,
};

async function history(): Promise<Historian> {
  const settings = historianSettings(loaded.ok ? loaded.value : ({} as never), {
    dataFolder: await tempFolder(),
    version: 'test',
  });
  const historian = await openHistorian({
    ...settings,
    sinks: [],
    clock: systemClock,
    logger: silentLogger,
    metrics: silentMetrics,
  });
  onTestFinished(() => historian.close());
  const batch = new BatchBuilder();
  const index = new Map(site.points.map((point) => [point.tag, point.index]));
  for (let minute = -120; minute < 26 * 60; minute++) {
    for (const [tag, value] of Object.entries(VALUES)) {
      const bad = isAway(minute) && tag.startsWith('INC1');
      const quality = bad ? QUALITY['bad-not-connected'] : QUALITY.good;
      batch.add(index.get(tag)!, bad ? Number.NaN : value(minute), quality, MIDNIGHT + minute * MINUTE);
    }
  }
  await historian.backfill(batch);
  return historian;
}

interface Gateway {
  readonly store: Store;
  readonly sheets: SheetService;
  readonly stops: StopStack;
  readonly clock: ManualClock;
}

async function gateway(folder: string, historian: Historian, startMs: number): Promise<Gateway> {
  const clock = new ManualClock(startMs);
  const store = await openStore({ folder, clock, logger: silentLogger });
  const stops = new StopStack(clock, silentLogger);
  const sheets = startSheets(
    {
      ...{
        site,
        plan: duty.sheets,
        book: store.records,
        history: historian.reader,
        latest: new Latest(site.points.length),
      },
      alarms: { desk: () => ({ flood: null, unrecordedSince: null, maintenance: [] }) },
      workOrders: { create: () => Promise.reject(new Error('nothing was found')) },
      ...{ notices: { tell: () => undefined }, clock, logger: silentLogger },
    },
    stops,
  );
  return { store, sheets, stops, clock };
}

/** The day's sheet of the distribution room, as soon as it is as it should be. */
async function sheetWhen({ sheets }: Gateway, isSo: (sheet: LogSheet) => boolean): Promise<LogSheet> {
  for (;;) {
    const found = await sheets.list({ subject: 'lv-room', from: MIDNIGHT, to: MIDNIGHT + 1, limit: 10 });
    const body = found.find((one) => one.body.sheet === SHEET)?.body;
    if (body && isSo(body)) return body;
  }
}

const takenUntil = (hour: number) => (sheet: LogSheet) =>
  sheet.rows.every(({ at, capturedAt }) => at > MIDNIGHT + hour * HOUR || capturedAt !== null);
const told = (sheet: LogSheet, column: string) =>
  sheet.rows.filter(({ kind }) => kind === 'slot').map(({ cells }) => cells[column]?.auto?.value ?? null);

test('a day of two-hourly readings writes itself, over a kill, with the gap of a lost device marked and the energy whole', async () => {
  const [folder, historian] = [await tempFolder(), await history()];
  const first = await gateway(folder, historian, MIDNIGHT - 10 * MINUTE);
  await sheetWhen(first, () => true);
  first.clock.advance(6 * HOUR + 11 * MINUTE);
  await sheetWhen(first, takenUntil(6));
  // Killed: what was on the way is not waited for.
  await first.store.close();
  void first.stops.drain();

  const second = await gateway(folder, historian, MIDNIGHT + DAY + 5 * MINUTE);
  const sheet = await sheetWhen(second, takenUntil(24));
  onTestFinished(() => second.store.close());
  await second.stops.drain();

  expect(told(sheet, 'lv.INC1.u_ab')).toEqual([398, null, null, ...Array(9).fill(398)]);
  expect(sheet.rows[1]!.cells['lv.INC1.u_ab']!.auto!.reason).toBe('device-offline');
  expect(told(sheet, 'lv.INC1.unb')[0]).toBeCloseTo(10);
  expect(told(sheet, 'lv.INC1.kwh_d').map((one) => one && Math.round(one))).toEqual([
    120,
    null,
    null,
    360,
    ...Array(8).fill(120),
  ]);
  const day = sheet.rows.find(({ kind }) => kind === 'sheet')!.cells;
  expect(Math.round(day['day.INC1.kwh']!.auto!.value!)).toBe(1440);
  expect(day['day.INC1.peak']!.auto!.value).toBe(75);
  expect(new Date(day['day.INC1.peak_at']!.auto!.value! - MIDNIGHT).toISOString().slice(11, 16)).toBe('10:15');
  // Nobody was there: what people look at is missed, not invented.
  expect(sheetFigures(sheet, MIDNIGHT + 2 * DAY)).toMatchObject({ slots: 12, complete: 0, missing: 12 });
});
