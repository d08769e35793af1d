/** Where the worker notes when a message reached this device; `last-push.ts` reads it (the worker shares no file with the pages). */
export const PROOF_CACHE = 'plantroom-proof';
export const PROOF_KEY = '/last-push';

/** Never rejects: a proof that cannot be noted is none. */
export async function notePush(caches: Pick<CacheStorage, 'open'>, atMs: number): Promise<void> {
  try {
    await (await caches.open(PROOF_CACHE)).put(PROOF_KEY, new Response(String(atMs)));
  } catch {
    // A full storage only means that the home page cannot say it.
  }
}
