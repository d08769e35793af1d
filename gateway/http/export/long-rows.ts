import { longRow } from '../../contract/history-file.ts';
import { isBad, qualityName } from '../../domain/quality.ts';
import type { HistorySamples } from '../../ports/historian.ts';
import { type ExportPlan, ROWS_AT_ONCE } from './export-plan.ts';

const PAGE_SAMPLES = 10_000;

/** One row per sample: tag after tag, each in order of time. Memory holds one page, however long the range. */
export async function* longRows(plan: ExportPlan): AsyncGenerator<string> {
  const { tags, after, fromMs } = plan;
  const first = after === undefined ? 0 : tags.indexOf(after.tag);
  for (const [i, tag] of tags.slice(first).entries()) {
    const startMs = i === 0 && after ? Math.max(fromMs, after.ms + 1) : fromMs;
    yield* rowsOf(tag, startMs, plan);
  }
}

async function* rowsOf(tag: string, startMs: number, plan: ExportPlan): AsyncGenerator<string> {
  for (let from: number | null = startMs; from !== null; ) {
    const page: HistorySamples = await plan.reader.samples(tag, from, plan.toMs, PAGE_SAMPLES);
    for (let i = 0; i < page.time.length; i += ROWS_AT_ONCE) {
      yield rowsText(page, i, plan);
      await nextTurn();
    }
    from = page.nextMs;
  }
}

function rowsText({ tag, time, value, quality }: HistorySamples, start: number, plan: ExportPlan): string {
  const end = Math.min(time.length, start + ROWS_AT_ONCE);
  let text = '';
  for (let i = start; i < end; i++) {
    const code = quality[i]!;
    const shown = isBad(code) ? null : value[i]!;
    text += longRow(plan.format, { tag, time: plan.timeText(time[i]!), value: shown, quality: qualityName(code) });
  }
  return text;
}

/** Everybody else on this thread comes first. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
