import { between, clamp, createRandom, lag, type Random, wander } from './random.ts';
import type { Reading, Readings } from './readings.ts';
import { yes } from './readings.ts';

/** Sump pit with two pumps that take turns. */
export interface Sump {
  readonly id: string;
  readonly random: Random;
  /** m */
  level: number;
  /** m³/h */
  inflow: number;
  outflow: number;
  running: [boolean, boolean];
  /** Pump that starts next. */
  next: 0 | 1;
  starts: number;
}

/** Domestic water: pressure pump DWP-1, roof tank RT-1, sumps SP-1 and SP-2. Flows in m³/h, levels in m. */
export interface Water {
  readonly random: Random;
  demandDrift: number;
  /** Draw of the lower zone (straight from the pump) and of the upper zone (from the tank). */
  lowerDemand: number;
  upperDemand: number;
  tankLevel: number;
  inletOpen: boolean;
  tankInflow: number;
  pump: WaterPump;
  readonly sumps: readonly [Sump, Sump];
}

export interface WaterPump {
  powered: boolean;
  flow: number;
  /** Outlet and head, bar. */
  pressure: number;
  kw: number;
  rpm: number;
  electronics: number;
  liquid: number;
  runSeconds: number;
  energy: number;
  volume: number;
  starts: number;
}

export const tankArea = 6;
export const sumpArea = 1;
const pumpDischarge = 12;
const fillFlow = 11;
const pressureSetpoint = 10.2;
const suction = 0.6;

export function createWater(seed: number, desks: number): Water {
  const random = createRandom(seed, 'water');
  const hours = Math.round(between(random, 8_100, 8_400));
  return {
    random,
    demandDrift: 0,
    lowerDemand: 2.8 + 4.6 * desks,
    upperDemand: 0.8 + 4.6 * desks,
    tankLevel: between(random, 2.6, 3.2),
    inletOpen: false,
    tankInflow: 0,
    pump: {
      powered: true,
      flow: 6,
      pressure: pressureSetpoint,
      kw: 4,
      rpm: 2500,
      electronics: 46,
      liquid: 22,
      runSeconds: hours * 3600,
      energy: hours * 4.4,
      volume: hours * 6.2,
      starts: Math.round(between(random, 380, 420)),
    },
    sumps: [createSump(seed, 'SP-1'), createSump(seed, 'SP-2')],
  };
}

function createSump(seed: number, id: string): Sump {
  const random = createRandom(seed, id);
  return {
    id,
    random,
    level: between(random, 0.9, 1.6),
    inflow: 2,
    outflow: 0,
    running: [false, false],
    next: 0,
    starts: Math.round(between(random, 4_000, 4_600)),
  };
}

export function stepWater(water: Water, dt: number, desks: number, powered: boolean, dryRun: boolean): void {
  water.demandDrift = wander(water.demandDrift, water.random, dt, 120, 0.1);
  const use = 1 + water.demandDrift;
  water.lowerDemand = lag(water.lowerDemand, (2.8 + 4.6 * desks) * use, dt, 60);
  water.upperDemand = lag(water.upperDemand, (0.8 + 4.6 * desks) * use, dt, 60);
  if (water.tankLevel < 2.6) water.inletOpen = true;
  if (water.tankLevel > 3.2) water.inletOpen = false;
  stepPump(water, dt, powered, dryRun);
  const taken = water.tankLevel > 0.05 ? water.upperDemand : 0;
  water.upperDemand = taken;
  water.tankLevel += ((water.tankInflow - taken) * dt) / 3600 / tankArea;
  for (const sump of water.sumps) stepSump(sump, dt, desks, powered);
}

/** A pump that runs dry moves nothing, takes a third of its power and loses its pressure. */
function stepPump(water: Water, dt: number, powered: boolean, dryRun: boolean): void {
  const pump = water.pump;
  if (powered && !pump.powered) pump.starts += 1;
  pump.powered = powered;
  const works = powered && !dryRun;
  water.tankInflow = works && water.inletOpen ? fillFlow : 0;
  pump.flow = works ? lag(pump.flow, water.lowerDemand + water.tankInflow, dt, 4) : 0;
  const noise = 0.04 * Math.sin(pump.runSeconds / 17);
  pump.pressure = lag(pump.pressure, works ? pressureSetpoint + noise : suction, dt, works ? 4 : 2);
  const rpm = works ? 2350 + 20 * pump.flow : 2900;
  pump.rpm = powered ? lag(pump.rpm, rpm, dt, 3) : lag(pump.rpm, 0, dt, 2);
  const hydraulic = (pump.flow * Math.max(0, pump.pressure - suction) * 100) / 3600;
  pump.kw = powered ? (dryRun ? 0.9 : 1.5 + hydraulic / 0.72) : 0;
  pump.electronics = lag(pump.electronics, powered ? 42 + 0.9 * pump.kw : 26, dt, 400);
  pump.liquid = lag(pump.liquid, dryRun && powered ? 60 : 22.5, dt, dryRun ? 600 : 120);
  pump.volume += (pump.flow * dt) / 3600;
  pump.energy += (pump.kw * dt) / 3600;
  if (powered) pump.runSeconds += dt;
}

/** First pump on at 1.8 m, second at 2.2 m, both off at 0.8 m; the float closes at 2.5 m. */
function stepSump(sump: Sump, dt: number, desks: number, powered: boolean): void {
  sump.inflow = clamp(lag(sump.inflow, 1.2 + 1.4 * desks + wander(0, sump.random, dt, 60, 0.5), dt, 300), 0.3, 5);
  if (sump.level > 1.8 && !sump.running[0] && !sump.running[1] && powered) startPump(sump, sump.next);
  if (sump.level > 2.2 && powered) sump.running = [true, true];
  if (sump.level < 0.8 || !powered) sump.running = [false, false];
  sump.outflow = pumpDischarge * (yes(sump.running[0]) + yes(sump.running[1]));
  sump.level += ((sump.inflow - sump.outflow) * dt) / 3600 / sumpArea;
}

function startPump(sump: Sump, pump: 0 | 1): void {
  sump.running[pump] = true;
  sump.next = (1 - pump) as 0 | 1;
  sump.starts += 1;
}

/** Electrical power of the pump room's motors, kW: DWP-1 and 2.2 kW per sump pump. */
export function waterPower(water: Water): number {
  const sumpPumps = water.sumps.reduce((total, sump) => total + yes(sump.running[0]) + yes(sump.running[1]), 0);
  return water.pump.kw + 2.2 * sumpPumps;
}

export function waterReadings(water: Water): Readings {
  const readings: Readings = {
    'DWP-1': pumpReading(water.pump),
    'RT-1': { level: water.tankLevel, inlet_open: yes(water.inletOpen), overflow: yes(water.tankLevel > 3.8) },
  };
  for (const sump of water.sumps) readings[sump.id] = sumpReading(sump);
  return readings;
}

function sumpReading(sump: Sump): Reading {
  return {
    level: sump.level,
    pump1_run: yes(sump.running[0]),
    pump2_run: yes(sump.running[1]),
    fault: 0,
    high_high: yes(sump.level > 2.5),
    starts: sump.starts,
  };
}

function pumpReading(pump: WaterPump): Reading {
  return {
    head: Math.max(0, pump.pressure - suction),
    flow: pump.flow,
    performance: Math.min(100, (100 * pump.rpm) / 2900),
    speed: pump.rpm,
    freq: pump.rpm / 58,
    setpoint: 64,
    current: pump.kw > 0 ? (1000 * pump.kw) / (Math.sqrt(3) * 400 * 0.86) : 0,
    power: pump.kw,
    electronics_t: pump.electronics,
    liquid_t: pump.liquid,
    hours: pump.runSeconds / 3600,
    energy: pump.energy,
    starts: pump.starts,
    pressure: pump.pressure,
    volume: pump.volume,
  };
}
