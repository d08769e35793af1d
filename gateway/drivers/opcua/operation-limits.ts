/** What a server is asked for at once when it does not say what it can take; small PLCs refuse more. */
const FALLBACK_BATCH = 200;
const LARGEST_BATCH = 1_000;

/** Items per request: the server's own limit if it names one (0 means it does not), never more than a thousand. */
export function batchSize(serverLimit: number | undefined): number {
  if (serverLimit === undefined || !Number.isInteger(serverLimit) || serverLimit <= 0) return FALLBACK_BATCH;
  return Math.min(serverLimit, LARGEST_BATCH);
}

/** `items` in runs of at most `size`, order kept. */
export function inBatches<T>(items: readonly T[], size: number): T[][] {
  const batches: T[][] = [];
  for (let start = 0; start < items.length; start += size) batches.push(items.slice(start, start + size));
  return batches;
}
