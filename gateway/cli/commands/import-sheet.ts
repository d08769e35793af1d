import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { importSheet as importFrom, type SheetImportResult } from '../../config/import/import-sheet.ts';
import { LARGEST_SHEET_BYTES } from '../../config/import/spreadsheet.ts';
import { answer, refuse, tellMistakes } from '../answer.ts';
import { type CommandContext, defineCommand, type OptionValues } from '../command.ts';
import { CONFIG, DATA, FORCE, JSON_OUTPUT } from '../common-options.ts';
import { type DryRunRow, dryRun, dryRunJobs } from '../dry-run.ts';
import { dataFolderOf } from '../field.ts';
import { refuseSecondReader } from '../second-reader.ts';
import { loadOptions, NO_SITE_FILE, PART_SCHEMA, siteFile } from '../site.ts';
import { safeText, textTable } from '../text-table.ts';
import { writeSafely } from '../write-safely.ts';

const options = {
  config: CONFIG,
  file: { type: 'string', value: 'FILE', help: 'sheet: .csv or .xlsx', required: true },
  sheet: { type: 'string', value: 'NAME', help: 'sheet of a workbook (otherwise the first one)' },
  out: {
    type: 'string',
    value: 'FILE',
    help: 'part of the site file to write, such as parts/meters.yaml',
    required: true,
  },
  template: { type: 'string', value: 'NAME', help: 'for rows without one' },
  area: { type: 'string', value: 'ID', help: 'for rows without one' },
  connection: { type: 'string', value: 'ID', help: 'for rows without host or serial port' },
  add: { type: 'boolean', help: 'name the part under include in the site file, if it is not yet' },
  'no-read': { type: 'boolean', help: 'do not read each meter once' },
  data: DATA,
  force: FORCE,
  json: JSON_OUTPUT,
} as const;
type Given = OptionValues<typeof options>;
type Imported = Extract<SheetImportResult, { readonly ok: true }>;

export const importSheet = defineCommand({
  name: 'import sheet',
  summary: 'turn a sheet of many like meters into a part of the site file, and read each of them once',
  details: `Columns: id (编号), name_en, name_zh (名称), template (型号), area (区域), host and port (网关IP, 端口) or connection (连接)
or path and baud rate (串口, 波特率), unit (站号), powered by (上级), param:NAME (参数:NAME), setting:NAME, device:NAME.
Nothing is written while the sheet has a mistake. Exit code 1 when a meter did not answer well; the part is written then.`,
  options,
  async run(given, context) {
    const file = siteFile(given, context.env);
    if (file === undefined) return refuse(given, context, NO_SITE_FILE, 2);
    const bytes = readBytes(given.file);
    if (typeof bytes === 'string') return refuse(given, context, bytes);
    const { template, area, connection } = given;
    const imported = await importFrom({
      ...loadOptions(file, context.env),
      ...{ sheetFile: given.file, bytes, sheet: given.sheet, out: given.out },
      defaults: { ...(template && { template }), ...(area && { area }), ...(connection && { connection }) },
      head: headLines(given),
    });
    if (imported.ok) return finish(imported, file, given, context);
    tellMistakes(given, context, imported.mistakes);
    if (!given.json) context.warn('Nothing was written.');
    return 1;
  },
});

/** The bytes of the sheet, or why there are none. */
function readBytes(file: string): Uint8Array | string {
  try {
    const { size } = statSync(file);
    if (size > LARGEST_SHEET_BYTES) return `${file} has ${size} bytes; at most ${LARGEST_SHEET_BYTES} are read`;
    return readFileSync(file);
  } catch (cause) {
    return `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

function headLines({ out, file }: Given): string[] {
  const schema = relative(dirname(resolve(out)), PART_SCHEMA).replaceAll('\\', '/');
  return [
    `yaml-language-server: $schema=${schema}`,
    `Written from ${safeText(basename(file))}. A change there is imported again; a change here is lost then.`,
  ];
}

async function finish(imported: Imported, file: string, given: Given, context: CommandContext): Promise<number> {
  const meters = imported.part.meters.map(({ entry }) => entry.id);
  const rows = given['no-read'] ? [] : await readMeters(imported, meters, given, context);
  if (typeof rows === 'number') return rows;
  const backup = writeSafely(given.out, imported.text);
  const isAdded = imported.siteText !== undefined && given.add;
  const siteBackup = isAdded ? writeSafely(file, imported.siteText ?? '') : undefined;
  const ok = rows.every((row) => row.ok);
  const document = {
    ok,
    written: given.out,
    backup: backup ?? null,
    siteBackup: siteBackup ?? null,
    meters: meters.length,
    rows,
  };
  answer(given, context, document, () => [
    ...meterLines(rows),
    `${given.out}: ${meters.length} meters on ${imported.part.connections.length} new connections${backup ? ` (before: ${backup})` : ''}`,
    ...includeLines(imported, isAdded, file, siteBackup),
  ]);
  return ok ? 0 : 1;
}

async function readMeters(
  { loaded }: Imported,
  meters: readonly string[],
  given: Given,
  context: CommandContext,
): Promise<DryRunRow[] | number> {
  const jobs = dryRunJobs(loaded, meters, context);
  const refusal = await refuseSecondReader(jobs, loaded, dataFolderOf(given, context.env), given.force, context);
  if (refusal !== undefined) return refuse(given, context, `${refusal} Or give --no-read.`);
  return dryRun(loaded, meters, jobs, context.signal);
}

function meterLines(rows: readonly DryRunRow[]): string[] {
  if (rows.length === 0) return [];
  const good = rows.filter((row) => row.ok).length;
  const cells = rows.map(({ ok, equipment, hint, values }) => [
    ok ? 'ok' : 'FAIL',
    equipment,
    hint ?? values.join(', '),
  ]);
  return [...textTable(cells), `${good} of ${rows.length} meters answered well`];
}

function includeLines({ siteText, includePath }: Imported, isAdded: boolean, file: string, backup?: string): string[] {
  if (siteText === undefined) return [];
  if (isAdded) return [`${file}: includes ${includePath} now${backup ? ` (before: ${backup})` : ''}`];
  return [`Still to do: name it in ${file}, as  include: [${includePath}]  (or give --add)`];
}
