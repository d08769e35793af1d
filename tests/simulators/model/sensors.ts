import type { ModelInputs } from './inputs.ts';
import { between, clamp, createRandom, lag, type Random, wander } from './random.ts';
import type { Reading, Readings } from './readings.ts';
import { yes } from './readings.ts';

interface Room {
  readonly id: string;
  readonly random: Random;
  /** Where the temperature settles when the building is empty, ℃, and what people and machines add. */
  readonly base: number;
  readonly gain: number;
  /** What drives the gain: desks in use, transformer load, generator load or nothing. */
  readonly driver: 'desks' | 'transformers' | 'gensets' | 'none';
  temperature: number;
  humidity: number;
  driftT: number;
  driftRh: number;
  readonly battery: number;
}

interface Counter {
  readonly id: string;
  volume: number;
  flow: number;
}

/** Wireless sensors and meters behind the MQTT broker. They show what they measured last: every 5 s, leak cables every 2 s. */
export interface Sensors {
  readonly random: Random;
  readonly rooms: readonly Room[];
  readonly gas: { readonly co: { ppm: number }; readonly refrigerant: { ppm: number } };
  readonly meters: readonly [Counter, Counter, Counter];
  shown: Readings;
}

/** What the rest of the building means for the sensors. */
export interface Surroundings {
  readonly desks: number;
  /** Mean loading of the transformers and loading of the generators, 0..1. */
  readonly transformers: number;
  readonly gensets: number;
  /** m³/h */
  readonly cityWater: number;
  readonly towerMakeUp: number;
  readonly tenantWater: number;
  readonly heat: { flow: number; supply: number; returning: number; power: number; energy: number };
}

const rooms = [
  ['R01', 25.2, 1.6, 'transformers'],
  ['R02', 28.2, 4.5, 'transformers'],
  ['R03', 25.6, 0.8, 'desks'],
  ['R04', 22.3, 0.2, 'none'],
  ['R05', 26.6, 7, 'gensets'],
  ['R06', 25.4, 1.2, 'desks'],
  ['R07', 24.4, 0.9, 'desks'],
  ['R08', 24.6, 0.5, 'desks'],
  ['R09', 24.4, 0.5, 'desks'],
  ['R10', 24.9, 0.6, 'desks'],
] as const;
const leakIds = ['LK01', 'LK02', 'LK03', 'LK04'] as const;
const leakDistance = 12.4;

export function createSensors(seed: number): Sensors {
  const random = createRandom(seed, 'sensors');
  const meter = (id: string, volume: number): Counter => ({ id, volume: volume * between(random, 0.9, 1.1), flow: 0 });
  return {
    random,
    rooms: rooms.map(([id, base, gain, driver]) => createRoom(seed, id, base, gain, driver)),
    gas: { co: { ppm: 1.8 }, refrigerant: { ppm: 1.2 } },
    meters: [meter('WM01', 184_000), meter('WM02', 39_000), meter('WM03', 96_000)],
    shown: {},
  };
}

function createRoom(seed: number, id: string, base: number, gain: number, driver: Room['driver']): Room {
  const random = createRandom(seed, id);
  const start = base + (driver === 'gensets' ? 0 : gain / 2);
  const humidity = between(random, 47, 55);
  return { id, random, base, gain, driver, temperature: start, humidity, driftT: 0, driftRh: 0, battery: 3.02 };
}

export function stepSensors(sensors: Sensors, dt: number, around: Surroundings): void {
  for (const room of sensors.rooms) stepRoom(room, dt, around);
  const { co, refrigerant } = sensors.gas;
  co.ppm = clamp(lag(co.ppm, 1.8 + 9 * around.gensets + wander(0, sensors.random, dt, 60, 1), dt, 60), 0, 60);
  refrigerant.ppm = clamp(lag(refrigerant.ppm, 1.2 + wander(0, sensors.random, dt, 60, 1), dt, 120), 0, 30);
  const flows = [around.cityWater, around.towerMakeUp, around.tenantWater] as const;
  for (const [index, meter] of sensors.meters.entries()) {
    meter.flow = flows[index]!;
    meter.volume += (meter.flow * dt) / 3600;
  }
}

function stepRoom(room: Room, dt: number, around: Surroundings): void {
  room.driftT = wander(room.driftT, room.random, dt, 300, 0.12);
  room.driftRh = wander(room.driftRh, room.random, dt, 400, 1);
  const share = room.driver === 'none' ? 0.5 : around[room.driver];
  room.temperature = lag(room.temperature, room.base + room.gain * share + room.driftT, dt, 600);
  room.humidity = lag(room.humidity, 51 + 2 * around.desks + room.driftRh, dt, 900);
}

/** Takes the measurement that is published next; a stuck sensor repeats its last one. */
export function sampleSensors(sensors: Sensors, around: Surroundings, inputs: ModelInputs): Readings {
  const fresh: Readings = {};
  for (const room of sensors.rooms) {
    fresh[room.id] = { temperature: room.temperature, humidity: room.humidity, battery: room.battery };
  }
  fresh.GS01 = { concentration: sensors.gas.co.ppm, fault: 0, battery: 3.1 };
  fresh.GS02 = { concentration: sensors.gas.refrigerant.ppm, fault: 0, battery: 3.08 };
  for (const meter of sensors.meters) fresh[meter.id] = { volume: meter.volume, flow: meter.flow, battery: 3.52 };
  const { flow, supply, returning, power, energy } = around.heat;
  fresh.HM01 = { flow, supply, return: returning, power, energy };
  return keepStuck(sensors, fresh, inputs);
}

/** The four leak cables. */
export function sampleLeaks(sensors: Sensors, inputs: ModelInputs): Readings {
  const fresh = Object.fromEntries(leakIds.map((id) => [id, leakReading(inputs.wetLeakSensors.has(id))]));
  return keepStuck(sensors, fresh, inputs);
}

function leakReading(wet: boolean): Reading {
  return { leak: yes(wet), cable_fault: 0, distance: wet ? leakDistance : 0 };
}

function keepStuck(sensors: Sensors, fresh: Readings, inputs: ModelInputs): Readings {
  for (const id of Object.keys(fresh)) {
    const last = sensors.shown[id];
    if (last && inputs.stuckSensors.has(id)) fresh[id] = last;
  }
  Object.assign(sensors.shown, fresh);
  return fresh;
}
