import type { Point } from '../../domain/point.ts';
import type { PastWindow as Past } from '../../ports/expression.ts';
import type { HistoryColumns, HistoryReader } from '../../ports/historian.ts';
import type { PastColumn } from './past-window.ts';

/** Shorter ones fill by themselves soon. */
const SHORTEST_MS = 600_000;
/** As many as a past has steps. */
const COLUMNS = 120;

export interface RecallOptions {
  readonly windows: readonly Past[];
  readonly points: readonly Pick<Point, 'tag'>[];
  readonly history: Pick<HistoryReader, 'query'>;
  readonly nowMs: number;
  readonly recall: (window: Past, columns: readonly PastColumn[]) => void;
}

/**
 * Fills the pasts that expressions look at from the history, one after the other, the longest first; live samples may come meanwhile.
 * Rejects with HISTORY_UNAVAILABLE; what was not filled fills by itself, as it would have without.
 */
export async function recallPasts({ windows, points, history, nowMs, recall }: RecallOptions): Promise<void> {
  const wanted = new Map<string, Past>();
  for (const window of windows)
    if (window.windowMs >= SHORTEST_MS) wanted.set(`${window.point} ${window.windowMs}`, window);
  for (const window of [...wanted.values()].sort((a, b) => b.windowMs - a.windowMs)) {
    const tag = points[window.point]?.tag;
    if (tag === undefined) continue;
    recall(window, columnsOf(await history.query(tag, nowMs - window.windowMs, nowMs, COLUMNS)));
  }
}

/** Stretches of which something is known. Few raw samples come as they are: each holds until the next. */
function columnsOf({ columnMs, toMs, time, mean, min, max, last, good }: HistoryColumns): PastColumn[] {
  const columns: PastColumn[] = [];
  for (let i = 0; i < time.length; i++) {
    const lengthMs = columnMs > 0 ? columnMs : (time[i + 1] ?? toMs) - time[i]!;
    if (!(good[i]! > 0) || !Number.isFinite(mean[i]!)) continue;
    const stretch = { mean: mean[i]!, low: min[i]!, high: max[i]!, last: last[i]! };
    columns.push({ time: time[i]!, knownMs: good[i]! * lengthMs, ...stretch });
  }
  return columns;
}
