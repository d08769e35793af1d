import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Zones with odd rules: half an hour of summer time, a pause of it in Ramadan, a day that was left out. */
export const ODD_ZONES = [
  'Europe/London',
  'America/New_York',
  'Asia/Shanghai',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
] as const;

/** The day that Samoa left out, when it went to the other side of the date line. */
const SAMOA_MOVED = Date.UTC(2011, 11, 30, 10);

/** A minute within a day and a half of a change of the clocks, where the zone has any. */
export const nearChange = (zone: string): fc.Arbitrary<number> =>
  fc
    .tuple(fc.integer({ min: Date.UTC(2008, 0), max: Date.UTC(2034, 0) }), fc.integer({ min: -2160, max: 720 }))
    .map(([from, minutes]) => toMinute(changeAfter(zone, from)) + minutes * MINUTE_MS);

function changeAfter(zone: string, from: number): number {
  if (zone === 'Pacific/Apia' && from % 3 === 0) return SAMOA_MOVED;
  const after = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  return after ? after.epochMilliseconds : from;
}

const toMinute = (ms: number): number => Math.floor(ms / MINUTE_MS) * MINUTE_MS;

/** What clocks on the wall show at each minute, as if it were UTC: found without any of the code under test. */
export class WallMinutes {
  readonly from: number;
  private readonly walls: readonly number[];

  constructor(zone: string, from: number, hours: number) {
    const offsets = new ZoneOffsets(zone);
    this.from = from;
    this.walls = Array.from({ length: (hours * HOUR_MS) / MINUTE_MS }, (_, index) => {
      const at = from + index * MINUTE_MS;
      return at + offsets.at(at);
    });
  }

  /** The first minute that shows the wall time, or else the first after one that shows less. */
  first(wall: number): number {
    return this.instantOf(this.walls.findIndex((shown) => shown >= wall));
  }

  /** The last minute that shows it; where none does, the first after. */
  last(wall: number): number {
    const index = this.walls.lastIndexOf(wall);
    return index < 0 ? this.first(wall) : this.instantOf(index);
  }

  wallAt(at: number): number {
    return this.walls[(at - this.from) / MINUTE_MS]!;
  }

  private instantOf(index: number): number {
    return index < 0 ? Number.POSITIVE_INFINITY : this.from + index * MINUTE_MS;
  }
}
