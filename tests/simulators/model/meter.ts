import type { Reading } from './readings.ts';

/** One phase as it is on the copper. */
export interface Phase {
  readonly volts: number;
  readonly kw: number;
  readonly kvar: number;
}

export type Phases = readonly [Phase, Phase, Phase];

/** What a power meter cannot work out from the three phases. */
export interface MeterExtras {
  readonly frequency: number;
  /** Voltage distortion, %; 0 when dead. */
  readonly thdV: number;
  /** Current distortion, %. */
  readonly thdI: number;
  /** Third-harmonic current that adds up in the neutral, as a share of the phase current. */
  readonly triplen: number;
}

/** Every quantity any of the three meter products shows, consistent by construction: P = U x I x pf per phase, totals are sums. */
export function measure(phases: Phases, extras: MeterExtras): Reading {
  const volts = phases.map((phase) => phase.volts);
  const amps = phases.map(current);
  const reading: Reading = {
    freq: extras.frequency,
    p_total: sum(phases, (phase) => phase.kw),
    q_total: sum(phases, (phase) => phase.kvar),
    thd_v: extras.thdV,
    thd_i: extras.thdI,
    i_n: neutral(amps, extras.triplen),
    unb_v: unbalance(volts),
    unb_i: unbalance(amps),
    v_avg: mean(volts),
    i_avg: mean(amps),
  };
  reading.s_total = Math.hypot(reading.p_total!, reading.q_total!);
  reading.pf = powerFactor(reading.p_total!, reading.s_total);
  phaseValues(reading, phases, amps, extras);
  lineVoltages(reading, volts);
  return reading;
}

const letters = ['a', 'b', 'c'] as const;

function phaseValues(reading: Reading, phases: Phases, amps: readonly number[], extras: MeterExtras): void {
  letters.forEach((letter, index) => {
    const phase = phases[index]!;
    const kva = Math.hypot(phase.kw, phase.kvar);
    const tilt = 1 + 0.03 * (index - 1);
    reading[`v_${letter}`] = phase.volts;
    reading[`i_${letter}`] = amps[index]!;
    reading[`p_${letter}`] = phase.kw;
    reading[`q_${letter}`] = phase.kvar;
    reading[`s_${letter}`] = kva;
    reading[`pf_${letter}`] = powerFactor(phase.kw, kva);
    reading[`thd_v_${letter}`] = phase.volts > 0 ? extras.thdV * tilt : 0;
    reading[`thd_i_${letter}`] = amps[index]! > 0 ? extras.thdI * tilt : 0;
  });
}

function lineVoltages(reading: Reading, volts: readonly number[]): void {
  for (const [index, pair] of ['ab', 'bc', 'ca'].entries()) {
    const first = volts[index]!;
    const second = volts[(index + 1) % 3]!;
    reading[`v_${pair}`] = Math.sqrt(first * first + second * second + first * second);
    reading[`thd_v_${pair}`] = reading[`thd_v_${letters[index]!}`]!;
  }
  reading.vll_avg = mean([reading.v_ab!, reading.v_bc!, reading.v_ca!]);
}

function current(phase: Phase): number {
  return phase.volts > 0 ? (1000 * Math.hypot(phase.kw, phase.kvar)) / phase.volts : 0;
}

/** An idle phase has no power factor; meters show 1. */
function powerFactor(kw: number, kva: number): number {
  return kva > 0 ? kw / kva : 1;
}

/** Residual of the three phases at 120 degrees, and the third harmonics that do not cancel. */
function neutral(amps: readonly number[], triplen: number): number {
  const [a = 0, b = 0, c = 0] = amps;
  const residual = Math.sqrt(Math.max(0, a * a + b * b + c * c - a * b - b * c - c * a));
  return Math.hypot(residual, triplen * mean(amps));
}

/** Largest deviation from the mean as a share of the mean, % (NEMA MG-1). */
function unbalance(values: readonly number[]): number {
  const middle = mean(values);
  if (middle <= 0) return 0;
  return (100 * Math.max(...values.map((value) => Math.abs(value - middle)))) / middle;
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

function sum(phases: Phases, pick: (phase: Phase) => number): number {
  return pick(phases[0]) + pick(phases[1]) + pick(phases[2]);
}
