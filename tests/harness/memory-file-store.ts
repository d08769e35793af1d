import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { FileStore, StoredFile } from '../../gateway/ports/file-store.ts';

const CONTENT = Buffer.from('ffd8ffe000104a46494600', 'hex');
const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** Hash of the one file that a new store has. */
export const FAKE_FILE = hashOf(CONTENT);

/** Attached files in memory; takes whatever it is given for a photo. */
export class MemoryFileStore implements FileStore {
  readonly contents = new Map<string, Buffer>([[FAKE_FILE, CONTENT]]);

  async put(content: AsyncIterable<Uint8Array>): Promise<StoredFile> {
    const all = await buffer(content);
    const sha256 = hashOf(all);
    this.contents.set(sha256, all);
    return fileOf(sha256, all);
  }

  async find(sha256: string): Promise<StoredFile | undefined> {
    const content = this.contents.get(sha256);
    return content && fileOf(sha256, content);
  }

  async open(sha256: string) {
    const content = this.contents.get(sha256);
    return content && { file: fileOf(sha256, content), content: Readable.from([content]) };
  }
}

const fileOf = (sha256: string, { length }: Buffer): StoredFile => ({ sha256, bytes: length, mediaType: 'image/jpeg' });
