import { closeSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import type { JournalAnchors } from '../../store/journal-file.ts';

/** First line of an export; older ones are read for as long as the format keeps its name. */
export const JOURNAL_FORMAT = 'plantroom-journal-1';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const end = z.object({ sequence: z.int().min(1), hash });
const head = z.object({
  format: z.literal(JOURNAL_FORMAT),
  exportedAt: z.string(),
  head: end.nullable(),
  days: z.array(end.extend({ day: z.string() })),
});

/** A line of anchors is some hundred bytes per day. */
const MAX_LINE_BYTES = 4 << 20;

export const anchorsLine = (anchors: JournalAnchors, nowMs: number): string =>
  JSON.stringify({ format: JOURNAL_FORMAT, exportedAt: new Date(nowMs).toISOString(), ...anchors });

/** The anchors at the beginning of an export; undefined when it is none. Throws when it cannot be read. */
export function readAnchors(file: string): JournalAnchors | undefined {
  const line = firstLine(file);
  try {
    const read = head.safeParse(JSON.parse(line));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

function firstLine(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(MAX_LINE_BYTES);
    const bytes = readSync(handle, buffer, 0, MAX_LINE_BYTES, 0);
    const text = buffer.toString('utf8', 0, bytes);
    return text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n'));
  } finally {
    closeSync(handle);
  }
}
