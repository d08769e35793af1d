import { type Genset, type GensetPhase, type Gensets, gensetRating, phaseVolts, tankLitres } from './gensets.ts';
import type { Reading, Readings } from './readings.ts';
import type { BusSupply } from './supply.ts';

/** What the DSE controllers show; `mains` is the busbar they watch. */
export function gensetReadings(gensets: Gensets, mains: BusSupply): Readings {
  return Object.fromEntries(gensets.sets.map((set) => [set.id, reading(set, mains)]));
}

function reading(set: Genset, mains: BusSupply): Reading {
  const volts = phaseVolts(set);
  const amps = volts[0] > 0 ? (set.kw * 1000) / 3 / 230.4 / 0.95 : 0;
  return {
    mode: 1,
    oil_p: set.oilPressure + (set.oilPressure > 100 ? 2 * set.noise : 0),
    coolant_t: set.coolant,
    oil_t: set.oil,
    fuel_pct: (100 * set.fuelLitres) / tankLitres,
    chg_v: set.rpm > 600 ? 28.2 : 0,
    batt_v: set.battery,
    rpm: set.rpm,
    freq: volts[0] > 0 ? set.rpm / 30 : 0,
    ...perPhase('v', volts),
    v_ab: Math.sqrt(3) * volts[0],
    v_bc: Math.sqrt(3) * volts[1],
    v_ca: Math.sqrt(3) * volts[2],
    ...perPhase('i', [amps * 1.01, amps * 0.985, amps * 1.005]),
    ...perPhase('p', [set.kw * 0.337, set.kw * 0.328, set.kw * 0.335]),
    mains_freq: mains.frequency,
    ...perPhase('mains_v', mains.volts),
    engine_state: engineState(set.phase),
    p_total: set.kw,
    load_pct: (100 * set.kw) / gensetRating,
    hours: set.runSeconds / 3600,
    energy: set.energy,
    starts: set.starts,
    ...alarms,
  };
}

/** Nibble 1 of the GenComm named alarms: not active. */
const alarms = {
  emergency_stop: 1,
  low_oil: 1,
  high_coolant: 1,
  under_speed: 1,
  over_speed: 1,
  batt_low: 1,
  fail_to_start: 1,
  fail_to_stop: 1,
  charge_fail: 1,
};

function perPhase(name: string, values: readonly number[]): Reading {
  return { [`${name}_a`]: values[0]!, [`${name}_b`]: values[1]!, [`${name}_c`]: values[2]! };
}

/** GenComm register 1408. */
function engineState(phase: GensetPhase): number {
  switch (phase) {
    case 'stopped':
      return 0;
    case 'prestart':
    case 'cranking':
      return 1;
    case 'running-up':
      return 2;
    case 'running':
      return 3;
    case 'cooling':
      return 4;
    case 'stopping':
      return 5;
  }
}
