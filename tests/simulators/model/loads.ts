import type { Occupancy } from './occupancy.ts';
import { clamp, createRandom, lag, type Random, uniform, wander } from './random.ts';

/** Consumers without a model of their own: floors, kitchen, air handling, car park, server room, lighting, charging points. */
export interface Loads {
  readonly random: Random;
  /** Wandering share per feeder. */
  readonly drift: Record<string, number>;
  /** Cars being charged, 0..20. */
  charging: number;
  /** kW by feeder id. */
  readonly kw: Record<string, number>;
}

const ids = ['F04', 'F07', 'F08', 'F09', 'F10', 'F11', 'F12', 'F13', 'F14', 'F15', 'F16'] as const;
const chargers = 20;
const kwPerCharger = 7.9;

export function createLoads(seed: number, occupancy: Occupancy): Loads {
  const random = createRandom(seed, 'loads');
  const loads: Loads = { random, drift: {}, charging: Math.round(chargingGoal(occupancy)), kw: {} };
  for (const id of ids) loads.drift[id] = 0;
  for (const id of ids) loads.kw[id] = goal(id, loads, occupancy);
  return loads;
}

/** Lets consumption follow the people in the building with a lag of a minute and a few per cent of noise. */
export function stepLoads(loads: Loads, dt: number, occupancy: Occupancy): void {
  stepCharging(loads, dt, occupancy);
  for (const id of ids) {
    loads.drift[id] = wander(loads.drift[id]!, loads.random, dt, 90, 0.025);
    loads.kw[id] = lag(loads.kw[id]!, goal(id, loads, occupancy), dt, 60);
  }
}

function goal(id: (typeof ids)[number], loads: Loads, occupancy: Occupancy): number {
  return design(id, occupancy, loads.charging) * (1 + loads.drift[id]!);
}

/** kW without noise. F04 is what the pump room uses besides its pumps. */
function design(id: (typeof ids)[number], occupancy: Occupancy, charging: number): number {
  switch (id) {
    case 'F07':
    case 'F09':
      return 24 + 116 * occupancy.desks;
    case 'F08':
    case 'F10':
      return 22 + 112 * occupancy.desks;
    case 'F04':
      return 36;
    case 'F11':
      return 86 + 6 * occupancy.desks;
    case 'F12':
      return 9 + 78 * occupancy.kitchen;
    case 'F13':
      return 26 + 92 * occupancy.desks;
    case 'F14':
      return 16 + 52 * occupancy.cars;
    case 'F15':
      return 46;
    case 'F16':
      return 6 + kwPerCharger * charging;
  }
}

function chargingGoal(occupancy: Occupancy): number {
  return 3 + 13 * occupancy.cars;
}

/** Cars plug in and leave at random, on average one change every few minutes. */
function stepCharging(loads: Loads, dt: number, occupancy: Occupancy): void {
  if (uniform(loads.random) > dt / 120) return;
  const pull = chargingGoal(occupancy) - loads.charging;
  const change = uniform(loads.random) < 0.5 + 0.2 * pull ? 1 : -1;
  loads.charging = clamp(loads.charging + change, 0, chargers);
}
