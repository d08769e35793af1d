import type { Alarm } from '../domain/alarm.ts';

/** Alarms that have been active for so long that they are part of the furniture (ISA-18.2: stale); the oldest first. */
export const standingAlarms = (open: readonly Alarm[], nowMs: number, afterMs: number): readonly Alarm[] =>
  open
    .filter(
      ({ state, returnedAt, activeAt }) => state !== 'closed' && returnedAt === null && nowMs - activeAt > afterMs,
    )
    .sort((a, b) => a.activeAt - b.activeAt || a.id.localeCompare(b.id));
