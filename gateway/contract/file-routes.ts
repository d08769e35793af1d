import { z } from 'zod';
import type { RouteContract } from './route.ts';

const GROUP = 'Records';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'the SHA-256 of a file, 64 hexadecimal digits');

/** A file that is kept. */
export const storedFile = z
  .object({
    sha256: sha256.meta({ description: 'Its name: what records and orders say to point at it' }),
    bytes: z.int().min(1),
    mediaType: z.string().meta({ description: 'What it is, whatever it was said to be' }),
  })
  .meta({ id: 'StoredFile' });

const content = z
  .custom<AsyncIterable<Uint8Array>>(
    (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
    'the bytes of a file',
  )
  .meta({ description: 'The bytes of the file, with its own content type' });

/** Photos and papers that belong to records and orders. */
export const FILE_ROUTES = {
  addFile: {
    group: GROUP,
    method: 'POST',
    path: '/api/v1/files',
    summary: 'Keep a photo (JPEG, PNG, WebP) or PDF of up to 10 MB; the same again is the same file',
    access: 'record:write',
    accepts: 'file',
    body: content,
    status: 201,
    response: storedFile,
    codes: ['FILE_TOO_LARGE', 'FILE_KIND_REFUSED', 'REQUEST_TOO_MANY'],
  },
  readFile: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/files/:sha256',
    summary: 'A file that is kept',
    access: 'record:read',
    params: z.strictObject({ sha256 }),
    status: 200,
    response: z.string(),
    contentType: 'application/octet-stream',
    isStreamed: true,
    codes: ['FILE_NOT_FOUND'],
  },
} as const satisfies Record<string, RouteContract>;
