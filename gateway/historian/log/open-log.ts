import type { DatabaseSync } from 'node:sqlite';
import { type DatabaseFile, openDatabase } from '../database.ts';
import { LOG_FILE } from './log-schema.ts';
import { salvageLog } from './salvage.ts';
import { clearSuspicion, probeLog } from './suspicion.ts';

export interface OpenedLog {
  readonly database: DatabaseSync;
  /** Batches that came from a damaged file, which was set aside; undefined when the file is the one that was there. */
  readonly savedBatches: number | undefined;
}

/** Opens the file of the sample log, or a new one with what can be read of a damaged one. */
export function openLog(file: Omit<DatabaseFile, 'name' | 'schema'>): OpenedLog {
  let savedBatches: number | undefined;
  const database = openDatabase({
    ...{ ...file, ...LOG_FILE },
    probe: (opened) => probeLog(file.folder, opened),
    onReplaced: (damagedPath, fresh) => {
      clearSuspicion(file.folder);
      savedBatches = salvageLog(damagedPath, fresh);
      file.logger.warn({ damagedPath, savedBatches }, 'batches were saved from the damaged log');
    },
  });
  return { database, savedBatches };
}
