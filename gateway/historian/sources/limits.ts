/** A trend waits this long for older history; then it comes without. The answer is kept for the next time it is asked. */
export const WAIT_MS = 2_500;

/** A request that takes longer is cut off. */
export const REQUEST_LIMIT_MS = 20_000;

/** After a failure the database is left alone this long, and questions are answered without it at once. */
export const PAUSE_MS = 15_000;

/** Questions put to the database at the same time, and those that may wait for their turn. */
export const AT_ONCE = 2;
export const WAITING = 32;

/** One answer of a server; more is cut off. */
export const ANSWER_BYTES = 64 * 1024 * 1024;
export const LINE_BYTES = 8 * 1024 * 1024;

/** Ranges with more samples are read as buckets made by the server. */
export const MOST_SAMPLES = 150_000;
export const PAGE_SAMPLES = 50_000;
export const MOST_BUCKETS = 20_000;

/** Answers of closed ranges that are kept: size of all of them, and how long, because late samples may still arrive there. */
export const CACHE_BYTES = 16 * 1024 * 1024;
export const CACHE_MS = 10 * 60_000;
