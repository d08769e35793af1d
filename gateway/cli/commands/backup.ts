import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { backUp } from '../../backup/back-up.ts';
import { answer, refuse } from '../answer.ts';
import { defineCommand } from '../command.ts';
import { DATA, JSON_OUTPUT } from '../common-options.ts';
import { dataFolderOf } from '../field.ts';
import { VERSION } from '../version.ts';

export const backup = defineCommand({
  name: 'backup',
  summary: 'copy everything the gateway keeps, also while it runs',
  details:
    'Each backup is a folder of its own below --to, with a list of its files and their hashes. It holds password hashes and private keys: keep it where only you can read it. The site file is yours to keep beside it.',
  options: {
    data: DATA,
    to: { type: 'string', value: 'DIR', help: 'where backups are kept, best on another disk', required: true },
    keep: { type: 'string', value: 'N', help: 'leave the newest N there and delete older ones' },
    json: JSON_OUTPUT,
  },
  async run(given, context) {
    const dataFolder = dataFolderOf(given, context.env);
    const keep = given.keep === undefined ? undefined : Number(given.keep);
    if (keep !== undefined && !(Number.isInteger(keep) && keep >= 1)) {
      return refuse(given, context, '--keep is a whole number from 1 up', 2);
    }
    if (!existsSync(dataFolder)) return refuse(given, context, `There is no data folder ${dataFolder}.`);
    const target = resolve(given.to);
    const result = await backUp({ dataFolder, target, keep, version: VERSION, nowMs: context.clock.nowMs() });
    const { files } = result.manifest;
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const { folder, removed } = result;
    answer(given, context, { ok: true, folder, files: files.length, bytes, removed }, () => [
      `${files.length} files, ${(bytes / 1e6).toFixed(1)} MB: ${folder}`,
      ...removed.map((name) => `deleted ${name}`),
    ]);
    return 0;
  },
});
