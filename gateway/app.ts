import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createAcquisition } from './acquisition/acquisition.ts';
import { createAlarmEngine } from './alarms/alarm-engine.ts';
import { CONDITIONS } from './alarms/conditions/index.ts';
import type { LoadedSite } from './config/load.ts';
import { durationMs } from './domain/duration.ts';
import type { Site } from './domain/site.ts';
import { DRIVERS } from './drivers/index.ts';
import { createEnergyService } from './energy/energy-service.ts';
import { type HistorianOptions, openHistorian } from './historian/historian.ts';
import { ensureFirstAdmin } from './http/first-admin.ts';
import { createHttpServer } from './http/server.ts';
import { LiveHub } from './live/live-hub.ts';
import { createWorkOrders } from './maintenance/work-orders.ts';
import { CHANNELS } from './notifications/channels/index.ts';
import { composeNotification } from './notifications/compose-notification.ts';
import { createNotifier } from './notifications/notifier.ts';
import { createHealth } from './observability/health.ts';
import { createMetrics } from './observability/metrics.ts';
import { StopStack } from './observability/stop-stack.ts';
import { Latest } from './pipeline/latest.ts';
import { createPipeline } from './pipeline/pipeline.ts';
import type { Channel } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import { lockFolder } from './store/folder-lock.ts';
import { openStore } from './store/open-store.ts';

export interface AppOptions {
  readonly loaded: LoadedSite;
  readonly dataFolder: string;
  readonly dashboardFolder: string;
  /** Values come from a simulated building; every page says so. */
  readonly simulated: boolean;
  readonly version: string;
  readonly adminPassword: string | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface App {
  /** Where the screens are. */
  readonly url: string;
  /** The first administrator's random password; only at the first start, and only if none was given. */
  readonly firstPassword: string | undefined;
  /** Fields first, stores last. Answers the names of the parts that did not stop cleanly. */
  stop(): Promise<readonly string[]>;
}

/** Starts the whole gateway, or nothing: what was started is stopped again when a later part cannot start. */
export async function startApp(options: AppOptions): Promise<App> {
  const stops = new StopStack(options.clock, options.logger);
  try {
    return await setUp(options, stops);
  } catch (cause) {
    await stops.drain();
    throw cause;
  }
}

/** Everybody meets here, sinks before sources, in one straight line: splitting it would hide how data flow. */
async function setUp(options: AppOptions, stops: StopStack): Promise<App> {
  const { loaded, dataFolder, clock, logger } = options;
  const { site } = loaded;
  const generation = randomUUID();
  const random = Math.random;
  const metrics = createMetrics();

  const lock = lockFolder(dataFolder);
  stops.push('data folder', () => lock.release());

  const store = await openStore({ folder: dataFolder, clock, logger });
  stops.push('operations store', () => store.close());
  let firstPassword: string | undefined;
  await ensureFirstAdmin({
    accounts: store.accounts,
    clock,
    randomBytes,
    password: options.adminPassword,
    print: (_username, password) => {
      firstPassword = password;
    },
  });

  const historian = await openHistorian({
    ...{ folder: join(dataFolder, 'history'), siteId: site.id, points: historianPoints(site), sinks: loaded.sinks },
    retention: retentionOf(loaded),
    ...{ clock, logger, metrics },
  });
  stops.push('historian', () => historian.close());

  const channels = new Map(loaded.channels.map(({ id, kind, options }) => [id, createChannel(kind, options, clock)]));
  const equipment = new Map(site.equipment.map(({ id, name }) => [id, name]));
  const messageSite = { ...site, equipmentName: (id: string) => equipment.get(id) };
  const notifier = createNotifier({
    ...{ outbox: store.outbox, channels, clock, logger, metrics, random },
    compose: (notice) => composeNotification(messageSite, notice),
  });
  await notifier.start();
  stops.push('notifications', () => notifier.stop());

  const workOrders = createWorkOrders({ repository: store.workOrders, clock, equipment: new Set(equipment.keys()) });
  const alarms = createAlarmEngine({
    ...{ conditions: site.conditions, kinds: CONDITIONS, points: site.points, repository: store.alarms },
    routes: loaded.channels.map(({ id, priorities, returned }) => ({ channel: id, priorities, returned })),
    ...{ clock, logger, metrics },
  });
  await alarms.start();
  stops.push('alarms', () => alarms.stop());

  const latest = new Latest(site.points.length);
  const onReadings = createPipeline(site.points, [
    (batch) => alarms.onSamples(batch),
    (batch) => latest.take(batch),
    (batch) => historian.append(batch),
  ]);
  const acquisition = createAcquisition({
    ...{ site, drivers: DRIVERS, onReadings, clock, random, logger, metrics },
    stateFolder: join(dataFolder, 'drivers'),
  });
  acquisition.onDeviceLost((device, isLost, at) => alarms.onDevice(device, isLost, at));

  const readiness = createHealth(
    {
      historian: async () => {
        const { healthy, problem } = await historian.status();
        return { ok: healthy, ...(problem ? { detail: problem } : {}) };
      },
      alarms: () => {
        const { healthy, waitingTransitions } = alarms.status();
        return { ok: healthy, detail: `${waitingTransitions} transitions wait to be stored` };
      },
      fields: () => {
        const online = acquisition.status.connections().filter(({ state }) => state === 'online').length;
        return { ok: online > 0, detail: `${online} of ${site.connections.length} connections online` };
      },
    },
    clock,
  );
  const web = await createHttpServer({
    ...{ site, settings: loaded.http, simulated: options.simulated, version: options.version, generation, latest },
    ...{ alarms: alarms.service, workOrders, historian, energy: createEnergyService(site, historian) },
    ...{ plant: acquisition.status, accounts: store.accounts, readiness, metricsText: () => metrics.text() },
    ...{ dashboardFolder: options.dashboardFolder, clock, logger, randomBytes },
  });
  stops.push('web server', () => web.close());
  const live = new LiveHub({
    ...{ server: web.app.server, site, generation, latest, alarms: alarms.service, workOrders },
    ...{ plant: acquisition.status, sessions: web.sessions, clock, logger, metrics },
  });
  stops.push('live', () => live.close());
  const url = await web.listen();

  acquisition.start();
  stops.push('acquisition', () => acquisition.stop());
  logger.info({ url, points: site.points.length, connections: site.connections.length }, 'gateway started');
  return { url, firstPassword, stop: () => stops.drain() };
}

function createChannel(kind: string, options: unknown, clock: Clock): Channel {
  const definition = CHANNELS.find((channel) => channel.kind === kind);
  if (!definition) throw new TypeError(`channel kind ${kind} passed the configuration but does not exist`);
  return definition.create(options, { clock, fetch });
}

function historianPoints(site: Site): HistorianOptions['points'] {
  const equipment = new Map(site.equipment.map((one) => [one.id, one]));
  return site.points.map((point) => {
    const owner = equipment.get(point.equipment)!;
    return { ...point, equipmentClass: owner.class, area: owner.area };
  });
}

function retentionOf({ retention }: LoadedSite): HistorianOptions['retention'] {
  const { raw, logBytes, freeDiskBytes } = retention;
  return { rawMs: durationMs(raw), logBytes, freeDiskBytes };
}
