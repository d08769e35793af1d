import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { answer, refuse } from '../answer.ts';
import { defineCommand } from '../command.ts';
import { DATA, JSON_OUTPUT } from '../common-options.ts';
import { dataFolderOf, fieldFailure } from '../field.ts';
import { exportRecords } from '../records/export-records.ts';
import { VERSION } from '../version.ts';

export const recordsExport = defineCommand({
  name: 'records export',
  summary: 'everything for a change of manager: records, events, orders, journal and files, with hashes',
  details: `Only reads, also while a gateway is running on the folder; everything is of one moment. Each table is there twice: as JSON lines as it is stored, and as a sheet for people.
Passwords, sessions, keys and private addresses are left out.
node gateway/main.ts records export /mnt/usb/tower-2026`,
  argument: { name: 'FOLDER', help: 'where it goes; must not be there yet' },
  options: { data: DATA, json: JSON_OUTPUT },
  async run(given, context, argument) {
    if (argument === undefined) return refuse(given, context, 'Say which folder it goes into.', 2);
    const target = resolve(argument);
    if (existsSync(target)) return refuse(given, context, `${target} is there already; name a new folder`, 2);
    const dataFolder = dataFolderOf(given, context.env);
    const { clock, signal } = context;
    try {
      const manifest = await exportRecords({ dataFolder, target, version: VERSION, nowMs: clock.nowMs(), signal });
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      const { tables, files } = manifest;
      answer(given, context, { ok: true, folder: target, tables, files: files.length }, () => [
        `${rows} rows of ${tables.length} tables, ${files.length} files: ${target}`,
      ]);
      return 0;
    } catch (error) {
      if (signal.aborted) return refuse(given, context, 'Interrupted; nothing was left behind.');
      return refuse(given, context, fieldFailure(error));
    }
  },
});
