import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { type Random, whole } from '../../../simulators/model/random.ts';

const PAGE_BYTES = 4_096;
const HEADER_BYTES = 100;
const MOST_BITS = 4;

export const HARMS = ['bits', 'bits', 'bits', 'header', 'page', 'cut', 'destroyed'] as const;
export type Harm = (typeof HARMS)[number];

/** What was done, in words. */
export function harmFile(path: string, harm: Harm, random: Random): string {
  const file = openSync(path, 'r+');
  try {
    const { size } = fstatSync(file);
    switch (harm) {
      case 'bits':
        return flipBits(file, size, whole(random, 1, MOST_BITS), random);
      case 'header':
        return flipBits(file, HEADER_BYTES, 1, random);
      case 'page':
        return overwrite(file, PAGE_BYTES * whole(random, 0, Math.floor(size / PAGE_BYTES) - 1), PAGE_BYTES, random);
      case 'cut':
        return cut(file, whole(random, 1, size - 1));
      case 'destroyed':
        return overwrite(file, 0, size, random);
    }
  } finally {
    closeSync(file);
  }
}

function flipBits(file: number, within: number, count: number, random: Random): string {
  const places = Array.from({ length: count }, () => whole(random, 0, within - 1));
  const byte = Buffer.alloc(1);
  for (const place of places) {
    readSync(file, byte, 0, 1, place);
    byte[0]! ^= 1 << whole(random, 0, 7);
    writeSync(file, byte, 0, 1, place);
  }
  return `bits at ${places.map((place) => `${place} (page ${Math.floor(place / PAGE_BYTES) + 1})`).join(', ')}`;
}

function overwrite(file: number, at: number, length: number, random: Random): string {
  const noise = Buffer.from(Uint8Array.from({ length }, () => whole(random, 0, 255)));
  writeSync(file, noise, 0, length, at);
  return `${length} bytes from ${at} overwritten`;
}

function cut(file: number, length: number): string {
  ftruncateSync(file, length);
  return `cut to ${length} bytes`;
}
