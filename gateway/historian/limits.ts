const MINUTE_MS = 60_000;

/** A value that does not change is recorded at least this often, so that "still alive" is in the record. */
export const LONGEST_SILENCE_MS = 5 * MINUTE_MS;

/** A value holds until the next sample, but never longer than this: two missed records are a gap. */
export const HOLD_MS = 2 * LONGEST_SILENCE_MS;

/** How long a value of one point holds: points that come seldom are not a row of gaps. */
export const holdMsOf = ({ periodMs = 0 }: { readonly periodMs?: number | undefined }): number =>
  Math.max(HOLD_MS, 2 * periodMs);

/** How long samples wait on the main side before they travel to the worker. */
export const POST_EVERY_MS = 100;

/** Samples that may wait for the next post; beyond it new ones are dropped and counted. */
export const STAGED_SAMPLES = 65_536;

/** Posts the worker has not committed yet. */
export const PENDING_BATCHES = 64;
export const PENDING_SAMPLES = 2_000_000;

/** Acknowledged batches stay at least this long: an acknowledgement is not durability. */
export const RESEND_WINDOW_MS = MINUTE_MS;

/** Times from here on do not fit the files: the year 10000. */
export const LATEST_TIME = 253_402_300_800_000;

/** Losses told one by one; of older ones only the sums stay. */
export const LOSS_ROWS = 10_000;
/** Losses of one answer. */
export const LISTED_LOSSES = 1_000;

/** Open data is packed into blocks after this time, or when it reaches this size. */
export const PACK_EVERY_MS = 10 * MINUTE_MS;
export const PACK_AT_SAMPLES = 1_000_000;

/** Open data never grows beyond this; what follows stays in the log until it has been packed. */
export const OPEN_SAMPLES = 4_000_000;

export const DAY_MS = 24 * 60 * MINUTE_MS;

/** A day is compacted this long after its end, so that ordinary late samples are in it. */
export const DAY_GRACE_MS = 20 * MINUTE_MS;

/** What a site that says nothing keeps. Rollups outlive raw samples; one-minute rows are too many to keep as long as the coarser ones. */
export const COUNTER_RAW_DAYS = 1_096;
export const MINUTE_ROLLUP_DAYS = 730;
export const QUARTER_ROLLUP_DAYS = 3_653;
export const HOUR_ROLLUP_DAYS = 3_653;
export const DAY_ROLLUP_DAYS = 7_305;
