import { between, createRandom, lag, type Random, ramp, wander } from './random.ts';
import { type BusSupply, deadBus } from './supply.ts';

export type GensetPhase = 'stopped' | 'prestart' | 'cranking' | 'running-up' | 'running' | 'cooling' | 'stopping';

/** A diesel generator set, 250 kW, 24 V battery, 1000 l tank, jacket heater. */
export interface Genset {
  readonly id: string;
  readonly random: Random;
  phase: GensetPhase;
  timer: number;
  rpm: number;
  kw: number;
  oilPressure: number;
  coolant: number;
  oil: number;
  fuelLitres: number;
  battery: number;
  noise: number;
  runSeconds: number;
  energy: number;
  starts: number;
}

export interface Gensets {
  /** How long mains have been dead, s. */
  deadFor: number;
  readonly sets: readonly Genset[];
}

export const gensetRating = 250;
export const tankLitres = 1000;
const startDelay = 3;
const cooling = 20;

export function createGensets(seed: number): Gensets {
  return { deadFor: 0, sets: ['G1', 'G2'].map((id) => createGenset(seed, id)) };
}

function createGenset(seed: number, id: string): Genset {
  const random = createRandom(seed, id);
  return {
    id,
    random,
    phase: 'stopped',
    timer: 0,
    rpm: 0,
    kw: 0,
    oilPressure: 0,
    coolant: 42,
    oil: 38,
    fuelLitres: between(random, 0.84, 0.88) * tankLitres,
    battery: 27.1,
    noise: 0,
    runSeconds: Math.round(between(random, 180, 240) * 3600),
    energy: between(random, 14_000, 19_000),
    starts: Math.round(between(random, 210, 260)),
  };
}

/** `mainsLive`: bus 1; `carrying`: the switch stands on the generators; `load`: kW of the emergency bus. */
export function stepGensets(gensets: Gensets, dt: number, mainsLive: boolean, carrying: boolean, load: number): void {
  gensets.deadFor = mainsLive ? 0 : gensets.deadFor + dt;
  const wanted = carrying || gensets.deadFor >= startDelay;
  const running = gensets.sets.filter(isUp).length;
  for (const set of gensets.sets) {
    moveOn(set, dt, wanted);
    set.kw = carrying && isUp(set) ? load / Math.max(1, running) : 0;
    stepEngine(set, dt);
  }
}

/** At speed and voltage, ready to carry load. */
function isUp(set: Genset): boolean {
  return set.phase === 'running' || set.phase === 'cooling';
}

/** Seconds each phase lasts and what follows when the engine is wanted or not. */
function moveOn(set: Genset, dt: number, wanted: boolean): void {
  set.timer += dt;
  const next = nextPhase(set, wanted);
  if (next === set.phase) return;
  if (next === 'cranking') set.starts += 1;
  set.phase = next;
  set.timer = 0;
}

function nextPhase(set: Genset, wanted: boolean): GensetPhase {
  switch (set.phase) {
    case 'stopped':
      return wanted ? 'prestart' : 'stopped';
    case 'prestart':
      return set.timer >= 1 ? 'cranking' : 'prestart';
    case 'cranking':
      return set.timer >= 2 ? 'running-up' : 'cranking';
    case 'running-up':
      return set.rpm >= 1495 ? 'running' : 'running-up';
    case 'running':
      return wanted ? 'running' : 'cooling';
    case 'cooling':
      if (wanted) return 'running';
      return set.timer >= cooling ? 'stopping' : 'cooling';
    case 'stopping':
      return set.rpm <= 0 ? 'stopped' : 'stopping';
  }
}

function stepEngine(set: Genset, dt: number): void {
  set.noise = wander(set.noise, set.random, dt, 3, 1);
  set.rpm = rpmStep(set, dt);
  const turning = set.rpm > 600;
  const load = set.kw / gensetRating;
  set.oilPressure = lag(set.oilPressure, turning ? 430 - 20 * load : 0, dt, turning ? 0.8 : 2);
  set.coolant = lag(set.coolant, turning ? 80 + 7 * load : 42, dt, turning ? 150 : 1800);
  set.oil = lag(set.oil, turning ? 84 + 12 * load : 38, dt, turning ? 240 : 1800);
  set.battery = set.phase === 'cranking' ? 22.4 : lag(set.battery, 27.1, dt, 4);
  if (!turning) return;
  set.runSeconds += dt;
  set.energy += (set.kw * dt) / 3600;
  set.fuelLitres = Math.max(0, set.fuelLitres - ((8 + 0.24 * set.kw) * dt) / 3600);
}

/** Cranking turns the engine at 180 rpm; it then runs up at 230 rpm per second and coasts down at 300. */
function rpmStep(set: Genset, dt: number): number {
  switch (set.phase) {
    case 'stopped':
    case 'prestart':
      return 0;
    case 'cranking':
      return 180;
    case 'running-up':
      return ramp(set.rpm, 1500, dt, 230);
    case 'running':
    case 'cooling':
      return 1500 + 1.5 * set.noise;
    case 'stopping':
      return ramp(set.rpm, 0, dt, 300);
  }
}

/** What the generator busbar offers. */
export function generatorBus(gensets: Gensets): BusSupply {
  const up = gensets.sets.find(isUp);
  return up ? { live: true, volts: phaseVolts(up), frequency: up.rpm / 30 } : deadBus;
}

/** Phase voltages of the machine, V; zero below running-up. */
export function phaseVolts(set: Genset): [number, number, number] {
  const volts = isUp(set) || set.phase === 'running-up' ? (230.4 * Math.min(set.rpm, 1500)) / 1500 : 0;
  return volts > 0 ? [volts + 0.2, volts - 0.15, volts] : [0, 0, 0];
}
