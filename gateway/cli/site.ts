import { resolve } from 'node:path';
import { CONDITIONS } from '../alarms/conditions/index.ts';
import { diskFiles } from '../config/disk-files.ts';
import { type LoadedSite, type LoadOptions, type LoadResult, loadSite } from '../config/load.ts';
import { formatMistake, type MistakeList } from '../config/mistakes.ts';
import { readSite as readSiteDraft, type SiteDraft } from '../config/read-site.ts';
import { DRIVERS } from '../drivers/index.ts';
import { createExpressionLanguage } from '../expressions/cel-language.ts';
import { CHANNELS } from '../notifications/channels/index.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface SiteArguments {
  /** The site file; PLANTROOM_CONFIG when absent. */
  readonly config: string | undefined;
}

/** Where the templates of equipment lie. */
export const EQUIPMENT_FOLDER = resolve(import.meta.dirname, '../../config/equipment');

/** What an editor checks an included file against. */
export const PART_SCHEMA = resolve(import.meta.dirname, '../../config/schema/site-part.schema.json');

/** The site file that was asked for; undefined when none was. */
export const siteFile = (args: SiteArguments, env: Environment): string | undefined =>
  args.config ?? (env.PLANTROOM_CONFIG || undefined);

export const NO_SITE_FILE = 'Which site? Give --config FILE or set PLANTROOM_CONFIG.';

/** Everything that loading a site file from the disk needs, with every plugin there is. */
export function loadOptions(file: string, env: Environment): LoadOptions {
  return {
    file,
    equipmentFolder: EQUIPMENT_FOLDER,
    drivers: DRIVERS,
    conditions: CONDITIONS,
    channels: CHANNELS,
    expressions: createExpressionLanguage(),
    env,
    ...diskFiles,
  };
}

/** Reads a site file with everything it includes. */
export const loadSiteFile = (file: string, env: Environment): LoadResult => loadSite(loadOptions(file, env));

/** As much of a site file as can be understood; what is wrong with it is added. */
export function readDraft(file: string, env: Environment, mistakes: MistakeList): SiteDraft | undefined {
  try {
    return readSiteDraft(file, diskFiles.readText(file), { ...diskFiles, env }, mistakes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    mistakes.add({ file, line: 1, column: 1, path: '' }, `cannot be read: ${reason}`);
    return undefined;
  }
}

/** The site file named on the command line or in the environment; undefined after every mistake has been printed with its place. */
export function readSite(args: SiteArguments, env: Environment): LoadedSite | undefined {
  const file = siteFile(args, env);
  if (!file) {
    console.error(NO_SITE_FILE);
    return undefined;
  }
  const loaded = loadSiteFile(file, env);
  for (const problem of loaded.ok ? loaded.warnings : loaded.mistakes) console.error(formatMistake(problem));
  if (loaded.ok) return loaded.value;
  console.error(`${countMistakes(loaded.mistakes.length)}; nothing was started.`);
  return undefined;
}

export const countMistakes = (count: number): string => (count === 1 ? 'One mistake' : `${count} mistakes`);
