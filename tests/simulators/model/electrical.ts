import { type Bus, type FeederPlan, feederPlans, transformerRating } from './feeders.ts';
import type { ModelInputs } from './inputs.ts';
import type { Phases } from './meter.ts';
import { between, createRandom, type Random, wander } from './random.ts';
import type { Readings } from './readings.ts';
import type { BusSupply } from './supply.ts';

/** Counters of one metered line, kWh and kvarh, and the 15-minute demand, kW. */
export interface Counters {
  energy: number;
  exported: number;
  reactive: number;
  demand: number;
  demandMax: number;
}

/** One metered line: what flows now and what has flowed. */
export interface Line {
  readonly id: string;
  phases: Phases;
  frequency: number;
  readonly counters: Counters;
}

export interface Feeder extends Line {
  readonly plan: FeederPlan;
  /** Share of each phase in the load; they add up to 3. */
  readonly shares: readonly [number, number, number];
  wobble: number;
}

export interface Electrical {
  readonly random: Random;
  readonly feeders: readonly Feeder[];
  readonly incomers: readonly [Line, Line];
  readonly transformers: readonly [Line, Line];
  readonly tie: Line;
  /** Wandering part of the voltage distortion, %. */
  distortion: number;
  /** Seconds since the meters last refreshed their display values. */
  sinceSample: number;
  meters: Readings;
}

/** Losses of the board between incomer and feeders, and of the bars between transformer and incomer. */
export const boardLosses = 1.01;
export const barLosses = 1.002;
const none: Phases = [0, 0, 0].map(() => ({ volts: 0, kw: 0, kvar: 0 })) as unknown as Phases;

export function createElectrical(seed: number): Electrical {
  const random = createRandom(seed, 'electrical');
  const feeders = feederPlans.map((plan) => createFeeder(plan, random));
  const line = (id: string, energy: number): Line => createLine(id, energy, random);
  return {
    random,
    feeders,
    incomers: [line('INC1', 24_120_000), line('INC2', 15_470_000)],
    transformers: [line('T1', 24_190_000), line('T2', 15_520_000)],
    tie: line('TIE', 31_000),
    distortion: 0,
    sinceSample: 0,
    meters: {},
  };
}

function createFeeder(plan: FeederPlan, random: Random): Feeder {
  const a = between(random, -plan.unevenness, plan.unevenness);
  const b = between(random, -plan.unevenness, plan.unevenness);
  const shares: [number, number, number] = [1 + a, 1 + b, 1 - a - b];
  return { ...createLine(plan.id, plan.energy, random), plan, shares, wobble: 0 };
}

function createLine(id: string, energy: number, random: Random): Line {
  const start = energy * between(random, 0.95, 1.05);
  const counters = { energy: start, exported: between(random, 0, 3), reactive: start * 0.3, demand: 0, demandMax: 0 };
  return { id, phases: none, frequency: 0, counters };
}

/** `demands`: kW each feeder's consumers ask for; a dead bus delivers nothing. */
export function stepElectrical(
  state: Electrical,
  dt: number,
  demands: Readonly<Record<string, number>>,
  buses: Readonly<Record<Bus, BusSupply>>,
  emergencyOnBus1: boolean,
  inputs: ModelInputs,
): void {
  state.distortion = wander(state.distortion, state.random, dt, 120, 0.06);
  for (const feeder of state.feeders) {
    feeder.wobble = wander(feeder.wobble, state.random, dt, 20, 0.002);
    const bus = buses[feeder.plan.bus];
    feeder.phases = feederPhases(feeder, demands[feeder.id] ?? 0, bus, inputs);
    feeder.frequency = bus.frequency;
  }
  stepIncomers(state, buses, emergencyOnBus1);
  for (const line of allLines(state)) count(line, dt);
}

function feederPhases(feeder: Feeder, demand: number, bus: BusSupply, inputs: ModelInputs): Phases {
  const plan = feeder.plan;
  const kw = inputs.overloadedFeeders.has(feeder.id) ? overload(plan, bus) : demand;
  const tangent = Math.tan(Math.acos(plan.powerFactor));
  const drop = (0.9 * kw) / ((Math.sqrt(3) * 400 * plan.rated) / 1000);
  const phase = (index: 0 | 1 | 2) => {
    const dead = !bus.live || (index === 1 && inputs.phaseLostFeeders.has(feeder.id));
    if (dead) return { volts: 0, kw: 0, kvar: 0 };
    const share = (kw / 3) * (feeder.shares[index] + feeder.wobble * (index - 1));
    return { volts: bus.volts[index] - drop, kw: share, kvar: share * tangent };
  };
  return [phase(0), phase(1), phase(2)];
}

/** 110 % of the rated current, kW. */
function overload(plan: FeederPlan, bus: BusSupply): number {
  const volts = (bus.volts[0] + bus.volts[1] + bus.volts[2]) / 3;
  return (1.1 * plan.rated * 3 * volts * plan.powerFactor) / 1000;
}

function stepIncomers(state: Electrical, buses: Readonly<Record<Bus, BusSupply>>, emergencyOnBus1: boolean): void {
  const ofBus1 = (feeder: Feeder) => feeder.plan.bus === 'bus1' || (emergencyOnBus1 && feeder.plan.bus === 'emergency');
  const ofBus2 = (feeder: Feeder) => feeder.plan.bus === 'bus2';
  const sides = [
    { bus: buses.bus1, fed: ofBus1 },
    { bus: buses.bus2, fed: ofBus2 },
  ] as const;
  for (const [index, side] of sides.entries()) {
    const fed = state.feeders.filter(side.fed);
    setLine(state.incomers[index as 0 | 1], fed, side.bus, boardLosses);
    setLine(state.transformers[index as 0 | 1], fed, side.bus, boardLosses * barLosses);
  }
  setLine(state.tie, [], buses.bus1, 1);
}

function setLine(line: Line, fed: readonly Feeder[], bus: BusSupply, losses: number): void {
  const phase = (index: 0 | 1 | 2) => ({
    volts: bus.volts[index],
    kw: losses * fed.reduce((total, feeder) => total + feeder.phases[index].kw, 0),
    kvar: losses * fed.reduce((total, feeder) => total + feeder.phases[index].kvar, 0),
  });
  line.phases = [phase(0), phase(1), phase(2)];
  line.frequency = bus.frequency;
}

/** Active power of a line, kW. */
export function powerOf(line: Line): number {
  return line.phases[0].kw + line.phases[1].kw + line.phases[2].kw;
}

/** Apparent power of a line, kVA. */
export function apparentOf(line: Line): number {
  return Math.hypot(powerOf(line), line.phases[0].kvar + line.phases[1].kvar + line.phases[2].kvar);
}

/** Loading of a transformer, 1 = rated. */
export function loadingOf(state: Electrical, index: 0 | 1): number {
  return apparentOf(state.transformers[index]) / transformerRating;
}

function count(line: Line, dt: number): void {
  const kw = powerOf(line);
  const kvar = line.phases[0].kvar + line.phases[1].kvar + line.phases[2].kvar;
  const counters = line.counters;
  counters.energy += (kw * dt) / 3600;
  counters.reactive += (kvar * dt) / 3600;
  counters.demand = kw + (counters.demand - kw) * Math.exp(-dt / 900);
  counters.demandMax = Math.max(counters.demandMax, counters.demand);
}

/** Fills the demand registers as if the present load had lasted: called once when the model starts. */
export function settleDemand(state: Electrical): void {
  for (const line of allLines(state)) {
    line.counters.demand = powerOf(line);
    line.counters.demandMax = line.counters.demand * 1.08;
  }
}

export function allLines(state: Electrical): readonly Line[] {
  return [...state.feeders, ...state.incomers, ...state.transformers, state.tie];
}
