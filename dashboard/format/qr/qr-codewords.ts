import { correctionOf } from './reed-solomon.ts';

/** Level M, by version from 1 (ISO/IEC 18004, table 9): codewords in all, those of correction in each block, blocks. */
const VERSIONS: readonly (readonly [all: number, correction: number, blocks: number])[] = [
  ...([
    [26, 10, 1],
    [44, 16, 1],
    [70, 26, 1],
    [100, 18, 2],
    [134, 24, 2],
  ] as const),
  ...([
    [172, 16, 4],
    [196, 18, 4],
    [242, 22, 4],
    [292, 22, 5],
    [346, 26, 5],
  ] as const),
];
const BYTE_MODE = 0b0100;
const PADDING = [0xec, 0x11];

/** The codewords of a text in the smallest version that holds it. */
export interface Codewords {
  readonly version: number;
  readonly bytes: Uint8Array;
}

/** Undefined where the text is longer than version 10 holds at level M: 213 bytes. */
export function codewordsOf(text: string): Codewords | undefined {
  const content = new TextEncoder().encode(text);
  const at = VERSIONS.findIndex(([all, correction, blocks], index) => {
    return content.length + (index < 9 ? 2 : 3) <= all - correction * blocks;
  });
  const shape = VERSIONS[at];
  if (shape === undefined) return undefined;
  const [all, correction, blocks] = shape;
  const data = dataOf(content, at + 1, all - correction * blocks);
  return { version: at + 1, bytes: interleaved(data, all, correction, blocks) };
}

/** Mode, length, the bytes themselves, an end, and padding. */
function dataOf(content: Uint8Array, version: number, capacity: number): Uint8Array {
  const bits: number[] = [];
  const push = (value: number, length: number): void => {
    for (let bit = length - 1; bit >= 0; bit--) bits.push((value >>> bit) & 1);
  };
  push(BYTE_MODE, 4);
  push(content.length, version < 10 ? 8 : 16);
  for (const byte of content) push(byte, 8);
  push(0, Math.min(4, capacity * 8 - bits.length));
  push(0, (8 - (bits.length % 8)) % 8);
  const data = new Uint8Array(capacity);
  for (const [at, bit] of bits.entries()) data[at >>> 3]! |= bit << (7 - (at & 7));
  for (let at = bits.length / 8, n = 0; at < capacity; at++, n++) data[at] = PADDING[n % 2]!;
  return data;
}

/** Blocks with their correction, mixed column by column, so that a scratch hurts each of them a little. */
function interleaved(data: Uint8Array, all: number, correction: number, blocks: number): Uint8Array {
  const longBlocks = all % blocks;
  const shortLength = Math.floor(all / blocks) - correction;
  const parts: Uint8Array[] = [];
  for (let block = 0, at = 0; block < blocks; block++) {
    const length = shortLength + (block < blocks - longBlocks ? 0 : 1);
    parts.push(data.subarray(at, at + length));
    at += length;
  }
  const checks = parts.map((part) => correctionOf(part, correction));
  const bytes: number[] = [];
  for (let column = 0; column <= shortLength; column++) {
    for (const part of parts) if (column < part.length) bytes.push(part[column]!);
  }
  for (let column = 0; column < correction; column++) for (const check of checks) bytes.push(check[column]!);
  return Uint8Array.from(bytes);
}
