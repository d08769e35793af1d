import { PlantroomError } from '../../domain/errors.ts';
import type { DriverDevice, DriverPoint } from '../../ports/driver.ts';
import { isBitTable } from './bus-time.ts';
import { type Decoder, decodeBit, decoderFor, registersOf } from './codec.ts';
import type { Span } from './read-plan.ts';
import type { ByteOrder, ModbusAddress, ModbusDevice, Table } from './schemas.ts';

/** A point as the wire sees it: zero-based addresses [start, end) of one table, and how to read the number. */
export interface Field extends Span {
  readonly point: number;
  readonly table: Table;
  readonly periodMs: number;
  readonly decode: Decoder;
  readonly group: string | undefined;
}

/** What must be read together: a single field, or all fields of a group. */
export interface Atom extends Span {
  readonly table: Table;
  readonly periodMs: number;
  readonly fields: readonly Field[];
}

const ADDRESSES = 65_536;

type Device = DriverDevice<ModbusDevice, ModbusAddress>;

/** Every point of a device. Throws CONFIG_INVALID for an address that cannot exist or be read whole. */
export function atomsOf(device: Device): Atom[] {
  const atoms = joinGroups(device.points.map((point) => fieldOf(point, device.config)));
  for (const atom of atoms) checkLength(atom, device);
  return atoms;
}

function fieldOf(point: DriverPoint<ModbusAddress>, config: ModbusDevice): Field {
  const { address, index, periodMs } = point;
  const start = address.register - config.firstRegister;
  const shape = shapeOf(address, config);
  const end = start + shape.length;
  if (start < 0 || end > ADDRESSES) throw invalid(point.tag, `register ${address.register} does not exist`);
  return { point: index, table: address.table, periodMs, start, end, decode: shape.decode, group: shape.group };
}

interface Shape {
  readonly length: number;
  readonly decode: Decoder;
  readonly group: string | undefined;
}

function shapeOf(address: ModbusAddress, config: ModbusDevice): Shape {
  if (!('type' in address)) return { length: 1, decode: decodeBit, group: undefined };
  const length = registersOf(address.type);
  const order = address.order ?? defaultOrder(length, config.order);
  return { length, decode: decoderFor(address.type, order, address.bits), group: address.group };
}

/** The order of a device is about values of several registers; a single register is swapped only if its own address says so. */
function defaultOrder(length: number, order: ByteOrder): ByteOrder {
  return length === 1 ? 'ABCD' : order;
}

function joinGroups(fields: readonly Field[]): Atom[] {
  const atoms = new Map<string, Field[]>();
  for (const field of fields) {
    const key = field.group === undefined ? `point ${field.point}` : `${field.table} ${field.group}`;
    const members = atoms.get(key);
    if (members) members.push(field);
    else atoms.set(key, [field]);
  }
  return [...atoms.values()].map(toAtom);
}

function toAtom(fields: readonly Field[]): Atom {
  return {
    table: fields[0]!.table,
    start: Math.min(...fields.map((field) => field.start)),
    end: Math.max(...fields.map((field) => field.end)),
    periodMs: Math.min(...fields.map((field) => field.periodMs)),
    fields,
  };
}

function checkLength(atom: Atom, device: Device): void {
  const longest = isBitTable(atom.table) ? device.config.maxBits : device.config.maxRegisters;
  if (atom.end - atom.start <= longest) return;
  const tag = device.points.find((point) => point.index === atom.fields[0]!.point)?.tag ?? device.id;
  throw invalid(tag, `${atom.end - atom.start} registers do not fit into one request of ${longest}`);
}

function invalid(tag: string, reason: string): PlantroomError {
  return new PlantroomError('CONFIG_INVALID', `${tag}: ${reason}`);
}
