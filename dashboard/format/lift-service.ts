/** BACnetLiftCarMode `normal`, `homing` and `parking` carry passengers or are about to (ASHRAE 135). */
const IN_SERVICE: ReadonlySet<number> = new Set([1, 3, 4]);

/** A car that somebody calls for help from carries nobody, whatever mode it is in; one whose mode is unknown is not counted on. */
export const liftServes = (mode: number | null, call: number | null): boolean =>
  IN_SERVICE.has(mode ?? -1) && (call ?? 0) === 0;
