/** Losses inside this window count together. */
const WINDOW_MS = 30_000;
const SHORT_LIFE_MS = 5_000;
const SUSPICIOUS_LOSSES = 3;

/** When connections that lived only briefly were lost, newest last; never longer than three. */
export type RecentLosses = readonly number[];

/**
 * Two clients with one id throw each other out for ever: connect, and seconds later the connection is gone.
 * Answers the losses to remember and whether they look like that; a suspicion is raised once per three losses.
 */
export function noteLoss(
  losses: RecentLosses,
  lostAtMs: number,
  livedMs: number,
): { readonly losses: RecentLosses; readonly isSuspicious: boolean } {
  if (livedMs >= SHORT_LIFE_MS) return { losses: [], isSuspicious: false };
  const recent = [...losses.filter((at) => lostAtMs - at <= WINDOW_MS), lostAtMs];
  if (recent.length < SUSPICIOUS_LOSSES) return { losses: recent, isSuspicious: false };
  return { losses: [], isSuspicious: true };
}
