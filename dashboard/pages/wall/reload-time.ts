/** What is known when a wall asks itself whether to begin anew. */
export interface ReloadQuestion {
  readonly now: number;
  /** When this page was loaded. */
  readonly loadedAt: number;
  /** Changes of shift that have been seen coming, ms. */
  readonly changes: readonly number[];
  /** The link is up and the building answers. */
  readonly isHealthy: boolean;
}

/** New people look first; the picture begins anew when they sit. */
const SETTLE_MS = 120_000;
/** A site without a rota begins anew once a day. */
const LONGEST_MS = 24 * 3_600_000;

/** Whether a page begins anew now: after a change of shift, never while something is not well. */
export function isReloadDue({ now, loadedAt, changes, isHealthy }: ReloadQuestion): boolean {
  if (!isHealthy) return false;
  if (now - loadedAt >= LONGEST_MS) return true;
  return changes.some((at) => at > loadedAt && now >= at + SETTLE_MS);
}
