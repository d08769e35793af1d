import type { ModelInputs } from './inputs.ts';
import { createRandom, type Random, wander } from './random.ts';
import type { Readings } from './readings.ts';
import { yes } from './readings.ts';

/** What a busbar offers its feeders; all zero when dead. */
export interface BusSupply {
  readonly live: boolean;
  /** Phase voltages, V. */
  readonly volts: readonly [number, number, number];
  readonly frequency: number;
}

export const deadBus: BusSupply = { live: false, volts: [0, 0, 0], frequency: 0 };

/** The two 10 kV/0.4 kV transformers as voltage sources and the breakers Q1, Q2 and Q3 (bus tie, normally open). */
export interface Supply {
  readonly random: Random;
  gridVolts: number;
  gridFrequency: number;
  readonly tripped: Record<'Q1' | 'Q2', boolean>;
  bus1: BusSupply;
  bus2: BusSupply;
}

export function createSupply(seed: number): Supply {
  return {
    random: createRandom(seed, 'supply'),
    gridVolts: 0,
    gridFrequency: 0,
    tripped: { Q1: false, Q2: false },
    bus1: deadBus,
    bus2: deadBus,
  };
}

/** `load1`, `load2`: loading of each transformer, 1 = rated; the voltage falls 3.4 V from no load to full load. */
export function stepSupply(supply: Supply, dt: number, inputs: ModelInputs, load1: number, load2: number): void {
  supply.gridVolts = wander(supply.gridVolts, supply.random, dt, 60, 0.35);
  supply.gridFrequency = wander(supply.gridFrequency, supply.random, dt, 30, 0.012);
  supply.tripped.Q1 = inputs.trippedBreakers.has('Q1');
  supply.tripped.Q2 = inputs.trippedBreakers.has('Q2');
  supply.bus1 = busOf(supply, !inputs.mainsFailed && !supply.tripped.Q1, load1, [0.25, -0.2, -0.05]);
  supply.bus2 = busOf(supply, !inputs.mainsFailed && !supply.tripped.Q2, load2, [-0.1, 0.3, -0.2]);
}

function busOf(supply: Supply, live: boolean, load: number, offsets: readonly [number, number, number]): BusSupply {
  if (!live) return deadBus;
  const volts = 230.9 + supply.gridVolts - 3.4 * load;
  return {
    live,
    volts: [volts + offsets[0], volts + offsets[1], volts + offsets[2]],
    frequency: 50 + supply.gridFrequency,
  };
}

/** Q3 is the bus tie: open, charged and ready. */
export function breakerReadings(supply: Supply): Readings {
  return { Q1: breaker(supply.tripped.Q1), Q2: breaker(supply.tripped.Q2), Q3: { ...breaker(false), closed: 0 } };
}

function breaker(tripped: boolean) {
  return {
    closed: yes(!tripped),
    tripped: yes(tripped),
    fault_trip: yes(tripped),
    spring_charged: 1,
    ready: yes(!tripped),
  };
}
