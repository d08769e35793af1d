import type { HistoryReader } from '../../ports/historian.ts';
import type { RehearsalRun } from './rehearse.ts';

const DAY_MS = 86_400_000;
const PAGE = 20_000;
/** About a second of work; a point that changes every second is looked at for fewer days. */
const MOST_SAMPLES = 600_000;

/** What of the past has been looked at: from the first stored sample on. */
export interface RehearsedPast {
  readonly from: number;
  readonly to: number;
  readonly samples: number;
}

/**
 * Feeds the stored samples of a point to some runs, page by page, so that other work goes on between. Of a point with very many
 * samples only the newest days. Rejects with HISTORY_UNAVAILABLE.
 */
export async function rehearseHistory(
  reader: Pick<HistoryReader, 'samples'>,
  tag: string,
  runs: readonly RehearsalRun[],
  { from, to }: { readonly from: number; readonly to: number },
): Promise<RehearsedPast> {
  const start = Math.max(from, to - (await affordableMs(reader, tag, to)));
  let next: number | null = start;
  let samples = 0;
  let first: number | undefined;
  while (next !== null && samples < MOST_SAMPLES) {
    const page: Awaited<ReturnType<HistoryReader['samples']>> = await reader.samples(tag, next, to, PAGE);
    for (let i = 0; i < page.time.length; i++) {
      const sample = { time: page.time[i]!, value: page.value[i]!, quality: page.quality[i]! };
      for (const run of runs) run.take(sample);
    }
    first ??= page.time[0];
    samples += page.time.length;
    next = page.nextMs;
  }
  return { from: first ?? start, to: next ?? to, samples };
}

/** How far back the samples of so many as the last day had go. */
async function affordableMs(reader: Pick<HistoryReader, 'samples'>, tag: string, to: number): Promise<number> {
  const { time, nextMs } = await reader.samples(tag, to - DAY_MS, to, PAGE);
  const coveredMs = nextMs === null ? DAY_MS : Math.max(1, nextMs - (to - DAY_MS));
  return (MOST_SAMPLES / Math.max(1, time.length)) * coveredMs;
}
