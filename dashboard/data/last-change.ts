import type { HistorySeries } from '../../gateway/contract/resources.ts';

export interface Since {
  /** ms since the epoch. */
  readonly at: number;
  /** Whether the change itself was seen; false where the past ends there or has a gap before it. */
  readonly isKnown: boolean;
}

/** The newest columns may not be filled yet. */
const MOST_UNFILLED = 3;

function filledLength(last: readonly (number | null)[]): number {
  let end = last.length;
  while (end > 0 && last[end - 1] === null && last.length - end < MOST_UNFILLED) end--;
  return end;
}

/** Since when a value has been what it is now; undefined where the past says nothing of it. */
export function lastChange({ time, last }: Pick<HistorySeries, 'time' | 'last'>, present: number): Since | undefined {
  const end = filledLength(last);
  let first = end;
  while (first > 0 && last[first - 1] === present) first--;
  const at = time[first];
  if (first === end || at === undefined) return undefined;
  const before = last[first - 1];
  return { at, isKnown: first > 0 && before !== null && before !== undefined };
}
