/** How a bus lives. One source or switch that is not known makes all behind it unknown. */
export type BusState = 'live' | 'dead' | 'unknown' | 'generator';

/** Below this a 400 V bus is dead: what is left is induced. */
const DEAD_BELOW_V = 40;

/** A bus behind a metered incomer, from its line voltage. */
export function busOfVoltage(voltage: number | null): BusState {
  if (voltage === null) return 'unknown';
  return voltage < DEAD_BELOW_V ? 'dead' : 'live';
}

/** Positions and line states of a transfer switch (ABB ATS022, Modbus manual): 0 on normal, 2 on emergency; a line is 0 when it has voltage in order. */
const ON_NORMAL = 0;
const ON_EMERGENCY = 2;
const LINE_IN_ORDER = 0;

/** The bus behind a transfer switch; while it moves, or when the source it stands on is not in order, nothing is claimed. */
export function busOfTransfer(position: number | null, normal: number | null, emergency: number | null): BusState {
  if (position === ON_NORMAL) return normal === LINE_IN_ORDER ? 'live' : 'unknown';
  if (position === ON_EMERGENCY) return emergency === LINE_IN_ORDER ? 'generator' : 'unknown';
  return 'unknown';
}
