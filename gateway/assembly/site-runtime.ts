import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Acquisition } from '../acquisition/acquisition.ts';
import type { AlarmEngine } from '../alarms/alarm-engine.ts';
import { createCommandGate } from '../commands/command-gate.ts';
import type { LoadedSite } from '../config/load.ts';
import type { SampleBatch } from '../domain/sample.ts';
import type { Site } from '../domain/site.ts';
import { DRIVERS } from '../drivers/index.ts';
import { createEnergyService } from '../energy/energy-service.ts';
import { createExpressionLanguage } from '../expressions/cel-language.ts';
import { openHistorian } from '../historian/historian.ts';
import type { HistorianSettings } from '../historian/settings.ts';
import { createHttpServer } from '../http/server.ts';
import { LiveHub } from '../live/live-hub.ts';
import { createHealth } from '../observability/health.ts';
import type { MetricsRegistry } from '../observability/metrics.ts';
import type { StopStack } from '../observability/stop-stack.ts';
import type { ClockGuard } from '../pipeline/clock/clock-guard.ts';
import { ComputedPoints } from '../pipeline/computed/computed-points.ts';
import { recallPasts } from '../pipeline/computed/recall-pasts.ts';
import { Latest } from '../pipeline/latest.ts';
import type { LatestTexts } from '../pipeline/latest-texts.ts';
import { ManualValues } from '../pipeline/manual-values.ts';
import { numbersOnly } from '../pipeline/numbers-only.ts';
import { createPipeline } from '../pipeline/pipeline.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileStore } from '../ports/file-store.ts';
import type { Historian } from '../ports/historian.ts';
import type { Logger } from '../ports/logger.ts';
import type { RawReadings } from '../ports/raw-readings.ts';
import type { Store } from '../store/open-store.ts';
import { startAlarmSystem } from './alarm-system.ts';
import { startDutyRoom } from './duty/duty-room.ts';
import { retentionLimits } from './retention-limits.ts';
import { NO_SITE_DESK } from './site-desk/no-site-desk.ts';
import { createSiteDesk } from './site-desk/site-desk.ts';
import type { SiteFile } from './site-desk/site-file.ts';

/** What outlives a change of the site file. */
export interface Foundation {
  readonly dataFolder: string;
  readonly dashboardFolder: string;
  readonly simulated: boolean;
  readonly version: string;
  readonly store: Store;
  /** What people attached. */
  readonly files: FileStore;
  readonly metrics: MetricsRegistry;
  readonly acquisition: Acquisition;
  readonly texts: LatestTexts;
  readonly raw: RawReadings;
  readonly clockGuard: ClockGuard;
  /** Undefined where the site did not come from a file. */
  readonly siteFile: SiteFile | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Everything behind the field for one version of the site file. */
export interface SiteRuntime {
  /** Where the screens are. */
  readonly url: string;
  /** Takes every batch of raw readings and makes samples of it. */
  readonly onReadings: (batch: SampleBatch) => void;
  readonly alarms: AlarmEngine;
  readonly latest: Latest;
}

/** Starts it, sinks before sources, in one straight line: splitting it would hide how data flow. What was started is in `stops`. */
export async function startSiteRuntime(
  foundation: Foundation,
  loaded: LoadedSite,
  historian: Historian,
  stops: StopStack,
): Promise<SiteRuntime> {
  const { store, metrics, acquisition, clock, logger } = foundation;
  const { site } = loaded;
  const generation = randomUUID();

  const people = await startAlarmSystem({ loaded, store, clock, logger, metrics, random: Math.random, fetch }, stops);
  const { engine: alarms } = people;

  const latest = new Latest(site.points.length, foundation.texts);
  const computed = new ComputedPoints(site.points, site.computed ?? [], createExpressionLanguage());
  recallPasts({
    ...{ windows: computed.windows, points: site.points, history: historian.reader, nowMs: clock.nowMs() },
    recall: (window, columns) => computed.recall(window, columns),
  }).catch((error: unknown) => logger.warn({ err: error }, 'windows of computed points begin without their past'));
  const recorded = foundation.clockGuard.holding((batch) => historian.append(batch));
  stops.push('held samples', recorded.release);
  const consumers = [
    (batch: SampleBatch) => alarms.onSamples(batch),
    (batch: SampleBatch) => latest.take(batch),
    numbersOnly(site.points, recorded.take),
  ];
  const onReadings = createPipeline(site.points, consumers, computed);

  const manual = new ManualValues({
    ...{ points: unpolledPoints(site), historian, clock, logger },
    show: (batch) => latest.take(batch),
  });
  stops.push('manual values', () => manual.stop());
  await manual.settled();

  const commands = createCommandGate({
    ...{ site, latest, writer: acquisition, audit: store.writes, clock, logger, metrics, randomBytes },
  });
  await commands.start();
  stops.push('commands', () => commands.stop());

  const room = await startDutyRoom(
    { loaded, people, store, history: historian.reader, latest, fetch, clock, logger },
    stops,
  );

  const readiness = createHealth(
    {
      historian: async () => {
        const { healthy, problem } = await historian.status();
        return { ok: healthy, ...(problem ? { detail: problem } : {}) };
      },
      alarms: () => {
        const { healthy, waitingTransitions, awaySince } = alarms.status();
        const since = awaySince === null ? '' : `; nothing is stored since ${new Date(awaySince).toISOString()}`;
        return { ok: healthy, detail: `${waitingTransitions} transitions wait to be stored${since}` };
      },
      fields: () => {
        const online = acquisition.status.connections().filter(({ state }) => state === 'online').length;
        return { ok: online > 0, detail: `${online} of ${site.connections.length} connections online` };
      },
    },
    clock,
  );
  const { siteFile } = foundation;
  const siteDesk = siteFile
    ? createSiteDesk({ file: siteFile, history: historian.reader, onCall: people.onCall, clock, logger })
    : NO_SITE_DESK;
  const { simulated, version, dashboardFolder } = foundation;
  const web = await createHttpServer({
    ...{ site, settings: loaded.http, simulated, version, generation, latest },
    ...{ ...people, alarms: alarms.service, ...room, historian, energy: createEnergyService(site, historian) },
    ...{ siteDesk, writes: commands.service, raw: foundation.raw },
    ...{ plant: acquisition.status, accounts: store.accounts, readiness, metricsText: () => metrics.text() },
    ...{ files: foundation.files, records: store.records, dashboardFolder, clock, logger, randomBytes },
  });
  stops.push('web server', () => web.close());
  const live = new LiveHub({
    ...{ server: web.app.server, site, generation, latest, alarms: alarms.service, workOrders: room.workOrders },
    records: store.records,
    ...{ plant: acquisition.status, sessions: web.sessions, clock, logger, metrics },
  });
  stops.push('live', () => live.close());
  const url = await web.listen();
  return { url, onReadings, alarms, latest };
}

/** Points of drivers that read nothing. */
function unpolledPoints({ connections }: Site): readonly number[] {
  const unpolled = new Set(DRIVERS.filter(({ isUnpolled }) => isUnpolled).map(({ kind }) => kind));
  const own = connections.filter(({ driver }) => unpolled.has(driver));
  return own.flatMap(({ devices }) => devices.flatMap((device) => device.points));
}

/** What the historian is told about a site. Equal settings mean that it may go on as it is. */
export function historianSettings(
  { site, sinks, retention }: LoadedSite,
  { dataFolder, version }: Pick<Foundation, 'dataFolder' | 'version'>,
): HistorianSettings {
  return {
    folder: join(dataFolder, 'history'),
    siteId: site.id,
    points: historianPoints(site),
    sinks,
    retention: retentionLimits(retention),
    version,
  };
}

export function startHistorian(
  settings: HistorianSettings,
  { clock, logger, metrics }: Pick<Foundation, 'clock' | 'logger' | 'metrics'>,
): Promise<Historian> {
  return openHistorian({ ...settings, clock, logger, metrics });
}

function historianPoints(site: Site): HistorianSettings['points'] {
  const owners = new Map(site.equipment.map((one) => [one.id, one]));
  return site.points.map(({ index, tag, kind, unit, equipment, name, title, deadband, periodMs, ...counter }) => {
    const { class: equipmentClass, area } = owners.get(equipment)!;
    const identity = { index, tag, kind, unit, equipment, equipmentClass, area, name, title };
    const { rollover, maxPerHour, power, decimals } = counter;
    const counting = kind === 'counter' ? { rollover, maxPerHour, power, step: 10 ** -decimals } : {};
    return { ...identity, ...counting, deadband, periodMs };
  });
}
