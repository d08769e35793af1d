import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../../tests/harness/temp-folder.ts';
import type { AttachmentIndex, StoredFile } from '../ports/file-store.ts';
import { MAX_FILE_BYTES, openFileStore, pathOfFile } from './file-store.ts';
import { sniffMediaType } from './sniff.ts';

const JPEG = Buffer.from('ffd8ffe000104a464946000101', 'hex');
const KINDS = {
  'image/jpeg': JPEG,
  'image/png': Buffer.from('89504e470d0a1a0a0000000d', 'hex'),
  'image/webp': Buffer.from('RIFF\u0000\u0000\u0000\u0000WEBPVP8 ', 'latin1'),
  'application/pdf': Buffer.from('%PDF-1.7\n'),
};

async function* pieces(...all: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* all;
}

class MemoryIndex implements AttachmentIndex {
  readonly files = new Map<string, StoredFile>();
  async add(file: StoredFile): Promise<void> {
    this.files.set(file.sha256, file);
  }
  async find(sha256: string): Promise<StoredFile | undefined> {
    return this.files.get(sha256);
  }
}

async function rig() {
  const folder = join(await tempFolder(), 'files');
  const index = new MemoryIndex();
  return { folder, index, store: await openFileStore({ folder, index }) };
}

test.each(Object.entries(KINDS))('%s is kept under its hash and comes back as it was', async (mediaType, content) => {
  const { folder, store } = await rig();
  const file = await store.put(pieces(content.subarray(0, 3), content.subarray(3)), 'text/html');
  const sha256 = createHash('sha256').update(content).digest('hex');
  expect(file).toEqual({ sha256, bytes: content.length, mediaType });
  expect(readFileSync(join(folder, pathOfFile(sha256)))).toEqual(content);
  const found = await store.open(sha256);
  expect(found?.file).toEqual(file);
  expect(await buffer(found!.content)).toEqual(content);
  expect(await store.find(sha256)).toEqual(file);
  expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
});

test('twice the same content is one file', async () => {
  const { index, store } = await rig();
  const [one, two] = await Promise.all([store.put(pieces(JPEG), ''), store.put(pieces(JPEG), '')]);
  expect(one).toEqual(two);
  expect(index.files.size).toBe(1);
});

describe('nothing is kept', () => {
  const html = Buffer.from('<html><script>alert(1)</script>');
  const refusals = [
    { name: 'of another kind, whatever it says it is', content: [html], code: 'FILE_KIND_REFUSED' },
    { name: 'that is empty', content: [], code: 'FILE_KIND_REFUSED' },
    { name: 'over 10 MB', content: [JPEG, Buffer.alloc(MAX_FILE_BYTES)], code: 'FILE_TOO_LARGE' },
  ];
  test.each(refusals)('$name', async ({ content, code }) => {
    const { folder, index, store } = await rig();
    await expect(store.put(pieces(...content), 'image/jpeg')).rejects.toMatchObject({ code });
    expect(readdirSync(folder)).toEqual(['incoming']);
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
    expect(index.files.size).toBe(0);
  });

  test('of a sender who goes away in the middle', async () => {
    const { folder, store } = await rig();
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield JPEG;
      throw new Error('aborted');
    }
    await expect(store.put(broken(), 'image/jpeg')).rejects.toThrow('aborted');
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
  });
});

test('what a former process did not finish is cleared away', async () => {
  const folder = join(await tempFolder(), 'files');
  mkdirSync(join(folder, 'incoming'), { recursive: true });
  writeFileSync(join(folder, 'incoming', '7'), 'half');
  await openFileStore({ folder, index: new MemoryIndex() });
  expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
});

test('a hash that is none, or of nothing, has no file; one whose file is gone says so', async () => {
  const { folder, store } = await rig();
  expect(await store.open('../../etc/passwd')).toBeUndefined();
  expect(await store.open('0'.repeat(64))).toBeUndefined();
  expect(await store.find('0'.repeat(64))).toBeUndefined();
  const { sha256 } = await store.put(pieces(JPEG), '');
  rmSync(join(folder, pathOfFile(sha256)));
  expect(existsSync(join(folder, pathOfFile(sha256)))).toBe(false);
  await expect(store.open(sha256)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
});

test('a kind is known however the rest looks, and nothing else is', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.entries(KINDS)), fc.uint8Array(), ([kind, beginning], rest) => {
      expect(sniffMediaType(Buffer.concat([beginning, rest]))).toBe(kind);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (content) => {
      const kind = sniffMediaType(content);
      if (kind !== undefined) expect(Object.keys(KINDS)).toContain(kind);
      expect(sniffMediaType(Buffer.concat([Buffer.from('x'), content]))).not.toBe('image/jpeg');
    }),
  );
});
