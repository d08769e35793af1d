import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync, renameSync } from 'node:fs';
import { afterOf, type HistoryFormat, type HistoryShape } from '../../contract/history-file.ts';

/** More than the longest row: two hundred columns. */
const TAIL_BYTES = 256 * 1024;

/** A download that is not whole yet has a name of its own, so that nobody takes it for the file. */
export const partOf = (file: string): string => `${file}.part`;

export const finishPart = (file: string): void => renameSync(partOf(file), file);

/**
 * Takes a torn last line away from a broken download and tells where to go on: undefined when there is nothing to go on from,
 * and it has to begin again (the part is empty then, or is not there).
 */
export function resumePart(file: string, format: HistoryFormat, shape: HistoryShape): string | undefined {
  const path = partOf(file);
  if (!existsSync(path)) return undefined;
  const handle = openSync(path, 'r+');
  try {
    const { text, startsAt } = readTail(handle);
    const end = text.lastIndexOf(0x0a) + 1;
    const last = text.subarray(0, Math.max(0, end - 1));
    const line = last.subarray(last.lastIndexOf(0x0a) + 1).toString('utf8');
    const after = end === 0 ? undefined : afterOf(format, shape, line);
    ftruncateSync(handle, after === undefined ? 0 : startsAt + end);
    return after;
  } finally {
    closeSync(handle);
  }
}

function readTail(handle: number): { text: Buffer; startsAt: number } {
  const { size } = fstatSync(handle);
  const startsAt = Math.max(0, size - TAIL_BYTES);
  const text = Buffer.alloc(size - startsAt);
  readSync(handle, text, 0, text.length, startsAt);
  return { text, startsAt };
}
