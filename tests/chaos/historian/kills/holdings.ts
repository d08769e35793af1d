import type { HistoryReader } from '../../../../gateway/ports/historian.ts';
import {
  clip,
  describeSpans,
  pointTag,
  type Span,
  sameSpans,
  spansOf,
  TICK_MS,
  TICKS_PER_DAY,
  tickOf,
} from './ticks.ts';
import type { Holdings, WriterSettings } from './writer-protocol.ts';

const MOST_FAULTS = 5;
const MOST_COLUMNS = 10_000;

/** Asks the embedded history for every sample of every point with from ≤ tick < to. */
export async function readHoldings(
  reader: HistoryReader,
  { points, startMs }: Pick<WriterSettings, 'points' | 'startMs'>,
  from: number,
  to: number,
): Promise<Holdings> {
  const faults: string[] = [];
  const differing: string[] = [];
  let agreed: readonly Span[] | undefined;
  let samples = 0;
  for (let point = 0; point < points; point++) {
    const ticks = await ticksOf(reader, point, startMs, from, to, faults);
    const spans = spansOf(ticks);
    samples += ticks.length;
    agreed ??= spans;
    if (!sameSpans(agreed, spans))
      differing.push(`point ${point} has ${describeSpans(spans)} where point 0 has ${describeSpans(agreed)}`);
  }
  const few = (texts: readonly string[]): string[] => texts.slice(0, MOST_FAULTS);
  return { spans: agreed ?? [], differing: few(differing), samples, faults: few(faults) };
}

/** Day by day, so that the answer is the samples themselves. */
async function ticksOf(
  reader: HistoryReader,
  point: number,
  startMs: number,
  from: number,
  to: number,
  faults: string[],
): Promise<number[]> {
  const found: number[] = [];
  for (let day = Math.floor(from / TICKS_PER_DAY); day * TICKS_PER_DAY < to; day++) {
    const [part] = clip([[day * TICKS_PER_DAY, (day + 1) * TICKS_PER_DAY - 1]], from, to);
    if (!part) continue;
    const [firstMs, endMs] = [startMs + part[0] * TICK_MS, startMs + (part[1] + 1) * TICK_MS];
    const { columnMs, time, last } = await reader.query(pointTag(point), firstMs, endMs, MOST_COLUMNS);
    if (columnMs !== 0) faults.push(`point ${point}: asked for samples, got columns of ${columnMs} ms`);
    for (let i = 0; i < time.length; i++) {
      const isOutside = time[i]! < firstMs || time[i]! >= endMs;
      if (isOutside || Number.isNaN(last[i])) continue;
      const tick = tickOf(point, last[i]!);
      if (time[i] !== startMs + tick * TICK_MS) faults.push(`point ${point}: ${last[i]} at ${time[i]} was never given`);
      else found.push(tick);
    }
  }
  return found;
}
