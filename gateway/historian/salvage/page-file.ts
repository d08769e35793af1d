import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const DEFAULT_PAGE_BYTES = 4_096;
const HEADER_BYTES = 100;
/** Offsets in the header of the file (sqlite.org/fileformat2.html, 1.3). */
const AT = { pageSize: 16, reserved: 20, freelist: 32 } as const;

/** Pages of an SQLite file, read without SQLite: whatever is damaged, the pages beside it are as they were. */
export class PageFile implements Disposable {
  readonly pageBytes: number;
  /** Of a page, without what extensions keep for themselves. */
  readonly usableBytes: number;
  readonly pages: number;
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, 'r');
    const header = this.read(0, HEADER_BYTES);
    this.pageBytes = pageBytesOf(header);
    const reserved = header[AT.reserved]!;
    this.usableBytes = this.pageBytes - (reserved < 32 ? reserved : 0);
    this.pages = Math.floor(fstatSync(this.file).size / this.pageBytes);
  }

  /** Page `number`, counted from 1; undefined beyond the end. */
  page(number: number): Buffer | undefined {
    if (number < 1 || number > this.pages) return undefined;
    return this.read((number - 1) * this.pageBytes, this.pageBytes);
  }

  /** Pages that hold nothing any more but look as they did, as far as their list can be followed. */
  freePages(): Set<number> {
    const free = new Set<number>();
    let trunk = this.page(1)?.readUInt32BE(AT.freelist) ?? 0;
    while (trunk > 0 && !free.has(trunk)) {
      const page = this.page(trunk);
      if (!page) break;
      free.add(trunk);
      const count = Math.min(page.readUInt32BE(4), this.pageBytes / 4 - 2);
      for (let i = 0; i < count; i++) free.add(page.readUInt32BE(8 + 4 * i));
      trunk = page.readUInt32BE(0);
    }
    return free;
  }

  [Symbol.dispose](): void {
    closeSync(this.file);
  }

  private read(at: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    readSync(this.file, bytes, 0, length, at);
    return bytes;
  }
}

/** 1 stands for 65 536; a damaged header says anything. */
function pageBytesOf(header: Buffer): number {
  const said = header.readUInt16BE(AT.pageSize);
  const bytes = said === 1 ? 65_536 : said;
  const isPossible = bytes >= 512 && (bytes & (bytes - 1)) === 0;
  return isPossible ? bytes : DEFAULT_PAGE_BYTES;
}
