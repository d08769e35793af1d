import { Readable } from 'node:stream';
import { done, refused } from '../../domain/errors.ts';
import type { FileStore } from '../../ports/file-store.ts';
import type { Handlers } from '../handler.ts';
import { Streamed } from '../streamed.ts';

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};

/** Photos and papers that belong to records and orders. */
export function fileRoutes(files: FileStore): Handlers<'addFile' | 'readFile'> {
  return {
    addFile: async ({ body }) => done(await files.put(body, 'application/octet-stream')),
    readFile: async ({ params }) => {
      const found = await files.open(params.sha256);
      if (!found) return refused('FILE_NOT_FOUND');
      const { sha256, mediaType } = found.file;
      return done(
        new Streamed(
          Readable.from(found.content),
          mediaType,
          `${sha256.slice(0, 12)}.${ENDINGS[mediaType] ?? 'bin'}`,
          true,
        ),
      );
    },
  };
}
