/** Samples of one page of an export, and of one backfill: a few hundred kilobytes of memory, a few milliseconds of work. */
export const PAGE_SAMPLES = 20_000;

/** Backfills that may wait for their turn. */
export const WAITING_BACKFILLS = 8;

/** A time further ahead than this was given by a wrong clock. */
export const FUTURE_MS = 60_000;

/** Days of the newest samples that are looked through for a usable one. */
export const DAYS_LOOKED_BACK = 400;
