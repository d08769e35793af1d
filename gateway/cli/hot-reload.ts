import { watch } from 'chokidar';
import type { App } from '../app.ts';
import type { LoadedSite, LoadResult } from '../config/load.ts';
import { formatMistake } from '../config/mistakes.ts';
import type { SiteDifference } from '../config/site-difference.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';

/** An editor may write a file in several steps, and several files one after the other. */
const SETTLE_MS = 500;

export interface HotReloadOptions {
  /** Reads the site file anew, and whatever it includes. */
  readonly load: () => LoadResult;
  readonly app: Pick<App, 'reload' | 'isOwnEdit'>;
  /** Folders whose YAML files are taken up by themselves when they change; none to wait for SIGHUP only. */
  readonly folders: readonly string[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Takes up changes of the site file while the gateway runs: at SIGHUP, and when a watched file changes. The whole file is
 * checked first; with one mistake in it everything stays as it is. Answers how to stop.
 */
export function startHotReload(options: HotReloadOptions): () => Promise<void> {
  const { app, clock, logger, folders } = options;
  let timer: Timer | undefined;
  let work: Promise<void> = Promise.resolve();
  const reload = (): void => {
    work = work.then(() => reloadOnce(options)).catch((err) => logger.error({ err }, 'the site file was not taken up'));
  };
  const soon = (): void => {
    timer?.cancel();
    timer = clock.after(SETTLE_MS, reload);
  };
  process.on('SIGHUP', reload);
  const watcher = folders.length > 0 ? watch([...folders], { depth: 0, ignoreInitial: true }) : undefined;
  watcher?.on('all', (_event, path) => {
    if (/\.ya?ml$/.test(path) && !app.isOwnEdit(path)) soon();
  });
  watcher?.on('error', (err) => logger.warn({ err }, 'the site file cannot be watched; SIGHUP still works'));
  return async () => {
    process.off('SIGHUP', reload);
    timer?.cancel();
    await watcher?.close();
    await work;
  };
}

async function reloadOnce({ load, app, logger }: HotReloadOptions): Promise<void> {
  const loaded = load();
  const problems = loaded.ok ? loaded.warnings : loaded.mistakes;
  for (const problem of problems) logger.warn({}, formatMistake(problem));
  if (!loaded.ok) {
    logger.error({ mistakes: loaded.mistakes.length }, 'the site file has mistakes; everything stays as it was');
    return;
  }
  await takeUp(loaded.value, app, logger);
}

async function takeUp(site: LoadedSite, app: Pick<App, 'reload'>, logger: Logger): Promise<void> {
  try {
    logger.info(summaryOf(await app.reload(site)), 'the site file has been taken up');
  } catch (err) {
    logger.error({ err }, 'the site file could not be taken up; the former one goes on');
  }
}

function summaryOf({ kept, ...rest }: SiteDifference): object {
  return { ...rest, kept: kept.length };
}
