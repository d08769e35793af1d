import { lag } from './random.ts';
import type { Reading, Readings } from './readings.ts';
import { yes } from './readings.ts';

/** Dry transformer: three windings and the core, ℃, with a fan that helps from 90 ℃ until 80 ℃. */
export interface Windings {
  readonly id: string;
  readonly windings: [number, number, number];
  core: number;
  fan: boolean;
}

const windingTau = 1500;
const coreTau = 3600;
const uneven = [0, 1.8, -1.1] as const;

/** Starts at the steady temperature of `loading`. */
export function createWindings(id: string, ambient: number, loading: number): Windings {
  const steady = ambient + rise(loading, false);
  return {
    id,
    windings: [steady + uneven[0], steady + uneven[1], steady + uneven[2]],
    core: ambient + coreRise(loading),
    fan: false,
  };
}

/** `loading`: 1 = rated kVA; `ambient`: air of the transformer room, ℃. */
export function stepWindings(state: Windings, dt: number, ambient: number, loading: number): void {
  for (const index of [0, 1, 2] as const) {
    const goal = ambient + rise(loading, state.fan) + uneven[index];
    state.windings[index] = lag(state.windings[index], goal, dt, windingTau);
  }
  state.core = lag(state.core, ambient + coreRise(loading), dt, coreTau);
  const hottest = Math.max(...state.windings);
  state.fan = hottest > (state.fan ? 80 : 90);
}

/** Rise over ambient: a no-load part and load losses with exponent 1.6 (IEC 60076-12 for dry types). */
function rise(loading: number, fan: boolean): number {
  return (fan ? 0.8 : 1) * (17 + 60 * loading ** 1.6);
}

function coreRise(loading: number): number {
  return 26 + 14 * loading;
}

export function windingReadings(all: readonly Windings[]): Readings {
  return Object.fromEntries(all.map((state) => [state.id, reading(state)]));
}

function reading(state: Windings): Reading {
  const [a, b, c] = state.windings;
  return { winding_a: a, winding_b: b, winding_c: c, core: state.core, fan_run: yes(state.fan) };
}
