import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { PlantroomError } from '../../domain/errors.ts';

/** A line longer than this is a file that has no lines. */
const LONGEST_LINE = 1_000_000;
/** Enough to tell how a text is written. */
const SAMPLE_BYTES = 64 * 1024;

export interface FileLine {
  /** From 1, as editors count. */
  readonly number: number;
  readonly text: string;
}

/** The lines of a text file of any length, without their ends; compressed (gzip) or not, in UTF-8, UTF-16 or GB 18030. Throws CONFIG_INVALID when it cannot be read. */
export async function* fileLines(path: string): AsyncGenerator<FileLine> {
  let rest = '';
  let number = 0;
  try {
    for await (const part of decoded(bytesOf(path))) {
      const lines = (rest + part).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw new Error(`line ${number + lines.length + 1} never ends`);
      for (const text of lines) yield { number: ++number, text: text.endsWith('\r') ? text.slice(0, -1) : text };
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PlantroomError('CONFIG_INVALID', `${path} cannot be read: ${reason}`, { cause });
  }
  if (rest !== '') yield { number: ++number, text: rest };
}

function bytesOf(path: string): Readable {
  const isPacked = isGzip(path);
  const file = createReadStream(path);
  if (!isPacked) return file;
  const unpacked = createGunzip();
  file.once('error', (error) => unpacked.destroy(error));
  return file.pipe(unpacked);
}

function isGzip(path: string): boolean {
  const head = new Uint8Array(2);
  const file = openSync(path, 'r');
  try {
    return readSync(file, head) === 2 && head[0] === 0x1f && head[1] === 0x8b;
  } finally {
    closeSync(file);
  }
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const part of bytes) {
    decoder ??= new TextDecoder(encodingOf(part));
    yield decoder.decode(part, { stream: true });
  }
  if (decoder) yield decoder.decode();
}

/** Excel marks UTF-16; without a mark a Chinese Excel writes GB 18030. A mark itself never becomes part of the text. */
function encodingOf(first: Uint8Array): string {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(first.subarray(0, SAMPLE_BYTES), { stream: true });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}
