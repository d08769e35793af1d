import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const RECORDS_FORMAT = 'plantroom-records-1';
export const RECORDS_MANIFEST = 'manifest.json';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const end = z.object({ sequence: z.int().min(1), hash });

const ends = z.object({ head: end.nullable(), days: z.array(end.extend({ day: z.string() })) });

/** What an export consists of. Its anchors, kept elsewhere, prove later that nothing before them was changed. */
const manifest = z.object({
  format: z.literal(RECORDS_FORMAT),
  version: z.string(),
  exportedAt: z.string(),
  anchors: ends.extend({ orders: ends.optional() }),
  tables: z.array(z.object({ name: z.string(), rows: z.int().min(0) })),
  files: z.array(z.object({ path: z.string(), bytes: z.int().min(0), sha256: hash })),
});
export type RecordsManifest = z.infer<typeof manifest>;

/** The list of an export, of its folder or of that one file kept elsewhere; undefined when it is none. Throws when it cannot be read. */
export function readRecordsManifest(path: string, isFolder: boolean): RecordsManifest | undefined {
  const text = readFileSync(isFolder ? join(path, RECORDS_MANIFEST) : path, 'utf8');
  try {
    const read = manifest.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
