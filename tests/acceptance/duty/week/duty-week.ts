import { onTestFinished } from 'vitest';
import { type AlarmEngine, createAlarmEngine } from '../../../../gateway/alarms/alarm-engine.ts';
import { CONDITIONS } from '../../../../gateway/alarms/conditions/index.ts';
import { createAlarmPerformance } from '../../../../gateway/alarms/performance/performance-service.ts';
import { startDutyRoom } from '../../../../gateway/assembly/duty/duty-room.ts';
import { historianSettings } from '../../../../gateway/assembly/site-runtime.ts';
import type { LoadedSite } from '../../../../gateway/config/load.ts';
import { openHistorian } from '../../../../gateway/historian/historian.ts';
import { createOnCallService } from '../../../../gateway/notifications/on-call/on-call-service.ts';
import { StopStack } from '../../../../gateway/observability/stop-stack.ts';
import { systemClock } from '../../../../gateway/observability/system-clock.ts';
import { Latest } from '../../../../gateway/pipeline/latest.ts';
import type { Clock } from '../../../../gateway/ports/clock.ts';
import type { DutyNotice } from '../../../../gateway/ports/duty-notices.ts';
import type { Historian } from '../../../../gateway/ports/historian.ts';
import type { Logger } from '../../../../gateway/ports/logger.ts';
import { openStore, type Store } from '../../../../gateway/store/open-store.ts';
import { ManualClock } from '../../../harness/manual-clock.ts';
import { silentLogger } from '../../../harness/silent-logger.ts';
import { silentMetrics } from '../../../harness/silent-metrics.ts';
import { tempFolder } from '../../../harness/temp-folder.ts';
import type { Frame } from './building-week.ts';
import { Gauge } from './gauge.ts';
import { MINUTE, START } from './site-days.ts';
import { Tray } from './tray.ts';

/** Everybody looks once in ten minutes instead of once a minute, so that a week takes a minute. */
export const STEP = 10 * MINUTE;
const LONG_MS = 36_500 * 24 * 60 * MINUTE;

/** The gateway behind the field, on a clock that is moved: alarms, operations data, history and the whole duty room. */
export interface DutyWeek {
  readonly loaded: LoadedSite;
  readonly clock: ManualClock;
  readonly store: Store;
  readonly historian: Historian;
  readonly alarms: AlarmEngine;
  readonly room: Awaited<ReturnType<typeof startDutyRoom>>;
  readonly latest: Latest;
  readonly tray: Tray;
  readonly told: readonly DutyNotice[];
  /** Warnings and errors that were logged. */
  readonly complaints: readonly string[];
  /** Moves the clock to the end of the frames, showing each when its time has come, and waits until everybody has done his part. */
  pass(frames: readonly Frame[]): Promise<void>;
  idle(): Promise<void>;
  close(): Promise<readonly string[]>;
}

export async function openDutyWeek(loaded: LoadedSite): Promise<DutyWeek> {
  const { site } = loaded;
  const clock = new ManualClock(START);
  const gauge = new Gauge();
  const complaints: string[] = [];
  const logger = complainingTo(complaints);
  const own = slowed(clock);
  const folder = await tempFolder();
  const opened = await openStore({ folder, clock: own, logger });
  const store = gauge.watch(opened);
  const historian = await openHistory(loaded, await tempFolder(), logger);
  const alarms = createAlarmEngine({
    ...{ conditions: site.conditions, kinds: CONDITIONS, points: site.points, timeZone: site.timeZone },
    ...{ equipment: site.equipment.map(({ id }) => id), settings: loaded.alarms, repository: store.alarms },
    ...{ clock: own, logger, metrics: silentMetrics },
  });
  const latest = new Latest(site.points.length);
  const tray = new Tray();
  const told: DutyNotice[] = [];
  const stops = new StopStack(systemClock, logger);
  opened.records.onChange((record) => tray.take(record));
  await alarms.start();
  stops.push('alarms', () => alarms.stop());
  const onCall = createOnCallService({
    ...{ plan: loaded.onCall, duty: store.duty, escalations: store.escalations, clock: own },
    ...{ note: (events) => store.alarms.note(events), onChanged: () => undefined },
  });
  const people = {
    ...{ engine: alarms, onCall, performance: createAlarmPerformance(store.alarms) },
    notices: { tell: (notice: DutyNotice) => void told.push(notice) },
  };
  const history = gauge.watch(historian.reader);
  const parts = { loaded, people, store, history, latest, fetch, clock: own, logger };
  const room = await startDutyRoom(parts, stops);
  room.workOrders.onChange((order) => tray.takeOrder(order));

  async function pass(frames: readonly Frame[]): Promise<void> {
    for (const { at, all, devices } of frames) {
      clock.advance(at - clock.nowMs());
      for (const { device, isLost } of devices) alarms.onDevice(device, isLost, at);
      latest.take(all);
      alarms.onSamples(all);
      await gauge.idle();
    }
  }

  async function close(): Promise<readonly string[]> {
    const failed = await stops.drain();
    await opened.close();
    return failed;
  }
  return {
    ...{ loaded, clock, store, historian, alarms, room, latest, tray, told, complaints, pass, close },
    idle: () => gauge.idle(),
  };
}

/** The historian keeps time by itself: its thread has a clock of its own. */
async function openHistory(loaded: LoadedSite, dataFolder: string, logger: Logger): Promise<Historian> {
  const settings = historianSettings(loaded, { dataFolder, version: 'test' });
  // The week lies where it lies, whatever day the test is run on.
  const retention = { ...settings.retention, rawMs: LONG_MS, counterRawMs: LONG_MS, minutesMs: LONG_MS };
  const historian = await openHistorian({
    ...{ ...settings, retention, sinks: [] },
    ...{ clock: systemClock, logger, metrics: silentMetrics },
  });
  onTestFinished(() => historian.close());
  return historian;
}

function slowed(clock: ManualClock): Clock {
  return {
    nowMs: () => clock.nowMs(),
    monotonicMs: () => clock.monotonicMs(),
    after: (delayMs, task) => clock.after(delayMs, task),
    every: (periodMs, task) => clock.every(Math.max(periodMs, STEP), task),
  };
}

/** A clock that jumps by minutes makes any write look slow. */
const BY_THE_CLOCK = 'the store is slow to take alarm transitions';

function complainingTo(complaints: string[]): Logger {
  const complain = (fields: object, message: string): void => {
    if (message === BY_THE_CLOCK) return;
    const { err, ...rest } = fields as { readonly err?: unknown };
    complaints.push(`${message} ${JSON.stringify(rest)} ${err instanceof Error ? err.stack : ''}`);
  };
  const logger: Logger = { ...silentLogger, warn: complain, error: complain, child: () => logger };
  return logger;
}
