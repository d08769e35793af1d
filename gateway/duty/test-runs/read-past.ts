import type { PastValue } from '../../domain/duty/test-runs/engine-runs.ts';
import type { PlanPoint } from '../../domain/duty/test-runs/test-run-plan.ts';
import { isGood } from '../../domain/quality.ts';
import type { HistoryReader } from '../../ports/historian.ts';

/** A value is stored at least every five minutes; twice that without one is not known any more (gateway/historian/limits.ts). */
export const HOLD_MS = 600_000;
const PAGE = 20_000;
/** A million samples of one point; what is beyond is looked at in the next turn. */
const MOST_PAGES = 50;

export type PastReader = Pick<HistoryReader, 'samples' | 'newest'>;

/** What the history holds of a point in [from, to], with the value that held at `from` before it. Rejects with HISTORY_UNAVAILABLE. */
export async function readPast(
  reader: PastReader,
  { index, tag }: PlanPoint,
  from: number,
  to: number,
): Promise<readonly PastValue[]> {
  const before = await reader.newest([index], from - 1);
  const values: PastValue[] = [];
  if (before.length > 0) values.push(pastValue(before.sourceTime[0]!, before.value[0]!, before.quality[0]!));
  let next: number | null = from;
  for (let page = 0; next !== null && page < MOST_PAGES; page++) {
    const found = await reader.samples(tag, next, to + 1, PAGE);
    for (const [i, at] of found.time.entries()) values.push(pastValue(at, found.value[i]!, found.quality[i]!));
    next = found.nextMs;
  }
  return values;
}

/** The value of each point at a moment; null where it was bad, or too old to speak for that moment. */
export async function valuesAt(
  reader: PastReader,
  points: readonly PlanPoint[],
  at: number,
): Promise<readonly (number | null)[]> {
  const batch = await reader.newest(
    points.map(({ index }) => index),
    at,
  );
  const byPoint = new Map<number, number>();
  for (let i = 0; i < batch.length; i++) {
    const isKnown = isGood(batch.quality[i]!) && at - batch.sourceTime[i]! <= HOLD_MS;
    if (isKnown && Number.isFinite(batch.value[i]!)) byPoint.set(batch.point[i]!, batch.value[i]!);
  }
  return points.map(({ index }) => byPoint.get(index) ?? null);
}

const pastValue = (at: number, value: number, quality: number): PastValue => ({
  at,
  value: isGood(quality) && Number.isFinite(value) ? value : undefined,
});
