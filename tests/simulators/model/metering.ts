import { apparentOf, type Electrical, type Feeder, type Line } from './electrical.ts';
import { incomerRating } from './feeders.ts';
import { type MeterExtras, measure } from './meter.ts';
import type { Reading, Readings } from './readings.ts';

/** Display values of a meter are refreshed once a second. */
const sampleEvery = 1;

/** Lets the meters refresh what they show when their second is over. */
export function stepMeters(state: Electrical, dt: number): void {
  state.sinceSample += dt;
  if (state.sinceSample < sampleEvery - 1e-9) return;
  state.sinceSample = 0;
  state.meters = sampleMeters(state);
}

function sampleMeters(state: Electrical): Readings {
  const meters: Readings = {};
  for (const feeder of state.feeders) meters[feeder.id] = sampleFeeder(state, feeder);
  for (const line of [...state.incomers, ...state.transformers, state.tie]) {
    const load = apparentOf(line) / ((Math.sqrt(3) * 400 * incomerRating) / 1000);
    meters[line.id] = sample(line, extrasOf(state, line, 6, load, 0.05));
  }
  return meters;
}

function sampleFeeder(state: Electrical, feeder: Feeder): Reading {
  const load = apparentOf(feeder) / ((Math.sqrt(3) * 400 * feeder.plan.rated) / 1000);
  return sample(feeder, extrasOf(state, feeder, feeder.plan.distortion, load, 0.08));
}

function extrasOf(state: Electrical, line: Line, thdI: number, load: number, triplen: number): MeterExtras {
  const live = line.frequency > 0;
  return {
    frequency: line.frequency,
    thdV: live ? 1.75 + 0.4 * Math.min(1, load) + state.distortion : 0,
    thdI: live ? thdI * (1.15 - 0.25 * Math.min(1, load)) : 0,
    triplen,
  };
}

function sample(line: Line, extras: MeterExtras): Reading {
  const counters = line.counters;
  return {
    ...measure(line.phases, extras),
    e_import: counters.energy,
    e_export: counters.exported,
    eq_import: counters.reactive,
    dmd_now: counters.demand,
    dmd_max: counters.demandMax,
  };
}
