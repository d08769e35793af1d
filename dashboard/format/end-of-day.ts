import { ZoneOffsets } from '../../gateway/domain/zone-offsets.ts';

const DAY_MS = 86_400_000;

/** The end of a day (YYYY-MM-DD) as clocks in a zone show it, ms. NaN for what is no day. */
export function endOfDay(day: string, timeZone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight)) return midnight;
  // Where clocks are put forward at midnight, the day after begins an hour late.
  const zone = new ZoneOffsets(timeZone);
  const next = midnight + DAY_MS;
  return zone.instants(next)[0] ?? next - zone.at(next);
}
