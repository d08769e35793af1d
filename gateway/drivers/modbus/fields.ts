import { PlantroomError } from '../../domain/errors.ts';
import { QUALITY, type QualityCode } from '../../domain/quality.ts';
import type { DriverDevice, DriverPoint } from '../../ports/driver.ts';
import { isBitTable } from './bus-time.ts';
import { type Decoder, decodeBit, decoderFor } from './codec.ts';
import { orderOf, placeOf } from './place.ts';
import type { Span } from './read-plan.ts';
import type { ModbusAddress, ModbusDevice, Table } from './schemas.ts';
import { type TextDecoder, textDecoderFor } from './text-codec.ts';
import { isBcd, registersOf } from './value-types.ts';

/** How to take a value out of the registers or bits it stands in. */
export interface Shape {
  /** Registers or bits. */
  readonly length: number;
  /** Always a number; 0 for a text, so that a text has a quality like every other point. */
  readonly decode: Decoder;
  /** Of a point that is a text. */
  readonly decodeText: TextDecoder | undefined;
  /** What it means when `decode` gives no finite number. */
  readonly invalid: QualityCode;
  readonly group: string | undefined;
}

/** A point as the wire sees it: zero-based addresses [start, end) of one table, and how to read the value. */
export interface Field extends Span, Omit<Shape, 'length'> {
  readonly point: number;
  readonly table: Table;
  readonly periodMs: number;
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
  for (const atom of atoms) checkReadable(atom, device);
  return atoms;
}

/** One point by itself. Throws CONFIG_INVALID for an address that cannot exist. */
export function fieldOf(point: DriverPoint<ModbusAddress>, config: ModbusDevice): Field {
  const { address, index, periodMs } = point;
  const { table, start } = placeOf(address, config);
  const { length, ...rest } = shapeOf(address, config);
  const end = start + length;
  if (start < 0 || end > ADDRESSES) throw invalid(point.tag, `register ${printedAt(address)} does not exist`);
  return { point: index, table, periodMs, start, end, ...rest };
}

function printedAt(address: ModbusAddress): number | string {
  if ('modicon' in address) return address.modicon;
  return 'parts' in address ? address.parts.map((part) => part.register).join(', ') : address.register;
}

/** How to read what stands at an address. */
export function shapeOf(address: ModbusAddress, config: ModbusDevice): Shape {
  const plain = { decodeText: undefined, invalid: QUALITY['bad-not-a-number'], group: undefined };
  if ('parts' in address) return { ...plain, ...sumOf(address, config), group: address.group };
  if (!('type' in address)) return { ...plain, length: 1, decode: decodeBit };
  const { type, group } = address;
  if (type === 'string') {
    return { ...plain, length: address.length, decode: () => 0, decodeText: textDecoderFor(address), group };
  }
  return {
    length: registersOf(type),
    decode: decoderFor(type, orderOf(address, config), address.bits),
    decodeText: undefined,
    invalid: isBcd(type) ? QUALITY['bad-decode'] : QUALITY['bad-not-a-number'],
    group,
  };
}

type SumAddress = Extract<ModbusAddress, { parts: unknown }>;

/** Hours in one register and minutes in another, or words no order describes: one value, read together. */
function sumOf({ parts }: SumAddress, config: ModbusDevice): Pick<Shape, 'length' | 'decode' | 'invalid'> {
  const first = Math.min(...parts.map((part) => part.register));
  const terms = parts.map((part) => ({
    at: (part.register - first) * 2,
    decode: decoderFor(part.type, orderOf(part, config)),
    times: part.times,
  }));
  return {
    length: Math.max(...parts.map((part) => part.register - first + registersOf(part.type))),
    decode: (bytes, position) =>
      terms.reduce((sum, { at, decode, times }) => sum + decode(bytes, position + at) * times, 0),
    invalid: parts.some((part) => isBcd(part.type)) ? QUALITY['bad-decode'] : QUALITY['bad-not-a-number'],
  };
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

function checkReadable(atom: Atom, device: Device): void {
  const problem = problemOf(atom, device.config);
  if (problem === undefined) return;
  const tag = device.points.find((point) => point.index === atom.fields[0]!.point)?.tag ?? device.id;
  throw invalid(tag, problem);
}

function problemOf(atom: Atom, config: ModbusDevice): string | undefined {
  const isBits = isBitTable(atom.table);
  const longest = isBits ? config.maxBits : config.maxRegisters;
  const start = isBits ? (config.bitBase ?? atom.start) : atom.start;
  if (atom.start < start) return `bit ${atom.start} lies before bitBase ${start}`;
  if (config.pointAddresses && atom.fields.length > 1) return 'addresses that count points cannot be read as a group';
  if (atom.end - start <= longest) return undefined;
  return `${atom.end - start} registers do not fit into one request of ${longest}`;
}

function invalid(tag: string, reason: string): PlantroomError {
  return new PlantroomError('CONFIG_INVALID', `${tag}: ${reason}`);
}
