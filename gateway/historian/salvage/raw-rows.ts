import type { PageFile } from './page-file.ts';
import { parseRecord, readVarint, type StoredValue } from './record.ts';

/** A row as it lies in a page; an index or a table without rowids has none. */
export interface RawRow {
  readonly rowid: number | undefined;
  readonly values: readonly StoredValue[];
}

/** Kinds of pages that hold rows (sqlite.org/fileformat2.html, 1.5): leaves of tables, leaves and inner pages of indexes. */
const KINDS = new Map([
  [13, { hasRowid: true, head: 8, child: 0 }],
  [10, { hasRowid: false, head: 8, child: 0 }],
  [2, { hasRowid: false, head: 12, child: 4 }],
]);
const LARGEST_PAYLOAD = 256 * 1024 * 1024;
const FILE_HEADER = 100;

/** Every row that is whole, whatever has become of the pages that led to it. */
export function* rawRows(file: PageFile): Generator<RawRow> {
  const free = file.freePages();
  for (let number = 1; number <= file.pages; number++) {
    if (!free.has(number)) yield* rowsOfPage(file, number);
  }
}

function* rowsOfPage(file: PageFile, number: number): Generator<RawRow> {
  const page = file.page(number)!;
  const start = number === 1 ? FILE_HEADER : 0;
  const kind = KINDS.get(page[start]!);
  if (!kind) return;
  const cells = page.readUInt16BE(start + 3);
  const pointers = start + kind.head;
  for (let i = 0; i < cells && pointers + 2 * i + 2 <= page.length; i++) {
    const row = readCell(file, page, page.readUInt16BE(pointers + 2 * i) + kind.child, kind.hasRowid);
    if (row) yield row;
  }
}

function readCell(file: PageFile, page: Buffer, at: number, hasRowid: boolean): RawRow | undefined {
  const size = readVarint(page, at);
  const rowid = hasRowid ? readVarint(page, size.end) : undefined;
  if (!(size.value > 0 && size.value <= LARGEST_PAYLOAD) || Number.isNaN(rowid?.value)) return undefined;
  const payload = readPayload(file, page, rowid?.end ?? size.end, size.value, hasRowid);
  const values = payload && parseRecord(payload);
  return values && { rowid: rowid?.value, values };
}

/** A long payload begins in the page and goes on in a chain of others (sqlite.org/fileformat2.html, 1.6). */
function readPayload(file: PageFile, page: Buffer, at: number, size: number, hasRowid: boolean): Buffer | undefined {
  const usable = file.usableBytes;
  const most = hasRowid ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (size <= most) return at + size <= page.length ? page.subarray(at, at + size) : undefined;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = least + ((size - least) % (usable - 4));
  const local = wanted <= most ? wanted : least;
  if (at + local + 4 > page.length) return undefined;
  const parts = [page.subarray(at, at + local)];
  let [missing, next] = [size - local, page.readUInt32BE(at + local)];
  while (missing > 0) {
    const overflow = file.page(next);
    if (!overflow) return undefined;
    const length = Math.min(missing, usable - 4);
    parts.push(overflow.subarray(4, 4 + length));
    missing -= length;
    next = overflow.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}
