import type { PointState } from '../../../gateway/contract/resources.ts';

export type Check = 'pass' | 'fail' | 'unknown';

export const READINESS_IDS = ['auto', 'fuel', 'battery', 'coolant', 'lockout'] as const;
export type ReadinessId = (typeof READINESS_IDS)[number];

export interface ReadinessItem {
  readonly id: ReadinessId;
  readonly check: Check;
  /** The point it is judged by; undefined where the controller has none. */
  readonly tag: string | undefined;
}

/** A point of a controller: what it is, and its number where that is present now. */
export interface ControllerReading {
  readonly tag: string;
  readonly value: number | null;
  readonly kind: PointState['kind'];
  readonly states: PointState['states'];
  readonly normal: PointState['normal'];
}

/** Undefined: the controller has no such point. */
export type ReadController = (name: string) => ControllerReading | undefined;

/** `ready` only if every item is fresh and passes; one unknown item makes the whole unknown unless another fails. */
export function readinessOf(items: readonly Pick<ReadinessItem, 'check'>[]): 'ready' | 'notReady' | 'unknown' {
  if (items.some((item) => item.check === 'fail')) return 'notReady';
  return items.length === 0 || items.some((item) => item.check === 'unknown') ? 'unknown' : 'ready';
}

/** Whether a value lies inside its normal band; unknown without a fresh value or without a band. */
export function withinBand(reading: ControllerReading | undefined): Check {
  if (!reading || reading.value === null || !reading.normal) return 'unknown';
  const [low, high] = reading.normal;
  return reading.value >= low && reading.value <= high ? 'pass' : 'fail';
}

const wordOf = ({ value, states }: ControllerReading): string =>
  (value === null ? undefined : states?.[String(value)]?.en.toLowerCase()) ?? '';

/** The controller starts by itself: by the word its template has for the mode, or by a flag. */
export function inAuto(reading: ControllerReading | undefined): Check {
  if (!reading || reading.value === null) return 'unknown';
  if (reading.kind === 'enum') return wordOf(reading).startsWith('auto') ? 'pass' : 'fail';
  return reading.value > 0 ? 'pass' : 'fail';
}

/** Words of a named alarm that locks the engine out (DSE GenComm page 154; Cummins: kind of fault). */
const LOCKED_WORDS: ReadonlySet<string> = new Set(['shutdown', 'shut down', 'electrical trip']);

function locks(reading: ControllerReading): Check {
  if (reading.value === null) return 'unknown';
  if (reading.kind === 'enum') return LOCKED_WORDS.has(wordOf(reading)) ? 'fail' : 'pass';
  return reading.value > 0 ? 'fail' : 'pass';
}

/** No shutdown or trip among the alarms; unknown when one of them cannot be read, or there are none. */
export function noLockout(readings: readonly ControllerReading[]): Check {
  const checks = readings.map(locks);
  if (checks.includes('fail')) return 'fail';
  return checks.length === 0 || checks.includes('unknown') ? 'unknown' : 'pass';
}

const AUTO_POINTS = ['mode', 'mode_auto'] as const;
/** Points that tell of a lock-out, under the names that templates give them. */
const LOCKOUT_POINTS = [
  ...['emergency_stop', 'low_oil', 'high_coolant', 'under_speed', 'over_speed', 'fail_to_start', 'fail_to_stop'],
  ...['common_shutdown', 'fault_type', 'engine_state'],
] as const;
const BANDS = { fuel: 'fuel_pct', battery: 'batt_v', coolant: 'coolant_t' } as const;

/** Every point that readiness is judged by. */
export const READINESS_POINTS: readonly string[] = [...AUTO_POINTS, ...LOCKOUT_POINTS, ...Object.values(BANDS)];

/** Whether a set would start now, item by item, always in the same order. */
export function judgeReadiness(read: ReadController): readonly ReadinessItem[] {
  const auto = AUTO_POINTS.map(read).find((one) => one !== undefined);
  const lockouts = LOCKOUT_POINTS.flatMap((name) => read(name) ?? []);
  const locked = lockouts.find((one) => locks(one) === 'fail');
  return READINESS_IDS.map((id): ReadinessItem => {
    switch (id) {
      case 'auto':
        return { id, check: inAuto(auto), tag: auto?.tag };
      case 'lockout':
        return { id, check: noLockout(lockouts), tag: locked?.tag };
      default: {
        const reading = read(BANDS[id]);
        return { id, check: withinBand(reading), tag: reading?.tag };
      }
    }
  });
}
