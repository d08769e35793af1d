import type { HistoryLoss } from '../../domain/history-loss.ts';

/** Losses of one cause that lie no farther apart are one loss. */
const ADJACENT_MS = 10_000;

/** A loss before it has a number. */
export type NewLoss = Omit<HistoryLoss, 'id' | 'foundAt'>;

/** Both as one when they are of one kind and sink and lie side by side; otherwise undefined. */
export function joinLosses<T extends NewLoss>(former: T, next: NewLoss): T | undefined {
  const isSameCause = former.kind === next.kind && former.sink === next.sink;
  const isBeside = next.from <= former.to + ADJACENT_MS && next.to >= former.from - ADJACENT_MS;
  if (!isSameCause || !isBeside) return undefined;
  const { from, to, samples } = next;
  return {
    ...former,
    from: Math.min(former.from, from),
    to: Math.max(former.to, to),
    samples: former.samples + samples,
  };
}
