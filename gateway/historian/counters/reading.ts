import type { IncrementQuality } from '../../domain/counter-correction.ts';

/** What a register showed at one moment. */
export interface Reading {
  readonly time: number;
  readonly value: number;
}

/** The counter rose by `rise` in a stretch of time; a stretch may have no length when the rise belongs to one moment. */
export interface CounterSegment {
  readonly fromMs: number;
  readonly toMs: number;
  readonly rise: number;
  /** Part of the stretch that lies between readings that are believed. */
  readonly knownMs: number;
  /** Part of it in which they are close enough together to be no gap. */
  readonly coveredMs: number;
  readonly quality: IncrementQuality;
}

/** Where counting stands between two readings: everything the next one is judged by. */
export interface CounterState {
  readonly accepted: Reading;
  /** Since when the register has shown the accepted value. */
  readonly unchangedSinceMs: number;
  /** Readings that contradict the accepted one and wait for confirmation, oldest first; fewer than CLIMB_READINGS. */
  readonly held: readonly Reading[];
  /** Time of the newest declared replacement that has been taken into account; 0 before the first. */
  readonly declaredMs: number;
}

/** Counting begins at this reading. */
export const startAt = (reading: Reading, declaredMs = 0): CounterState => ({
  accepted: reading,
  unchangedSinceMs: reading.time,
  held: [],
  declaredMs,
});

/** A contradicting reading is believed when this many in all agree with each other. */
export const READINGS_TO_BELIEVE = 3;

/** Whether counting goes on from both in the same way. */
export function sameState(a: CounterState | undefined, b: CounterState | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    isSame(a.accepted, b.accepted) &&
    a.unchangedSinceMs === b.unchangedSinceMs &&
    a.declaredMs === b.declaredMs &&
    a.held.length === b.held.length &&
    a.held.every((reading, i) => isSame(reading, b.held[i]!))
  );
}

const isSame = (a: Reading, b: Reading): boolean => a.time === b.time && a.value === b.value;
