import { QUALITY } from '../../domain/quality.ts';

/** How far a device's clock may be off before its time is not believed. */
const MAX_AHEAD_MS = 5_000;
const MAX_BEHIND_MS = 600_000;
/** A retained message may be old, but one that claims more than a year has a broken clock. */
const MAX_RETAINED_AGE_MS = 365 * 86_400_000;
/** Numbers below this are seconds since 1970 (until the year 5138), above it milliseconds (since 1973). */
const SECONDS_BELOW = 1e11;

const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** What a message says about its own age, before it is judged. */
export interface TimeClaim {
  /** Whether the device is known to send a time at all. */
  readonly expected: boolean;
  /** ms since the epoch; absent when missing or unreadable. */
  readonly claimed: number | undefined;
  /** The broker kept it for new subscribers: it may be of any age. */
  readonly retained: boolean;
}

export interface JudgedTime {
  readonly time: number;
  readonly quality: number;
}

/** Reads ISO 8601 with a zone, or seconds or milliseconds since 1970; anything else is no time. */
export function parseTime(raw: unknown): number | undefined {
  if (typeof raw === 'number') return parseNumber(raw);
  if (typeof raw !== 'string' || raw.length > 40 || !ISO_INSTANT.test(raw)) return undefined;
  const ms = Date.parse(raw);
  return Number.isNaN(ms) ? undefined : ms;
}

function parseNumber(raw: number): number | undefined {
  if (!Number.isFinite(raw) || raw <= 0) return undefined;
  return raw < SECONDS_BELOW ? raw * 1000 : raw;
}

/** The source time of a message and how far it can be trusted. A time that cannot be right is replaced by `now`. */
export function judgeTime(claim: TimeClaim, now: number, staleMs: number): JudgedTime {
  if (claim.retained) return judgeRetained(claim.claimed, now, staleMs);
  if (!claim.expected) return { time: now, quality: QUALITY.good };
  if (claim.claimed === undefined) return { time: now, quality: QUALITY['uncertain-clock'] };
  const ahead = claim.claimed - now;
  if (ahead > MAX_AHEAD_MS || ahead < -MAX_BEHIND_MS) return { time: now, quality: QUALITY['uncertain-clock'] };
  return { time: claim.claimed, quality: QUALITY.good };
}

function judgeRetained(claimed: number | undefined, now: number, staleMs: number): JudgedTime {
  if (claimed === undefined) return { time: now, quality: QUALITY['uncertain-old'] };
  const age = now - claimed;
  if (age < -MAX_AHEAD_MS) return { time: now, quality: QUALITY['uncertain-clock'] };
  if (age > MAX_RETAINED_AGE_MS) return { time: now, quality: QUALITY['uncertain-old'] };
  return { time: claimed, quality: age <= staleMs ? QUALITY.good : QUALITY['uncertain-old'] };
}
