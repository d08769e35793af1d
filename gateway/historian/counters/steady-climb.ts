import type { Reading } from './reading.ts';

/** A jump is one step. So many steps in a row, each too large, are a flow: it is the limit that is wrong. */
export const CLIMB_READINGS = 6;

/** The rates of a steady flow do not differ by more than this. */
const STEADY_FACTOR = 3;

/** Whether the register rises on and on at much the same rate from the last accepted reading through all of these. */
export function isSteadyClimb(accepted: Reading, readings: readonly Reading[]): boolean {
  if (readings.length < CLIMB_READINGS) return false;
  const all = [accepted, ...readings];
  const rates = readings.map((reading, i) => (reading.value - all[i]!.value) / (reading.time - all[i]!.time));
  return Math.min(...rates) > 0 && Math.max(...rates) <= STEADY_FACTOR * Math.min(...rates);
}
