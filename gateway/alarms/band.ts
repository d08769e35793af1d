import { isGood } from '../domain/quality.ts';
import type { Evidence, Judgement } from '../ports/condition.ts';

export const NORMAL: Judgement = { zone: 'normal', limit: null, level: 0 };
export const HOLD: Judgement = { zone: 'hold', limit: null, level: 0 };
export const UNKNOWN: Judgement = { zone: 'unknown', limit: null, level: 0 };
export const ALARM: Judgement = { zone: 'alarm', limit: null, level: 0 };

export interface Band {
  readonly high?: number | undefined;
  readonly low?: number | undefined;
  /** How far back inside the value must come to return. */
  readonly deadband: number;
}

/** At or beyond an edge is an alarm; it returns when it is inside by more than the deadband. */
export function judgeBand({ high, low, deadband }: Band, { value, quality }: Evidence): Judgement {
  if (!isGood(quality) || !Number.isFinite(value)) return UNKNOWN;
  if (high !== undefined && value >= high) return { zone: 'alarm', limit: high, level: 0 };
  if (low !== undefined && value <= low) return { zone: 'alarm', limit: low, level: 0 };
  const isClear = (high === undefined || value < high - deadband) && (low === undefined || value > low + deadband);
  return isClear ? NORMAL : HOLD;
}

/** Yes or no, worked out from other points. */
export function judgeFact({ value, quality }: Evidence): Judgement {
  if (!isGood(quality) || !Number.isFinite(value)) return UNKNOWN;
  return value === 0 ? NORMAL : ALARM;
}

/** A point of the same equipment by its name, or any point by its tag. */
export const POINT_NAME = /^[A-Za-z0-9_.-]+$/;
