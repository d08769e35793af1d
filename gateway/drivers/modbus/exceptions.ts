import { QUALITY, type QualityCode } from '../../domain/quality.ts';
import type { Refusal } from './holes.ts';
import type { ModbusDevice } from './schemas.ts';

/** What an exception code means for the plan (application protocol 1.1b3, 7). */
export type ExceptionMeaning =
  /** The unit will never answer this question: ask differently. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Ask once more in a moment. */
  | { readonly kind: 'busy' }
  /** A gateway speaks for a unit it cannot reach. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'failed' };

const NAMES: Readonly<Record<number, string>> = {
  1: 'illegal function',
  2: 'illegal data address',
  3: 'illegal data value',
  4: 'device failure',
  5: 'acknowledge',
  6: 'device busy',
  8: 'memory parity error',
  10: 'gateway path unavailable',
  11: 'gateway target did not respond',
};

/** A code to which the device gives a meaning of its own teaches nothing and is not asked about again. */
export function meaningOf(code: number, own: ModbusDevice['exceptions'] = {}): ExceptionMeaning {
  if (own[String(code)] !== undefined) return { kind: 'failed' };
  switch (code) {
    case 1:
      return { kind: 'refused', refusal: 'table' };
    case 2:
      return { kind: 'refused', refusal: 'address' };
    case 3:
      return { kind: 'refused', refusal: 'length' };
    // Some generator controllers answer 5 to plain reads while they are busy starting.
    case 5:
    case 6:
      return { kind: 'busy' };
    case 10:
    case 11:
      return { kind: 'unreachable' };
    default:
      return { kind: 'failed' };
  }
}

/** Quality of the points of a request answered with this code. */
export function exceptionQuality(code: number, own: ModbusDevice['exceptions']): QualityCode {
  return QUALITY[own[String(code)] ?? 'bad-device-exception'];
}

/** `exception 2 (illegal data address)`; codes of a maker's own have no name. */
export function exceptionText(code: number): string {
  const name = NAMES[code];
  return name ? `exception ${code} (${name})` : `exception ${code}`;
}
