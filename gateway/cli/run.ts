import { dirname, resolve } from 'node:path';
import { type App, startApp } from '../app.ts';
import type { LoadedSite, LoadResult } from '../config/load.ts';
import { PlantroomError } from '../domain/errors.ts';
import { createLogger, logFormat } from '../observability/logger.ts';
import { systemClock } from '../observability/system-clock.ts';
import { startHotReload } from './hot-reload.ts';
import { startSimulatedBuilding } from './simulated-building.ts';
import { type Environment, EQUIPMENT_FOLDER, loadOptions, loadSiteFile, readSite, type SiteArguments } from './site.ts';
import { VERSION } from './version.ts';

const DASHBOARD_FOLDER = resolve(import.meta.dirname, '../../dashboard/dist');

export interface RunArguments extends SiteArguments {
  /** Start the simulated building too, with this seed and speed. */
  readonly simulated: boolean;
  readonly seed: string;
  readonly speed: string;
  /** Take up changes of the site file and of templates by themselves. */
  readonly watch: boolean;
}

/** Runs the gateway until SIGTERM or SIGINT; a second signal ends it at once. Exit code 1 when it could not start or stop cleanly. */
export async function run(args: RunArguments, env: Environment): Promise<number> {
  const asked = stopSignal();
  const loaded = readSite(args, env);
  if (!loaded) return 1;
  const port = portOf(env, loaded.http.port);
  if (port === undefined) return 1;
  const logger = createLogger({
    level: 'info',
    format: logFormat(env.PLANTROOM_LOG, process.stdout.isTTY),
    write: (line) => process.stdout.write(line),
  });
  try {
    const building = args.simulated
      ? await startSimulatedBuilding(['--seed', args.seed, '--speed', args.speed])
      : undefined;
    try {
      const app = await startApp({
        loaded: withPort(loaded, port),
        source: { options: loadOptions(loaded.file, env), adapt: (result) => onPort(result, port) },
        dataFolder: resolve(env.PLANTROOM_DATA_DIR ?? 'data'),
        dashboardFolder: DASHBOARD_FOLDER,
        simulated: args.simulated,
        version: VERSION,
        adminPassword: env.PLANTROOM_ADMIN_PASSWORD,
        clock: systemClock,
        logger,
      });
      greet(app);
      const stopReloading = startHotReload({
        load: () => onPort(loadSiteFile(loaded.file, env), port),
        ...{ app, clock: systemClock, logger, folders: args.watch ? foldersOf(loaded) : [] },
      });
      await asked;
      await stopReloading();
      return (await app.stop()).length === 0 ? 0 : 1;
    } finally {
      await building?.stop();
    }
  } catch (cause) {
    if (!(cause instanceof PlantroomError)) throw cause;
    console.error(cause.message);
    return 1;
  }
}

/** Handlers are installed before anything is started, so that an early signal still ends cleanly. */
function stopSignal(): Promise<void> {
  const { promise, resolve: stop } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop();
      process.once(signal, () => process.exit(1));
    });
  }
  return promise;
}

function portOf(env: Environment, configured: number): number | undefined {
  const text = env.PLANTROOM_PORT;
  if (text === undefined || text === '') return configured;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  console.error(`PLANTROOM_PORT: "${text}" is not a port; allowed: 0–65535`);
  return undefined;
}

const withPort = (loaded: LoadedSite, port: number): LoadedSite => ({ ...loaded, http: { ...loaded.http, port } });

const onPort = (result: LoadResult, port: number): LoadResult =>
  result.ok ? { ...result, value: withPort(result.value, port) } : result;

/** Where a site is described: its own file, what it includes, the templates. */
const foldersOf = ({ file, included }: LoadedSite): string[] => [
  ...new Set([file, ...included].map((path) => dirname(resolve(path)))),
  EQUIPMENT_FOLDER,
];

function greet(app: App): void {
  console.log(`\nPlantroom ${VERSION} is at ${app.url}`);
  if (app.firstPassword)
    console.log(`First start: sign in as "admin" with the password  ${app.firstPassword}\n(it is not shown again)`);
  console.log('');
}
