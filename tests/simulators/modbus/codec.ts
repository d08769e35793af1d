import { type RegisterRow, type RegisterType, registersOf } from './register-map.ts';

/** Writes the value into `buffer` at `offset`, or-ing bit fields of one register together. */
export function encode(row: RegisterRow, value: number, buffer: Buffer, offset: number): void {
  const raw = row.constant ?? rawOf(row, value);
  if (row.bit === undefined) {
    write(row.type, raw, buffer, offset);
    return;
  }
  const field = (raw & fieldMask(row)) << row.bit;
  buffer.writeUInt16BE((buffer.readUInt16BE(offset) | field) & 0xffff, offset);
}

/** Writes a raw code as it is. */
export function encodeRaw(type: RegisterType, raw: number, buffer: Buffer, offset: number): void {
  write(type, raw, buffer, offset);
}

/** The engineering value of a single register of type u16 or s16. */
export function decodeWord(row: RegisterRow, word: number): number {
  const raw = row.type === 's16' && word > 0x7fff ? word - 0x1_0000 : word;
  return raw * row.scale + row.offset;
}

/** The value as a reader of the register finds it. */
export function quantise(row: RegisterRow, value: number): number {
  if (row.table === 'discrete') return value === 0 ? 0 : 1;
  const raw = rawOf(row, value);
  if (row.bit !== undefined) return raw & fieldMask(row);
  const kept = row.type === 'f32' ? Math.fround(raw) : raw;
  return kept * row.scale + row.offset;
}

function rawOf(row: RegisterRow, value: number): number {
  const raw = (value - row.offset) / row.scale;
  if (row.type === 'f32' || row.type === 'f64') return raw;
  const [low, high] = limits(row.type);
  return Math.min(high, Math.max(low, Math.round(raw)));
}

function fieldMask(row: RegisterRow): number {
  return 2 ** (row.width ?? 1) - 1;
}

function limits(type: RegisterType): [number, number] {
  const bits = registersOf(type) * 16;
  if (type === 's64') return [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  return type.startsWith('s') ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1];
}

function write(type: RegisterType, raw: number, buffer: Buffer, offset: number): void {
  switch (type) {
    case 'u16':
      buffer.writeUInt16BE(raw, offset);
      return;
    case 's16':
      buffer.writeInt16BE(raw, offset);
      return;
    case 'u32':
      buffer.writeUInt32BE(raw, offset);
      return;
    case 's32':
      buffer.writeInt32BE(raw, offset);
      return;
    case 's64':
      buffer.writeBigInt64BE(BigInt(raw), offset);
      return;
    case 'f32':
      buffer.writeFloatBE(raw, offset);
      return;
    case 'f64':
      buffer.writeDoubleBE(raw, offset);
  }
}
