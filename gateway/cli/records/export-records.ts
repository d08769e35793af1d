import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeFile } from '../../backup/manifest.ts';
import { PlantroomError } from '../../domain/errors.ts';
import { pathOfFile } from '../../files/file-store.ts';
import { RecordFile } from '../../store/record-file.ts';
import { RECORDS_FORMAT, RECORDS_MANIFEST, type RecordsManifest } from './manifest.ts';
import { writeTable } from './table-files.ts';

export interface ExportOptions {
  readonly dataFolder: string;
  /** Must not be there yet. */
  readonly target: string;
  readonly version: string;
  readonly nowMs: number;
  readonly signal: AbortSignal;
}

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'application/pdf': '.pdf',
};

const README = `Records of a plant room / 设备运行管理资料移交包

manifest.json   what belongs to this folder, with hashes / 清单与校验值
tables/*.csv    for people: opens in any spreadsheet, times in UTC / 供查阅（时间为 UTC）
tables/*.jsonl  for programs: every row as it is stored / 供程序读取（原始行）
files/          photos and papers, named by their SHA-256 / 照片与附件

duty_record and duty_event are the papers of the duty room and their history; work_order* the orders;
journal the alarms. Events, the history of the orders and the journal are chained by hashes: "records verify --export FOLDER" checks them.
duty_record、duty_event 为值班资料及其修改记录；work_order* 为工单；journal 为报警记录。
记录以哈希链相连，可用 "records verify --export 文件夹" 校验。
`;

/** Writes everything a new manager gets into a folder; under its name it is whole, what could not be finished is removed. */
export async function exportRecords(options: ExportOptions): Promise<RecordsManifest> {
  const { target } = options;
  const partial = `${target}.partial`;
  await makeFolder(partial);
  try {
    const manifest = await fill(partial, options);
    await rename(partial, target);
    return manifest;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (cause) {
    throw new PlantroomError('STORE_UNAVAILABLE', `${path} cannot be made, or is left from before`, { cause });
  }
}

async function fill(folder: string, options: ExportOptions): Promise<RecordsManifest> {
  const { dataFolder, version, nowMs } = options;
  const book = new RecordFile(dataFolder);
  try {
    const paths = ['README.txt'];
    await writeFile(join(folder, 'README.txt'), README, { mode: 0o600 });
    const tables = await writeTables(folder, book, options.signal);
    paths.push(...tables.flatMap(({ name }) => [`tables/${name}.jsonl`, `tables/${name}.csv`]));
    paths.push(...(await copyAttachments(folder, book, options)));
    const files = [];
    for (const path of paths) files.push(await describeFile(folder, path));
    const manifest: RecordsManifest = {
      ...{ format: RECORDS_FORMAT, version, exportedAt: new Date(nowMs).toISOString() },
      ...{ anchors: anchorsOf(book), tables, files },
    };
    const text = JSON.stringify(manifest, undefined, 2);
    await writeFile(join(folder, RECORDS_MANIFEST), text, { mode: 0o600, flush: true });
    return manifest;
  } finally {
    book.close();
  }
}

function anchorsOf(book: RecordFile): RecordsManifest['anchors'] {
  const { head, days, orders } = book.anchors();
  return { head, days: [...days], ...(orders ? { orders: { head: orders.head, days: [...orders.days] } } : {}) };
}

async function writeTables(folder: string, book: RecordFile, signal: AbortSignal): Promise<RecordsManifest['tables']> {
  const own = join(folder, 'tables');
  await mkdir(own, { mode: 0o700 });
  const tables = [];
  for (const table of book.tables())
    tables.push({ name: table.name, rows: await writeTable(own, table, book.rowsOf(table), signal) });
  return tables;
}

async function copyAttachments(folder: string, book: RecordFile, { dataFolder, signal }: ExportOptions) {
  await mkdir(join(folder, 'files'), { mode: 0o700 });
  const paths: string[] = [];
  for (const { sha256, mediaType } of book.attachments()) {
    signal.throwIfAborted();
    const path = `files/${sha256}${ENDINGS[mediaType] ?? ''}`;
    await copyFile(join(dataFolder, 'files', pathOfFile(sha256)), join(folder, path)).catch((cause: unknown) => {
      throw new PlantroomError('BACKUP_DAMAGED', `the file ${sha256} is in the index but cannot be read`, { cause });
    });
    paths.push(path);
  }
  return paths;
}
