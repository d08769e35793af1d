/** As `note-push.ts` has them: the worker shares no file with the pages. */
const PROOF_CACHE = 'plantroom-proof';
const PROOF_KEY = '/last-push';

/** When an alarm message last reached this device, ms by its clock; null when none has come, or nobody can tell. Never rejects. */
export async function lastPush(caches: Pick<CacheStorage, 'open'> | undefined): Promise<number | null> {
  try {
    const noted = await (await caches?.open(PROOF_CACHE))?.match(PROOF_KEY);
    const at = Number(await noted?.text());
    return Number.isFinite(at) && at > 0 ? at : null;
  } catch {
    return null;
  }
}
