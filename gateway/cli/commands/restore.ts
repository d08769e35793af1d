import { resolve } from 'node:path';
import { restore, verifyBackup } from '../../backup/restore.ts';
import { lockFolder } from '../../store/folder-lock.ts';
import { answer, refuse } from '../answer.ts';
import { defineCommand } from '../command.ts';
import { DATA, JSON_OUTPUT } from '../common-options.ts';
import { dataFolderOf } from '../field.ts';
import { isFolderClaimed } from '../running-gateway.ts';

export const restoreCommand = defineCommand({
  name: 'restore',
  summary: 'put a backup in the place of the data folder; what was there is set aside',
  details: 'Every file is compared with its hash first. Stop the gateway before. --verify only looks.',
  argument: { name: 'BACKUP', help: 'folder of one backup, such as /mnt/backups/plantroom-20260105T030000Z' },
  options: {
    data: DATA,
    verify: { type: 'boolean', help: 'only look whether the backup is whole' },
    json: JSON_OUTPUT,
  },
  async run(given, context, folder) {
    if (folder === undefined) return refuse(given, context, 'Which backup? Give its folder.', 2);
    const backup = resolve(folder);
    if (given.verify) {
      const { at, version, files } = await verifyBackup(backup);
      answer(given, context, { ok: true, at, version, files: files.length }, () => [
        `Whole: ${files.length} files of ${at}, written by version ${version}.`,
      ]);
      return 0;
    }
    const dataFolder = dataFolderOf(given, context.env);
    if (isFolderClaimed(dataFolder)) return refuse(given, context, `Stop the gateway that uses ${dataFolder} first.`);
    const lock = lockFolder(dataFolder);
    try {
      const { manifest, formerFiles } = await restore({ backup, dataFolder, nowMs: context.clock.nowMs() });
      answer(given, context, { ok: true, at: manifest.at, dataFolder, formerFiles: formerFiles ?? null }, () => [
        `${dataFolder} is as it was at ${manifest.at}.`,
        ...(formerFiles ? [`What was there before: ${formerFiles}`] : []),
      ]);
      return 0;
    } finally {
      lock.release();
    }
  },
});
