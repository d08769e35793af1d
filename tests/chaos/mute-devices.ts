import { setTimeout as pause } from 'node:timers/promises';
import { createRandom, type Random, uniform } from '../simulators/model/random.ts';
import type { TargetPoint } from './field/fault.ts';
import type { WatchedPoint } from './field/oracle.ts';
import { SlaveProcess } from './field/slave-process.ts';
import type { ChaosOptions, ChaosProgram, ChaosReport } from './program.ts';
import { table } from './shared/figures.ts';
import { SCAN_PERIOD_MS, startWatchedField, type WatchedField, type WatchedLine } from './shared/watched-field.ts';

const DEVICES = 200;
const MUTE = 20;
/** Units of a place are below 64: so many devices share a connection number. */
const PER_NUMBER = 50;
const WORDS = 12;
const FRESH_MS = 1_200;
const PROMISE_MS = 2 * SCAN_PERIOD_MS + 500;

const LONG_MS = 30_000;
const SHORT_MS = 5_000;

interface MuteFigures {
  readonly round: number;
  readonly polls: number;
  /** Of the devices that were well. */
  readonly lost: number;
  readonly spoilt: number;
  /** How many of the mute ones were still shown as good at the end. */
  readonly unnoticed: number;
  /** From the moment they answer again until the last of their points was good, ms. */
  readonly recoveryMs: number;
}

/** Many devices with a connection each, a tenth of them mute. A round is one choice of the mute. */
export const muteDevices: ChaosProgram = {
  name: 'mute-devices',
  about: '200 Modbus TCP devices, 25 points each at 1 s, 10 % mute: polls lost by the others',
  run: async (options) => {
    const numbers = Array.from({ length: DEVICES }, (_, i) => i);
    const slave = await SlaveProcess.start({
      lines: numbers.map((i) => ({ framing: 'mbap', connection: connectionOf(i), units: [unitOf(i)] })),
    });
    const failures: string[] = [];
    const spoilt = new Set<string>();
    try {
      const field = await startWatchedField({
        lines: numbers.map((i) => lineFor(i, slave.port + i)),
        seed: options.seed,
        onError: (text) => failures.push(`the gateway logged an error: ${text}`),
        wrong: ({ tag }, text) => failures.push(`WRONG VALUE: ${tag} ${text}`),
        spoilt: ({ tag }) => spoilt.add(tag),
      });
      try {
        return await measureAll(options, field, slave, failures, spoilt);
      } finally {
        await field.stop();
      }
    } finally {
      await slave.kill();
    }
  },
};

const connectionOf = (device: number): number => Math.floor(device / PER_NUMBER);
const unitOf = (device: number): number => 1 + (device % PER_NUMBER);

function lineFor(device: number, port: number): WatchedLine {
  const id = `device-${device}`;
  const base = { connection: connectionOf(device), unit: unitOf(device), table: 0 };
  const words = Array.from({ length: WORDS }, (_, slot): TargetPoint => {
    const address = { table: 'holding', register: 2 * slot, type: 'u32' };
    return { tag: `${id}.${slot}`, address, place: { ...base, slot }, shape: 'word' };
  });
  const bits = Array.from({ length: 25 - WORDS }, (_, slot): TargetPoint => {
    const place = { ...base, table: 2, slot };
    return { tag: `${id}.bit-${slot}`, address: { table: 'coil', register: slot }, place, shape: 'bit' };
  });
  return {
    id,
    driver: 'modbus',
    config: { transport: 'tcp', host: '127.0.0.1', port },
    units: [{ unit: base.unit, config: { unit: base.unit }, points: [...words, ...bits] }],
    freshMs: FRESH_MS,
  };
}

async function measureAll(
  options: ChaosOptions,
  field: WatchedField,
  slave: SlaveProcess,
  failures: string[],
  spoilt: Set<string>,
): Promise<ChaosReport> {
  const random = createRandom(options.seed, 'mute devices');
  const rows: MuteFigures[] = [];
  for (let round = 1; round <= (options.rounds ?? 1); round++) {
    const figures = await measure(field, slave, choose(random), round, options.short ? SHORT_MS : LONG_MS, spoilt);
    rows.push(figures);
    failures.push(...failuresOf(figures));
    options.progress(rowOf(figures).join('  '));
  }
  const heading = ['round', 'polls', 'lost', 'turned bad', 'mute but good', 'recovery ms'];
  const lines = [`${DEVICES} devices, ${MUTE} of them mute; polls of the ${DEVICES - MUTE} others:`];
  return { failures, lines: [...lines, ...table(heading, rows.map(rowOf))], figures: { rows } };
}

async function measure(
  { oracle, points, gateway }: WatchedField,
  slave: SlaveProcess,
  mute: ReadonlySet<number>,
  round: number,
  forMs: number,
  spoilt: Set<string>,
): Promise<MuteFigures> {
  const isMute = ({ target }: WatchedPoint): boolean => mute.has(Number(target.slice('device-'.length)));
  const well = points.filter((point) => !isMute(point)).map(({ index }) => index);
  const silent = points.filter(isMute).map(({ index }) => index);
  // The two reads of a device stand for its polls; all points of a read come together.
  const polled = points.filter((point) => !isMute(point) && point.place.slot === 0).map(({ index }) => index);
  spoilt.clear();
  oracle.guard(well, true);
  const lostBefore = oracle.lostSoFar(polled);
  const before = polled.map((point) => oracle.goodSamples[point]!);
  slave.mute('lines', [...mute]);
  await pause(forMs);
  const unnoticed = silent.filter((point) => gateway.latest.quality[point] === 0).length;
  const lost = oracle.lostSoFar(polled) - lostBefore;
  const polls = polled.reduce((sum, point, i) => sum + oracle.goodSamples[point]! - before[i]!, 0);
  slave.mute('lines', []);
  const recoveryMs = await recovery(oracle, silent);
  return { round, polls, lost, spoilt: spoilt.size, unnoticed, recoveryMs };
}

async function recovery(oracle: WatchedField['oracle'], points: readonly number[]): Promise<number> {
  const begin = performance.now();
  oracle.expectReturn(points);
  const isAway = (point: number): boolean => Number.isNaN(oracle.returnedAt[point]!);
  while (points.some(isAway) && performance.now() < begin + 4 * PROMISE_MS) await pause(10);
  return points.some(isAway) ? Number.NaN : Math.max(...points.map((point) => oracle.returnedAt[point]!)) - begin;
}

function failuresOf({ round, lost, spoilt, unnoticed, recoveryMs }: MuteFigures): string[] {
  return [
    ...(lost > 0 ? [`round ${round}: ${lost} polls of devices that were well are lost`] : []),
    ...(spoilt > 0 ? [`round ${round}: ${spoilt} points of devices that were well turned bad`] : []),
    ...(unnoticed > 0 ? [`round ${round}: ${unnoticed} points of mute devices are shown as good`] : []),
    ...(recoveryMs <= PROMISE_MS ? [] : [`round ${round}: mute devices were back only after ${recoveryMs} ms`]),
  ];
}

function choose(random: Random): ReadonlySet<number> {
  const mute = new Set<number>();
  while (mute.size < MUTE) mute.add(Math.floor(uniform(random) * DEVICES));
  return mute;
}

const rowOf = ({ round, polls, lost, spoilt, unnoticed, recoveryMs }: MuteFigures): string[] => [
  String(round),
  String(polls),
  String(lost),
  String(spoilt),
  String(unnoticed),
  recoveryMs.toFixed(0),
];
