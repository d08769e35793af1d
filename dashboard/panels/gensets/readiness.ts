export type Check = 'pass' | 'fail' | 'unknown';

export interface ReadinessItem {
  readonly id: 'auto' | 'fuel' | 'battery' | 'coolant' | 'lockout';
  readonly check: Check;
}

/** `ready` only if every item is fresh and passes; one unknown item makes the whole unknown unless another fails. */
export function readinessOf(items: readonly ReadinessItem[]): 'ready' | 'notReady' | 'unknown' {
  if (items.some((item) => item.check === 'fail')) return 'notReady';
  return items.length === 0 || items.some((item) => item.check === 'unknown') ? 'unknown' : 'ready';
}

/** Whether a value lies inside its normal band; unknown without a fresh value or without a band. */
export function withinBand(value: number | null, normal: readonly [number, number] | null | undefined): Check {
  if (value === null || !normal) return 'unknown';
  return value >= normal[0] && value <= normal[1] ? 'pass' : 'fail';
}

/** Engine controllers' named alarms: 3 shutdown, 4 electrical trip (DSE GenComm, page 154). */
const SHUTDOWN_FROM = 3;
const UNIMPLEMENTED = 15;

/** No shutdown or trip among the named alarms; unknown when one of them cannot be read, or there are none. */
export function noLockout(values: readonly (number | null)[]): Check {
  const used = values.filter((value) => value !== UNIMPLEMENTED);
  if (used.some((value) => value !== null && value >= SHUTDOWN_FROM)) return 'fail';
  return used.length === 0 || used.includes(null) ? 'unknown' : 'pass';
}

/** The controller's mode `auto` (DSE GenComm, page 3 register 4: 1). */
export function inAuto(mode: number | null): Check {
  if (mode === null) return 'unknown';
  return mode === 1 ? 'pass' : 'fail';
}
