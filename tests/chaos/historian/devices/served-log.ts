import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Block, FIELDS, nameOf } from './block.ts';

const pathOf = (folder: string, device: number): string => join(folder, `${nameOf(device)}.log`);

/** A device's own log: what it has served, written before the answer leaves. The gateway knows nothing of it. */
export class ServedLog {
  private readonly descriptors: readonly number[];

  constructor(folder: string, devices: number) {
    mkdirSync(folder, { recursive: true });
    this.descriptors = Array.from({ length: devices }, (_, device) => openSync(pathOf(folder, device), 'a'));
  }

  append(device: number, block: Block): void {
    writeSync(this.descriptors[device]!, new Uint8Array(Float64Array.from(FIELDS, (field) => block[field]).buffer));
  }

  close(): void {
    for (const descriptor of this.descriptors) closeSync(descriptor);
  }
}

/** Everything a device has served, oldest first. */
export function readServed(folder: string, device: number): Block[] {
  const bytes = readFileSync(pathOf(folder, device));
  const numbers = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return Array.from({ length: numbers.length / FIELDS.length }, (_, i) => {
    const [seq, clock, value, check] = numbers.subarray(i * FIELDS.length, (i + 1) * FIELDS.length);
    return { seq: seq!, clock: clock!, value: value!, check: check! };
  });
}
