import { between, clamp, createRandom, lag, type Random, ramp, wander } from './random.ts';
import type { Reading } from './readings.ts';
import { yes } from './readings.ts';

type Phase = 'off' | 'starting' | 'running';

/** A water-cooled screw chiller with R134a, 2300 kW of cooling. */
export interface Chiller {
  readonly id: string;
  readonly random: Random;
  phase: Phase;
  timer: number;
  tripped: boolean;
  powered: boolean;
  /** Leaving water it holds, ℃. */
  setpoint: number;
  /** Cooling delivered, kW. */
  cooling: number;
  /** Leaving and entering water of evaporator and condenser, ℃. */
  leaving: number;
  entering: number;
  condenserIn: number;
  condenserOut: number;
  chilledFlow: boolean;
  condenserFlow: boolean;
  /** Electrical power, kW. */
  kw: number;
  noise: number;
  starts: number;
  runSeconds: number;
}

/** What the water side offers a chiller in this step; flows in m³/h, temperatures in ℃. */
export interface WaterSide {
  readonly chilledFlow: number;
  readonly returning: number;
  readonly condenserFlow: number;
  readonly towerWater: number;
}

export const chillerCapacity = 2300;
export const ratedPower = 405;
/** Before anybody has set another, ℃. */
const designSetpoint = 7;
/** kWh per m³ and K of water. */
export const waterHeat = 1.163;
const startingTime = 20;
/** kW per second: full load in about 80 s. */
const loading = 30;

export function createChiller(seed: number, id: string, running: boolean): Chiller {
  const random = createRandom(seed, id);
  return {
    id,
    random,
    phase: running ? 'running' : 'off',
    timer: 0,
    tripped: false,
    powered: true,
    setpoint: designSetpoint,
    cooling: 0,
    leaving: running ? designSetpoint : 15,
    entering: running ? 11 : 16,
    condenserIn: 28,
    condenserOut: 29,
    chilledFlow: false,
    condenserFlow: false,
    kw: 0,
    noise: 0,
    starts: Math.round(between(random, 820, 960)),
    runSeconds: Math.round(between(random, 10_800, 11_400)) * 3600,
  };
}

/** Runs when wanted, powered and not tripped; needs 20 s to start. */
export function stepChiller(chiller: Chiller, dt: number, wanted: boolean, water: WaterSide): void {
  chiller.noise = wander(chiller.noise, chiller.random, dt, 40, 0.05);
  stepPhase(chiller, dt, wanted && chiller.powered && !chiller.tripped);
  stepEvaporator(chiller, dt, water);
  chiller.kw = compressorPower(chiller);
  stepCondenser(chiller, dt, water);
  if (chiller.phase === 'running') chiller.runSeconds += dt;
}

function stepPhase(chiller: Chiller, dt: number, allowed: boolean): void {
  chiller.timer += dt;
  const next = allowed ? nextPhase(chiller) : 'off';
  if (next === chiller.phase) return;
  if (next === 'running') chiller.starts += 1;
  chiller.phase = next;
  chiller.timer = 0;
}

function nextPhase(chiller: Chiller): Phase {
  if (chiller.phase === 'off') return 'starting';
  return chiller.timer >= startingTime ? 'running' : chiller.phase;
}

function stepEvaporator(chiller: Chiller, dt: number, water: WaterSide): void {
  const capacity = waterHeat * water.chilledFlow;
  chiller.chilledFlow = water.chilledFlow > 30;
  const goal = chiller.setpoint + chiller.noise;
  const wanted = chiller.phase === 'running' ? clamp(capacity * (water.returning - goal), 0, chillerCapacity) : 0;
  chiller.cooling = chiller.phase === 'running' ? ramp(chiller.cooling, wanted, dt, loading) : 0;
  if (!chiller.chilledFlow) {
    chiller.leaving = lag(chiller.leaving, 15, dt, 3600);
    chiller.entering = lag(chiller.entering, 16, dt, 3600);
    return;
  }
  chiller.entering = lag(chiller.entering, water.returning, dt, 10);
  chiller.leaving = lag(chiller.leaving, water.returning - chiller.cooling / capacity, dt, 15);
}

function stepCondenser(chiller: Chiller, dt: number, water: WaterSide): void {
  chiller.condenserFlow = water.condenserFlow > 50;
  const rejected = chiller.cooling + chiller.kw;
  const rise = chiller.condenserFlow ? rejected / (waterHeat * water.condenserFlow) : 0;
  chiller.condenserIn = lag(chiller.condenserIn, chiller.condenserFlow ? water.towerWater : 28, dt, 20);
  chiller.condenserOut = lag(chiller.condenserOut, chiller.condenserIn + rise, dt, 20);
}

/** Part-load curve of a screw machine with 2 % more power per K of condensing above 30 ℃ entering water. */
function compressorPower(chiller: Chiller): number {
  if (chiller.phase !== 'running') return chiller.powered ? 1.5 : 0;
  const part = chiller.cooling / chillerCapacity;
  return ratedPower * (0.1 + 0.9 * part) * (1 + 0.02 * (chiller.condenserIn - 30));
}

function loadShare(chiller: Chiller): number {
  return chiller.cooling / chillerCapacity;
}

export function chillerReading(chiller: Chiller): Reading {
  const running = chiller.phase === 'running';
  const load = loadShare(chiller);
  const evaporating = running ? chiller.leaving - 1.05 - 0.75 * load : chiller.leaving;
  const condensing = running ? chiller.condenserOut + 0.75 + 0.75 * load : chiller.condenserOut;
  return {
    running: yes(running),
    setpoint_active: chiller.setpoint,
    setpoint_remote: chiller.setpoint,
    capacity: running ? (100 * chiller.kw) / ratedPower : 0,
    current_limit: 100,
    lchwt: chiller.leaving,
    echwt: chiller.entering,
    ecdwt: chiller.condenserIn,
    lcdwt: chiller.condenserOut,
    run_mode: runMode(chiller),
    op_mode: 0,
    shutdown_alarm: yes(chiller.tripped),
    enabled: yes(!chiller.tripped),
    local: 0,
    limited: 0,
    chw_flow: yes(chiller.chilledFlow),
    cdw_flow: yes(chiller.condenserFlow),
    outputs: running ? 1 : 0,
    evap_p: gaugePressure(evaporating),
    evap_sat: evaporating,
    cond_p: gaugePressure(condensing),
    cond_sat: condensing,
    starts: chiller.starts,
    hours: chiller.runSeconds / 3600,
  };
}

/** RTHD status word bits 0-3. */
function runMode(chiller: Chiller): number {
  if (chiller.phase === 'running') return 2;
  return chiller.phase === 'starting' ? 1 : 0;
}

/** Saturation pressure of R134a, kPa gauge, from ℃ (Antoine fit, within 1.5 % between -10 and 60 ℃). */
function gaugePressure(saturation: number): number {
  return 100 * 10 ** (4.11874 - 850.881 / (saturation + 232.99)) - 101.3;
}
