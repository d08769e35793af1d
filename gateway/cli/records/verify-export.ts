import { createReadStream } from 'node:fs';
import { join, normalize } from 'node:path';
import { createInterface } from 'node:readline';
import { describeFile } from '../../backup/manifest.ts';
import type { JournalFault } from '../../ports/alarm-repository.ts';
import { ChainCheck, type JournalEnd, type JournalRow } from '../../store/journal-chain.ts';
import { OrderChainCheck, type OrderFault, type OrderLineRow, type OrderRow } from '../../store/order-chain.ts';
import { RecordChainCheck, type RecordEventRow, type RecordFault, type RecordRow } from '../../store/record-chain.ts';
import type { RecordsManifest } from './manifest.ts';

/** What does not hold in an export: a file against the list, the records, or the journal. */
export interface ExportFaults {
  readonly files: readonly string[];
  readonly records: readonly (RecordFault | OrderFault)[];
  readonly journal: readonly JournalFault[];
}

/** Reads a whole export, without the gateway it came from. Throws when a line is no row. */
export async function verifyExport(folder: string, manifest: RecordsManifest): Promise<ExportFaults> {
  const files = await spoiltFiles(folder, manifest);
  if (files.length > 0) return { files, records: [], journal: [] };
  const records = [...(await verifyRecords(folder, manifest)), ...(await verifyOrders(folder, manifest))];
  return { files, records, journal: await verifyJournal(folder) };
}

async function spoiltFiles(folder: string, { files }: RecordsManifest): Promise<readonly string[]> {
  const spoilt: string[] = [];
  for (const { path, bytes, sha256 } of files) {
    const isInside = !normalize(path).startsWith('..') && !path.startsWith('/');
    const found = isInside ? await describeFile(folder, path).catch(() => undefined) : undefined;
    if (found?.sha256 !== sha256 || found.bytes !== bytes) spoilt.push(path);
  }
  return spoilt;
}

async function verifyRecords(folder: string, { anchors }: RecordsManifest): Promise<readonly RecordFault[]> {
  const check = new RecordChainCheck(hashesOf(anchors));
  for await (const row of rowsOf<RecordEventRow>(folder, 'duty_event')) check.event(row);
  for await (const row of rowsOf<RecordRow>(folder, 'duty_record')) check.record(row);
  return check.end(anchors.head ?? undefined);
}

/** Nothing where the export is older than the chain of the orders. */
async function verifyOrders(folder: string, { anchors }: RecordsManifest): Promise<readonly OrderFault[]> {
  if (!anchors.orders) return [];
  const check = new OrderChainCheck(hashesOf(anchors.orders));
  for await (const row of rowsOf<OrderLineRow>(folder, 'work_order_log')) check.line(row);
  for await (const row of rowsOf<OrderRow>(folder, 'work_order')) check.order(row);
  return check.end(anchors.orders.head ?? undefined);
}

const hashesOf = ({ head, days }: Pick<RecordsManifest['anchors'], 'head' | 'days'>): ReadonlyMap<number, string> =>
  new Map([...days, ...(head ? [head] : [])].map(({ sequence, hash }) => [sequence, hash]));

async function verifyJournal(folder: string): Promise<readonly JournalFault[]> {
  const check = new ChainCheck();
  for await (const row of rowsOf<JournalRow>(folder, 'journal')) check.next(row);
  let head: JournalEnd | undefined;
  for await (const row of rowsOf<JournalEnd>(folder, 'journal_head')) head = row;
  return check.end(head);
}

/** Rows that a hash is reckoned over: one that is not what it should be does not fit it. */
async function* rowsOf<Row>(folder: string, table: string): AsyncGenerator<Row> {
  const input = createReadStream(join(folder, 'tables', `${table}.jsonl`), 'utf8');
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    // Its types are checked by the hash: what is of another type was not written here.
    if (line !== '') yield JSON.parse(line) as Row;
  }
}
