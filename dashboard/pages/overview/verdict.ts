/** The answer to "is everything all right?". */
export type Verdict =
  /** Nobody can tell: the link is lost. */
  | { readonly kind: 'blind' }
  /** Alarms; the first of the list is where to go first. */
  | { readonly kind: 'alarm'; readonly others: number }
  /** No alarm, but so many figures are old or bad: what they watch is not known. */
  | { readonly kind: 'doubt'; readonly values: number }
  | { readonly kind: 'well' };

/** All right is only said when a live link brings fresh figures and no alarm stands. */
export function verdictOf(isLive: boolean, alarms: number, oldValues: number): Verdict {
  if (!isLive) return { kind: 'blind' };
  if (alarms > 0) return { kind: 'alarm', others: alarms - 1 };
  return oldValues > 0 ? { kind: 'doubt', values: oldValues } : { kind: 'well' };
}
