/** How far people stand and how large the picture is. */
export interface WallSetup {
  /** m; what the screen was made for when absent. */
  readonly distance?: number;
  /** Diagonal in inches. */
  readonly size?: number;
}

export interface WallType {
  /** px of body text; key figures are twice as large. */
  readonly body: number;
  /** False: at this distance it stays below 16 minutes of arc, the least that is read without effort. */
  readonly isLegible: boolean;
}

const MM_PER_INCH = 25.4;
/** Body text of 20 minutes of arc is D/120, of 16 minutes D/155. */
const PREFERRED = 120;
const FLOOR = 155;
/** What must always fit: 42 Chinese characters across, 24 sizes of body text down. */
const ACROSS = 42.7;
const DOWN = 24;

/** Body text for a picture of so many px. Never larger than what lets eight tiles and five alarms fit. */
export function wallType({ distance, size }: WallSetup, widthPx: number, heightPx: number): WallType {
  const most = Math.min(widthPx / ACROSS, heightPx / DOWN);
  if (distance === undefined || size === undefined) return { body: most, isLegible: true };
  const pitchMm = (size * MM_PER_INCH) / Math.hypot(widthPx, heightPx);
  const wanted = (distance * 1000) / PREFERRED / pitchMm;
  const least = (distance * 1000) / FLOOR / pitchMm;
  return { body: Math.min(most, wanted), isLegible: most >= least };
}

const SHIFT_PX = 4;
const SHIFT_EVERY_MS = 600_000;
const PLACES = [
  [0, 0],
  [SHIFT_PX, 0],
  [SHIFT_PX, SHIFT_PX],
  [0, SHIFT_PX],
] as const;

/** Where the picture stands now: it moves by four pixels every ten minutes, so that nothing burns in. */
export function pictureShift(now: number): readonly [number, number] {
  return PLACES[Math.floor(now / SHIFT_EVERY_MS) % PLACES.length] ?? PLACES[0];
}
