import type { ZoneOffsets } from '../../domain/zone-offsets.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Moments in (from, to] at which local clocks show this minute of the day; one that a change of clocks leaves out is left out. */
export function dailyMoments(zone: ZoneOffsets, minuteOfDay: number, from: number, to: number): readonly number[] {
  const first = Math.floor((from + zone.at(from)) / DAY_MS) - 1;
  const last = Math.floor((to + zone.at(to)) / DAY_MS) + 1;
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return days
    .flatMap((day) => zone.instants(day * DAY_MS + minuteOfDay * MINUTE_MS).slice(0, 1))
    .filter((moment) => moment > from && moment <= to);
}
