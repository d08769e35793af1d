import { QUALITY } from '../../domain/quality.ts';

/** A server more than a day ahead has a broken clock; an old time is normal, a value keeps the moment of its last change. */
const MAX_AHEAD_MS = 86_400_000;
/** OPC UA's "no time" is 1601 (Part 6, 5.2.2.5); nothing real is older than this. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);

export interface Timestamps {
  readonly source: Date | null | undefined;
  readonly server: Date | null | undefined;
}

export interface JudgedTime {
  readonly time: number;
  /** Good, or `uncertain-clock` when `now` had to stand in for a time that cannot be right. */
  readonly quality: number;
}

/** The source time of a value: source timestamp, else server timestamp, else the moment it arrived. */
export function sourceTime(stamps: Timestamps, now: number): JudgedTime {
  const claimed = usable(stamps.source) ?? usable(stamps.server);
  if (claimed === undefined) return { time: now, quality: QUALITY.good };
  if (claimed > now + MAX_AHEAD_MS) return { time: now, quality: QUALITY['uncertain-clock'] };
  return { time: claimed, quality: QUALITY.good };
}

/**
 * How long a value had waited when its notification was published, ms: both moments are the server's own, so that its
 * clock may be wrong. The server timestamp is when the server last knew the value to be right (Part 4, 7.11); a
 * server that was frozen sends what it had sampled before. Zero when the server does not tell.
 */
export function waitedMs(stamps: Timestamps, published: Date | null | undefined): number {
  const known = usable(stamps.server) ?? usable(stamps.source);
  const sent = usable(published);
  return known === undefined || sent === undefined ? 0 : Math.max(0, sent - known);
}

function usable(stamp: Date | null | undefined): number | undefined {
  const ms = stamp?.getTime();
  return ms !== undefined && ms >= EARLIEST_MS ? ms : undefined;
}
