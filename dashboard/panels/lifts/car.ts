import type { Reading } from '../../data/point-store.ts';

/** How a car is drawn. */
export interface Car {
  /** Landing, or half way to the next one; null when it was never known. */
  readonly floor: number | null;
  /** The floor is not of now: drawn hollow and dotted. */
  readonly isOld: boolean;
  readonly moves: 'up' | 'down' | null;
  readonly doors: 'closed' | 'open' | 'moving' | 'fault' | 'unknown';
}

type Part = Pick<Reading, 'value' | 'standing'> | undefined;

export interface CarReadings {
  readonly floor: Part;
  readonly direction: Part;
  readonly door: Part;
  readonly doorZone: Part;
}

/** Car_Moving_Direction, Car_Door_Status of BACnet lift objects (ISO 16484-5). */
const UP = 3;
const DOWN = 4;
const DOORS: Readonly<Record<number, Car['doors']>> = {
  0: 'closed',
  1: 'open',
  3: 'fault',
  6: 'moving',
  7: 'moving',
  8: 'closed',
  9: 'open',
};

const fresh = (part: Part): number | null =>
  part && (part.standing === 'good' || part.standing === 'uncertain') ? part.value : null;

/** What is known of a car now; an old floor stays drawn as old, everything else that is old is not known. */
export function carOf({ floor, direction, door, doorZone }: CarReadings): Car {
  const moving = fresh(direction);
  const moves = moving === UP ? 'up' : moving === DOWN ? 'down' : null;
  const isBetween = fresh(doorZone) === 0 && fresh(floor) !== null;
  const shown = floor?.value ?? null;
  return {
    floor: shown !== null && isBetween ? shown + (moves === 'down' ? -0.5 : 0.5) : shown,
    isOld: fresh(floor) === null,
    moves,
    doors: DOORS[fresh(door) ?? -1] ?? 'unknown',
  };
}
