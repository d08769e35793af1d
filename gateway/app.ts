import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createAcquisition } from './acquisition/acquisition.ts';
import type { SiteSource } from './assembly/site-desk/candidate.ts';
import { SiteFile } from './assembly/site-desk/site-file.ts';
import { SiteHost } from './assembly/site-host.ts';
import { watchClock } from './assembly/watch-clock.ts';
import type { LoadedSite } from './config/load.ts';
import type { SiteDifference } from './config/site-difference.ts';
import { DRIVERS } from './drivers/index.ts';
import { openFileStore } from './files/file-store.ts';
import { ensureFirstAdmin } from './http/first-admin.ts';
import { createMetrics } from './observability/metrics.ts';
import { StopStack } from './observability/stop-stack.ts';
import { LatestTexts } from './pipeline/latest-texts.ts';
import { ReadingGate } from './pipeline/reading-gate.ts';
import type { AccountStore } from './ports/account-store.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import { lockFolder } from './store/folder-lock.ts';
import { openStore } from './store/open-store.ts';

export interface AppOptions {
  readonly loaded: LoadedSite;
  /** How the site file is read again; absent: nothing can be configured from a screen. */
  readonly source?: SiteSource | undefined;
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
  /**
   * Goes over to another version of the site: links that are told the same go on undisturbed, readings wait meanwhile.
   * When the new version cannot be started the old one is taken up again, and the call rejects with the reason.
   */
  reload(loaded: LoadedSite): Promise<SiteDifference>;
  /** The file was written by the gateway itself, which takes it up without being told. */
  isOwnEdit(path: string): boolean;
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

async function setUp(options: AppOptions, stops: StopStack): Promise<App> {
  const { loaded, dataFolder, clock, logger } = options;
  const metrics = createMetrics();

  const lock = lockFolder(dataFolder);
  stops.push('data folder', () => lock.release());

  const store = await openStore({ folder: dataFolder, clock, logger });
  stops.push('operations store', () => store.close());
  const files = await openFileStore({ folder: join(dataFolder, 'files'), index: store.attachments });
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

  const gate = new ReadingGate();
  const clockGuard = watchClock({ clock, logger, metrics, accounts: store.accounts });
  stops.push('clock', () => clockGuard.stop());
  const texts = new LatestTexts();
  const acquisition = createAcquisition({
    ...{
      site: loaded.site,
      drivers: DRIVERS,
      onReadings: (batch) => gate.take(clockGuard.mark(batch)),
      onText: (point, text, quality) => texts.take(point, text, quality),
    },
    ...{ clock, random: Math.random, logger, metrics, stateFolder: join(dataFolder, 'drivers') },
  });
  const siteFile = options.source && openSiteFile(options.source, options, store.accounts, () => host);
  const host: SiteHost = new SiteHost(
    { ...options, siteFile, store, files, metrics, acquisition, texts, clockGuard, raw: gate.raw },
    gate,
  );
  stops.push('site', () => host.stop());
  if (siteFile) stops.push('site file', () => siteFile.stop());
  await host.start(loaded);
  siteFile?.tookUp();
  acquisition.start();
  stops.push('acquisition', () => acquisition.stop());
  const { site } = loaded;
  logger.info({ url: host.url, points: site.points.length, connections: site.connections.length }, 'gateway started');
  const reload = async (next: LoadedSite): Promise<SiteDifference> => {
    const difference = await host.reload(next);
    siteFile?.tookUp();
    return difference;
  };
  const isOwnEdit = (path: string): boolean => siteFile?.isOwnEdit(path) ?? false;
  return { url: host.url, firstPassword, reload, isOwnEdit, stop: () => stops.drain() };
}

function openSiteFile(
  source: SiteSource,
  { dataFolder, clock, logger }: AppOptions,
  accounts: AccountStore,
  host: () => SiteHost,
): SiteFile {
  const file: SiteFile = new SiteFile({
    ...{ source, accounts, clock, logger, backupFolder: join(dataFolder, 'site-revisions') },
    gateway: {
      loaded: () => host().loaded,
      tryOut: (next) => host().tryOut(next),
      reload: async (next) => {
        const difference = await host().reload(next);
        file.tookUp();
        return difference;
      },
    },
  });
  return file;
}
