import type { PlaybookRun } from '../../domain/duty/playbooks/playbook.ts';
import { isGood } from '../../domain/quality.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { ReadNow, StepWatch } from './step-watch.ts';

export interface PastChange {
  readonly point: number;
  readonly at: number;
  readonly value: number | undefined;
}

/** More changes than this are not gone through one by one; the steps are then seen as they stand at the end. */
const MOST_CHANGES = 20_000;

/** What happened to these points in [from, to], in order of time, with what held before as the first of each. Rejects with HISTORY_UNAVAILABLE. */
export async function changesBetween(
  reader: Pick<HistoryReader, 'samples' | 'newest'>,
  points: readonly { readonly index: number; readonly tag: string }[],
  from: number,
  to: number,
): Promise<readonly PastChange[]> {
  const most = Math.max(1, Math.floor(MOST_CHANGES / Math.max(1, points.length)));
  const before = await reader.newest(
    points.map(({ index }) => index),
    from - 1,
  );
  const changes: PastChange[] = [];
  for (let i = 0; i < before.length; i++) {
    changes.push(change(before.point[i]!, before.sourceTime[i]!, before.value[i]!, before.quality[i]!));
  }
  for (const { index, tag } of points) {
    const { time, value, quality } = await reader.samples(tag, from, to + 1, most);
    for (const [i, at] of time.entries()) changes.push(change(index, at, value[i]!, quality[i]!));
  }
  return changes.sort((a, b) => a.at - b.at);
}

const change = (point: number, at: number, value: number, quality: number): PastChange => ({
  ...{ point, at, value: isGood(quality) && Number.isFinite(value) ? value : undefined },
});

/**
 * The first step that the past shows as done, each looked for from its turn on. Steps whose turn comes by it are asked for again,
 * so that one call tells one step.
 */
export function firstSeen(
  watch: Pick<StepWatch, 'seen'>,
  run: PlaybookRun,
  changes: readonly PastChange[],
): { readonly id: string; readonly at: number } | undefined {
  const turns = new Map(run.steps.map(({ id, turnAt }) => [id, turnAt ?? Number.POSITIVE_INFINITY]));
  const known = new Map<number, { readonly value: number; readonly at: number }>();
  const read: ReadNow = (point) => known.get(point);
  for (const [index, { point, at, value }] of changes.entries()) {
    if (value === undefined) known.delete(point);
    else known.set(point, { value, at });
    // What changed at the same moment is looked at together.
    if (changes[index + 1]?.at === at) continue;
    const found = watch.seen(run, read).find(({ id }) => (turns.get(id) ?? at) <= at);
    if (found) return { id: found.id, at };
  }
  return undefined;
}
