/** What a server is asked for at once when it does not say what it can take; small PLCs refuse more. */
const FALLBACK_BATCH = 100;
const LARGEST_BATCH = 1_000;
/** Ways of a server to say that a request, or its answer, holds too much. */
const TOO_MUCH =
  /BadTooManyOperations|BadRequestTooLarge|BadResponseTooLarge|BadEncodingLimitsExceeded|BadTcpMessageTooLarge/;

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

export const isTooMuch = (error: unknown): boolean => error instanceof Error && TOO_MUCH.test(error.message);

/**
 * Does `work` for all items, at most `size` at once, one batch after the other. A batch the server finds too large is
 * done in halves. Rejects with the first other failure.
 */
export async function eachBatch<T>(
  items: readonly T[],
  size: number,
  work: (batch: readonly T[]) => Promise<void>,
): Promise<void> {
  for (const batch of inBatches(items, size)) await inHalves(batch, work);
}

async function inHalves<T>(batch: readonly T[], work: (batch: readonly T[]) => Promise<void>): Promise<void> {
  try {
    await work(batch);
  } catch (error) {
    if (batch.length < 2 || !isTooMuch(error)) throw error;
    const middle = Math.ceil(batch.length / 2);
    await inHalves(batch.slice(0, middle), work);
    await inHalves(batch.slice(middle), work);
  }
}
