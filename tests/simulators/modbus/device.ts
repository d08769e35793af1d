import type { Readings } from '../model/readings.ts';
import { encode, encodeRaw } from './codec.ts';
import { type RegisterMap, type RegisterRow, type RegisterTable, registersOf } from './register-map.ts';

/** One unit on a connection: a product, and the equipment its rows belong to unless they say otherwise. */
export interface ModbusDevice {
  readonly unit: number;
  readonly map: RegisterMap;
  readonly equipment: string;
  /** All equipment the device serves. */
  readonly serves: readonly string[];
  readonly tables: Readonly<Record<RegisterTable, ReadonlyMap<number, readonly RegisterRow[]>>>;
}

/** A fault inside the device that changes what registers hold. */
export type RegisterFault =
  | { readonly kind: 'nan' }
  | { readonly kind: 'sentinel'; readonly point: string; readonly code: number | undefined };

/** Modbus exception codes used here. */
export const illegalFunction = 1;
export const illegalAddress = 2;
export const illegalValue = 3;
export const targetFailed = 11;

export type ReadResult =
  | { readonly ok: true; readonly data: Buffer }
  | { readonly ok: false; readonly exception: number };

/** Looks up the register fault of a piece of equipment, if any. */
export type RegisterFaults = (equipment: string) => RegisterFault | undefined;

const mostBits = 2000;

export function createDevice(unit: number, map: RegisterMap, equipment: string): ModbusDevice {
  const serves = new Set(map.rows.map((row) => row.equipment ?? equipment));
  return {
    unit,
    map,
    equipment,
    serves: [...serves],
    tables: {
      discrete: byAddress(map, 'discrete'),
      holding: byAddress(map, 'holding'),
      input: byAddress(map, map.holdingAsInput ? 'holding' : 'input'),
    },
  };
}

function byAddress(map: RegisterMap, table: RegisterTable): Map<number, RegisterRow[]> {
  const index = new Map<number, RegisterRow[]>();
  for (const row of map.rows.filter((each) => each.table === table)) {
    for (let word = 0; word < widthOf(row); word++) {
      const address = row.at + word;
      index.set(address, [...(index.get(address) ?? []), row]);
    }
  }
  return index;
}

function widthOf(row: RegisterRow): number {
  return row.table === 'discrete' ? 1 : registersOf(row.type);
}

/** Answers a read of registers from the readings of this moment. */
export function readRegisters(
  device: ModbusDevice,
  table: 'holding' | 'input',
  start: number,
  count: number,
  readings: Readings,
  faults: RegisterFaults,
): ReadResult {
  if (count < 1 || count > device.map.maxRegisters) return { ok: false, exception: illegalValue };
  const index = device.tables[table];
  if (index.size === 0) return refused;
  if (device.map.holes.kind === 'single' && !isOneParameter(index, start, count)) return refused;
  const data = Buffer.alloc(2 * count);
  for (let address = start; address < start + count; ) {
    const rows = index.get(address);
    if (!rows && !fillHole(device.map, address, data, 2 * (address - start))) return refused;
    address += rows ? copyRows(device, rows, address, start, data, readings, faults) : 1;
  }
  return { ok: true, data };
}

const refused: ReadResult = { ok: false, exception: illegalAddress };

function isOneParameter(index: ReadonlyMap<number, readonly RegisterRow[]>, start: number, count: number): boolean {
  const row = index.get(start)?.[0];
  return row !== undefined && row.at === start && widthOf(row) === count;
}

function fillHole(map: RegisterMap, address: number, data: Buffer, offset: number): boolean {
  const holes = map.holes;
  if (holes.kind !== 'fill') return false;
  if (!holes.spans.some(([first, last]) => address >= first && address <= last)) return false;
  data.writeUInt16BE(holes.filler, offset);
  return true;
}

/** Copies what the rows at `address` hold, whole if it fits, else one word; returns how many registers that were. */
function copyRows(
  device: ModbusDevice,
  rows: readonly RegisterRow[],
  address: number,
  start: number,
  data: Buffer,
  readings: Readings,
  faults: RegisterFaults,
): number {
  const width = widthOf(rows[0]!);
  const offset = 2 * (address - start);
  const whole = rows[0]!.at === address && offset + 2 * width <= data.length;
  const target = whole ? data : Buffer.alloc(2 * width);
  for (const row of rows) encodeRow(device, row, target, whole ? offset : 0, readings, faults);
  if (whole) return width;
  const word = address - rows[0]!.at;
  target.copy(data, offset, 2 * word, 2 * word + 2);
  return 1;
}

function encodeRow(
  device: ModbusDevice,
  row: RegisterRow,
  data: Buffer,
  offset: number,
  readings: Readings,
  faults: RegisterFaults,
): void {
  const code = faultyRaw(device.map, row, faults(row.equipment ?? device.equipment));
  if (code === undefined) encode(row, shownBy(device, row, readings), data, offset);
  else encodeRaw(row.type, code, data, offset);
}

function faultyRaw(map: RegisterMap, row: RegisterRow, fault: RegisterFault | undefined): number | undefined {
  if (!fault || row.bit !== undefined || row.constant !== undefined) return undefined;
  if (fault.kind === 'nan') return row.type === 'f32' || row.type === 'f64' ? Number.NaN : undefined;
  return row.point === fault.point ? (fault.code ?? map.sentinels[row.type]) : undefined;
}

function shownBy(device: ModbusDevice, row: RegisterRow, readings: Readings): number {
  if (row.constant !== undefined) return row.constant;
  return readings[row.equipment ?? device.equipment]?.[row.point] ?? 0;
}

/** Answers a read of discrete inputs; eight to a byte, lowest address in the lowest bit. */
export function readBits(device: ModbusDevice, start: number, count: number, readings: Readings): ReadResult {
  if (count < 1 || count > mostBits) return { ok: false, exception: illegalValue };
  const data = Buffer.alloc(Math.ceil(count / 8));
  for (let index = 0; index < count; index++) {
    const row = device.tables.discrete.get(start + index)?.[0];
    if (!row) return refused;
    if (shownBy(device, row, readings) !== 0) data[index >> 3]! |= 1 << (index & 7);
  }
  return { ok: true, data };
}
