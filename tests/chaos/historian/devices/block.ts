import { crc32 } from 'node:zlib';

/** What a device answers to a poll, in this order. Everything in it can be checked against the device's own log. */
export const FIELDS = ['seq', 'clock', 'value', 'check'] as const;

export type Field = (typeof FIELDS)[number];

/** `seq` rises by one with every answer; `clock` is the device's time, ms; `check` is the CRC-32 of device and all the others. */
export type Block = Readonly<Record<Field, number>>;

export const BLOCK_BYTES = FIELDS.length * Float64Array.BYTES_PER_ELEMENT;

export function blockOf(device: number, seq: number, clock: number): Block {
  const value = measuredAt(device, seq);
  return { seq, clock, value, check: checkOf(device, { seq, clock, value }) };
}

export function checkOf(device: number, { seq, clock, value }: Omit<Block, 'check'>): number {
  return crc32(new Uint8Array(Float64Array.of(device, seq, clock, value).buffer));
}

/** Looks random, differs from one number to the next, and has three decimals. */
function measuredAt(device: number, seq: number): number {
  let word = Math.imul(seq + 1, 0x9e3779b1) ^ Math.imul(device + 1, 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 15), 0x2c1b3c6d);
  return ((word ^ (word >>> 13)) >>> 0) / 1000;
}

export const nameOf = (device: number): string => `D${String(device).padStart(3, '0')}`;
