import { setTimeout as pause } from 'node:timers/promises';
import { createRandom, type Random, uniform } from '../simulators/model/random.ts';
import type { TargetUnit } from './field/fault.ts';
import { SlaveProcess } from './field/slave-process.ts';
import type { ChaosOptions, ChaosProgram, ChaosReport } from './program.ts';
import { mean, table } from './shared/figures.ts';
import { SCAN_PERIOD_MS, startWatchedField, type WatchedField } from './shared/watched-field.ts';

const UNITS = Array.from({ length: 32 }, (_, i) => i + 1);
const VALUES_PER_UNIT = 3;
const BAUD_RATE = 19_200;
/** Wide enough for every unit to be asked and answered in time when all are well. */
const FRESH_MS = 1_200;
const LEAST_RATE_PERCENT = 95;

interface Windows {
  readonly measureMs: number;
  /** Until the gateway knows what is dead, and the first questions that cost the whole time limit are over. */
  readonly settleMs: number;
  /** How many are dead, one case after the other. */
  readonly dead: readonly number[];
}

const LONG: Windows = { measureMs: 30_000, settleMs: 6_000, dead: [1, 3] };
const SHORT: Windows = { measureMs: 5_000, settleMs: 2_500, dead: [1] };

interface DeadFigures {
  readonly dead: readonly number[];
  /** Readings per second of a living unit: mean and slowest, before and while some are dead. */
  readonly before: Rates;
  readonly during: Rates;
  readonly percent: number;
  /** The same from the moment of death on, with what it takes to find out. */
  readonly percentAtOnce: number;
}

interface Rates {
  readonly mean: number;
  readonly least: number;
}

/** One serial line of 32 units behind a serial server, some of them dead. A round is one choice of the dead. */
export const deadUnit: ChaosProgram = {
  name: 'dead-unit',
  about: 'a line of 32 units at 19200 baud with 1 and with 3 dead: what the others keep of their rate',
  run: async (options) => {
    const slave = await SlaveProcess.start({
      lines: [{ framing: 'rtu', connection: 0, units: UNITS, baudRate: BAUD_RATE }],
    });
    const failures: string[] = [];
    try {
      const field = await startWatchedField({
        lines: [
          { id: 'line', driver: 'modbus', config: configOf(slave.port), units: UNITS.map(lineUnit), freshMs: FRESH_MS },
        ],
        seed: options.seed,
        onError: (text) => failures.push(`the gateway logged an error: ${text}`),
        wrong: ({ tag }, text) => failures.push(`WRONG VALUE: ${tag} ${text}`),
        spoilt: () => undefined,
      });
      try {
        return await measureAll(options, field, slave, failures);
      } finally {
        await field.stop();
      }
    } finally {
      await slave.kill();
    }
  },
};

const configOf = (port: number): object => ({
  transport: 'rtu-over-tcp',
  host: '127.0.0.1',
  port,
  baudRate: BAUD_RATE,
});

function lineUnit(unit: number): TargetUnit {
  const points = Array.from({ length: VALUES_PER_UNIT }, (_, slot) => ({
    tag: `line:${unit}.${slot}`,
    address: { table: 'holding', register: 2 * slot, type: 'u32' },
    place: { connection: 0, unit, table: 0, slot },
    shape: 'word' as const,
  }));
  return { unit, config: { unit }, points };
}

async function measureAll(
  options: ChaosOptions,
  field: WatchedField,
  slave: SlaveProcess,
  failures: string[],
): Promise<ChaosReport> {
  const random = createRandom(options.seed, 'dead units');
  const windows = options.short ? SHORT : LONG;
  const rows: DeadFigures[] = [];
  let busyPercent: number | undefined;
  for (let round = 1; round <= (options.rounds ?? 1); round++) {
    const before = await ratesOver(field, UNITS, windows.measureMs);
    busyPercent ??= field.gateway.acquisition.status.connections()[0]?.loadPercent ?? undefined;
    for (const count of windows.dead) {
      const dead = choose(random, count);
      rows.push(await measure(field, slave, windows, dead, before));
      options.progress(rowOf(rows.at(-1)!).join('  '));
    }
    slave.mute('units', []);
    await pause(2 * SCAN_PERIOD_MS);
  }
  for (const { dead, percent } of rows.filter((row) => row.percent < LEAST_RATE_PERCENT)) {
    failures.push(`with ${dead.length} dead (${dead}) the others kept ${percent.toFixed(2)} % of their rate`);
  }
  return { failures, lines: linesOf(busyPercent, rows), figures: { busyPercent, rows } };
}

async function measure(
  field: WatchedField,
  slave: SlaveProcess,
  windows: Windows,
  dead: readonly number[],
  before: Rates,
): Promise<DeadFigures> {
  const living = UNITS.filter((unit) => !dead.includes(unit));
  slave.mute('units', dead);
  const begin = performance.now();
  const settling = await ratesOver(field, living, windows.settleMs);
  const settled = performance.now();
  const during = await ratesOver(field, living, windows.measureMs);
  const end = performance.now();
  const atOnce = (settling.mean * (settled - begin) + during.mean * (end - settled)) / (end - begin);
  return {
    dead,
    before,
    during,
    percent: (100 * during.mean) / before.mean,
    percentAtOnce: (100 * atOnce) / before.mean,
  };
}

/** Readings per second of each of these units, counted on their first point. */
async function ratesOver({ oracle, points }: WatchedField, units: readonly number[], forMs: number): Promise<Rates> {
  const firsts = units.map((unit) => points.find((point) => point.unit === unit)!.index);
  const before = firsts.map((point) => oracle.goodSamples[point]!);
  const begin = performance.now();
  await pause(forMs);
  const seconds = (performance.now() - begin) / 1000;
  const rates = firsts.map((point, i) => (oracle.goodSamples[point]! - before[i]!) / seconds);
  return { mean: mean(rates), least: Math.min(...rates) };
}

function choose(random: Random, count: number): number[] {
  const rest = [...UNITS];
  return Array.from({ length: count }, () => rest.splice(Math.floor(uniform(random) * rest.length), 1)[0]!);
}

const rowOf = ({ dead, before, during, percent, percentAtOnce }: DeadFigures): string[] => [
  dead.join(' '),
  before.mean.toFixed(3),
  during.mean.toFixed(3),
  during.least.toFixed(3),
  percent.toFixed(2),
  percentAtOnce.toFixed(2),
];

function linesOf(busyPercent: number | undefined, rows: readonly DeadFigures[]): string[] {
  const busy = busyPercent === undefined ? '' : `; line busy ${busyPercent.toFixed(0)} % when all are well`;
  return [
    `${UNITS.length} units at ${BAUD_RATE} baud, each read once in ${SCAN_PERIOD_MS} ms${busy}`,
    'readings per second of a living unit:',
    ...table(['dead', 'all well', 'mean', 'slowest', 'kept %', 'with finding out %'], rows.map(rowOf)),
  ];
}
