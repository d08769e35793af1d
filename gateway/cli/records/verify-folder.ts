import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pathOfFile } from '../../files/file-store.ts';
import type { OrderFault } from '../../store/order-chain.ts';
import type { RecordFault } from '../../store/record-chain.ts';
import { type RecordAnchors, RecordFile } from '../../store/record-file.ts';

export interface BookFaults {
  readonly events: number;
  readonly records: number;
  readonly orders: number;
  readonly files: number;
  readonly faults: readonly (RecordFault | OrderFault)[];
  /** Hashes of files that are gone or not as they were. */
  readonly spoilt: readonly string[];
}

/** Looks through the record book and the orders of a data folder and every file that was attached. */
export async function verifyFolder(dataFolder: string, known: RecordAnchors | undefined): Promise<BookFaults> {
  const book = new RecordFile(dataFolder);
  try {
    const found = book.verify(known);
    const spoilt: string[] = [];
    let files = 0;
    for (const { sha256 } of book.attachments()) {
      files++;
      const hash = await hashOf(join(dataFolder, 'files', pathOfFile(sha256))).catch(() => undefined);
      if (hash !== sha256) spoilt.push(sha256);
    }
    return { ...found, files, spoilt };
  } finally {
    book.close();
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}
