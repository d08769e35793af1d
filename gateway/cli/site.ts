import { resolve } from 'node:path';
import { CONDITIONS } from '../alarms/conditions/index.ts';
import { diskFiles } from '../config/disk-files.ts';
import { type LoadedSite, loadSite } from '../config/load.ts';
import { formatMistake } from '../config/mistakes.ts';
import { DRIVERS } from '../drivers/index.ts';
import { CHANNELS } from '../notifications/channels/index.ts';
import type { Arguments } from './arguments.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const EQUIPMENT_FOLDER = resolve(import.meta.dirname, '../../config/equipment');

/** The site file named on the command line or in the environment; undefined after every mistake has been printed with its place. */
export function readSite(args: Arguments, env: Environment): LoadedSite | undefined {
  const file = args.config ?? env.PLANTROOM_CONFIG;
  if (!file) {
    console.error('Which site? Give --config FILE or set PLANTROOM_CONFIG.');
    return undefined;
  }
  const loaded = loadSite({
    file,
    equipmentFolder: EQUIPMENT_FOLDER,
    drivers: DRIVERS,
    conditions: CONDITIONS,
    channels: CHANNELS,
    env,
    ...diskFiles,
  });
  for (const problem of loaded.ok ? loaded.warnings : loaded.mistakes) console.error(formatMistake(problem));
  if (loaded.ok) return loaded.value;
  console.error(
    `${loaded.mistakes.length === 1 ? 'One mistake' : `${loaded.mistakes.length} mistakes`}; nothing was started.`,
  );
  return undefined;
}
