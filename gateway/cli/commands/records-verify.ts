import { answer, refuse } from '../answer.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { DATA, JSON_OUTPUT } from '../common-options.ts';
import { dataFolderOf, fieldFailure } from '../field.ts';
import { recordFaultLine } from '../records/fault-lines.ts';
import { type RecordsManifest, readRecordsManifest } from '../records/manifest.ts';
import { verifyExport } from '../records/verify-export.ts';
import { verifyFolder } from '../records/verify-folder.ts';

export const recordsVerify = defineCommand({
  name: 'records verify',
  summary:
    'whether the records of the duty room and the orders are as they were written: nothing changed, nothing taken out',
  details: `Only reads, also while a gateway is running on the folder. Each event holds a hash over itself, the record or order it left and the event before; files are compared with their hashes.
Somebody who writes the whole file anew can make the hashes fit: compare with the manifest of an export that was kept elsewhere.
node gateway/main.ts records verify --against /mnt/usb/tower-2026/manifest.json
node gateway/main.ts records verify --export /mnt/usb/tower-2026`,
  options: {
    data: DATA,
    against: { type: 'string', value: 'FILE', help: 'manifest.json of an earlier `records export`' },
    export: { type: 'string', value: 'DIR', help: 'look through an export instead of a data folder' },
    json: JSON_OUTPUT,
  },
  async run(given, context) {
    const path = given.export ?? given.against;
    const known = path === undefined ? undefined : manifestOf(path, given.export !== undefined);
    if (typeof known === 'string') return refuse(given, context, known, 2);
    try {
      if (given.export !== undefined && known) return await tellExport(given, context, given.export, known);
      return await tellFolder(given, context, dataFolderOf(given, context.env), known);
    } catch (error) {
      return refuse(given, context, fieldFailure(error));
    }
  },
});

interface Given {
  readonly json: boolean;
}

async function tellFolder(given: Given, context: CommandContext, folder: string, known: RecordsManifest | undefined) {
  const { events, records, orders, files, faults, spoilt } = await verifyFolder(folder, known?.anchors);
  const ok = faults.length + spoilt.length === 0;
  const counted = `${records} records, ${events} events, ${orders} orders, ${files} files`;
  answer(given, context, { ok, records, events, orders, files, faults, spoilt }, () => [
    ok ? `${counted}; everything is as it was written.` : `${counted}; this is not as it was written:`,
    ...faults.map(recordFaultLine),
    ...spoilt.map((sha256) => `file ${sha256} is missing or was changed`),
  ]);
  return ok ? 0 : 1;
}

async function tellExport(given: Given, context: CommandContext, folder: string, manifest: RecordsManifest) {
  const { files, records, journal } = await verifyExport(folder, manifest);
  const ok = files.length + records.length + journal.length === 0;
  answer(given, context, { ok, files, records, journal }, () => [
    ok ? `${manifest.files.length} files; everything is as it was exported.` : 'This is not as it was exported:',
    ...files.map((path) => `${path} is missing or was changed`),
    ...records.map(recordFaultLine),
    ...journal.map(({ sequence }) => `row ${sequence} of the journal does not hold`),
  ]);
  return ok ? 0 : 1;
}

function manifestOf(path: string, isFolder: boolean): RecordsManifest | string {
  try {
    return readRecordsManifest(path, isFolder) ?? `${path} is no export of records`;
  } catch (error) {
    return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}
