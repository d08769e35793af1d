import { type BusTime, busTimeOf, isBitTable, requestTimeMs } from '../../gateway/drivers/modbus/bus-time.ts';
import { planDevice } from '../../gateway/drivers/modbus/device-plan.ts';
import { atomsOf, type Field } from '../../gateway/drivers/modbus/fields.ts';
import {
  connectionSchema,
  type ModbusAddress,
  type ModbusDevice,
  type Table,
} from '../../gateway/drivers/modbus/schemas.ts';
import type { DriverDevice } from '../../gateway/ports/driver.ts';
import type { Benchmark } from './benchmark.ts';
import { modbusTemplateDevices } from './template-devices.ts';

type Device = DriverDevice<ModbusDevice, ModbusAddress>;

/** One request, however it was planned. */
interface Asked {
  readonly table: Table;
  readonly start: number;
  readonly end: number;
  readonly periodMs: number;
}

interface Figures {
  readonly requests: number;
  /** Registers and bits in one round of all requests. */
  readonly words: number;
  /** Milliseconds of line time per second. */
  readonly busy: number;
}

interface Row {
  readonly template: string;
  readonly points: number;
  readonly plan: Figures;
  readonly adjacent: Figures;
  readonly single: Figures;
}

const LINES = [
  { name: 'RTU 9600 baud', config: { transport: 'rtu', path: '/dev/null', baudRate: 9600 } },
  { name: 'RTU 19200 baud', config: { transport: 'rtu', path: '/dev/null', baudRate: 19_200 } },
  { name: 'TCP', config: { transport: 'tcp', host: 'localhost' } },
] as const;

/** What the read planner makes of the template library, beside the two usual ways of asking. */
export const plans: Benchmark = {
  name: 'plans',
  about: 'requests, registers and bus time of every Modbus template: planned, merging neighbours only, one by one',
  async run() {
    const devices = await modbusTemplateDevices();
    const lines = LINES.map(({ name, config }) => {
      const time = busTimeOf(connectionSchema.parse(config));
      return { name, time, rows: devices.map((device) => rowOf(device, time)) };
    });
    return { lines: [...LEGEND, ...lines.flatMap(table)], figures: { lines } };
  },
};

const LEGEND = [
  'Every template as one device with the usual scan periods. req: requests; reg: registers and bits in one round of all',
  'requests; ms/s: line time per second, by the estimate for the line before anything has been measured.',
  'plan: as the gateway reads. adjacent: each scan class by itself, neighbouring addresses merged, holes never read.',
  'single: one request per point. Devices that refuse blocks are asked point by point in all three.',
];

function rowOf(device: Device, time: BusTime): Row {
  const atoms = atomsOf(device);
  const fields = atoms.flatMap((atom) => atom.fields);
  const { id, config } = device;
  return {
    template: id,
    points: fields.length,
    plan: figuresOf(planDevice({ id, config, atoms, knowledge: new Map(), busTime: time }), time),
    adjacent: figuresOf(mergeAdjacent(fields, config), time),
    single: figuresOf(fields, time),
  };
}

function figuresOf(asked: readonly Asked[], time: BusTime): Figures {
  const count = ({ start, end }: Asked): number => end - start;
  return {
    requests: asked.length,
    words: asked.reduce((sum, one) => sum + count(one), 0),
    busy: asked.reduce((sum, one) => sum + (1000 * requestTimeMs(time, one.table, count(one))) / one.periodMs, 0),
  };
}

/** Fields that touch or overlap become one request, as long as it may be. */
function mergeAdjacent(fields: readonly Field[], config: ModbusDevice): Asked[] {
  if (!config.blockReads || config.pointAddresses) return [...fields];
  const keyOf = ({ table, periodMs }: Field): string => `${table} ${periodMs}`;
  const classes = Map.groupBy(fields, keyOf).values();
  return [...classes].flatMap((members) => mergeClass(members, config));
}

function mergeClass(fields: readonly Field[], config: ModbusDevice): Asked[] {
  const merged: { table: Table; start: number; end: number; periodMs: number }[] = [];
  for (const { table, start, end, periodMs } of fields.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    const longest = isBitTable(table) ? config.maxBits : config.maxRegisters;
    const isNeighbour = last !== undefined && start <= last.end && Math.max(end, last.end) - last.start <= longest;
    if (isNeighbour) last.end = Math.max(last.end, end);
    else merged.push({ table, start, end, periodMs });
  }
  return merged;
}

function table({ name, time, rows }: { name: string; time: BusTime; rows: readonly Row[] }): string[] {
  const cost = `${time.requestMs.toFixed(1)} ms per request, ${time.registerMs.toFixed(3)} ms per register`;
  return ['', `${name} (${cost})`, HEAD, ...rows.map(line), line(totalOf(rows))];
}

const HEAD = [
  'template'.padEnd(36),
  'points'.padStart(6),
  ...['plan', 'adjacent', 'single'].map((way) => ` ${way.padEnd(8)} req   reg    ms/s`),
  ' adjacent ÷ plan',
  ' single ÷ plan',
].join('');

function line({ template, points, plan, adjacent, single }: Row): string {
  const ratio = (other: Figures): string => (other.busy / plan.busy).toFixed(2);
  return [
    template.padEnd(36),
    String(points).padStart(6),
    ...[plan, adjacent, single].map(cells),
    ratio(adjacent).padStart(16),
    ratio(single).padStart(14),
  ].join('');
}

function cells({ requests, words, busy }: Figures): string {
  return `${String(requests).padStart(13)}${String(words).padStart(6)}${busy.toFixed(1).padStart(8)}`;
}

function totalOf(rows: readonly Row[]): Row {
  const sum = (way: 'plan' | 'adjacent' | 'single'): Figures => ({
    requests: rows.reduce((total, row) => total + row[way].requests, 0),
    words: rows.reduce((total, row) => total + row[way].words, 0),
    busy: rows.reduce((total, row) => total + row[way].busy, 0),
  });
  return {
    template: `all ${rows.length}`,
    points: rows.reduce((total, row) => total + row.points, 0),
    plan: sum('plan'),
    adjacent: sum('adjacent'),
    single: sum('single'),
  };
}
