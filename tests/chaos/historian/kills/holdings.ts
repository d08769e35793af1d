import type { HistoryReader } from '../../../../gateway/ports/historian.ts';
import { describeSpans, pointTag, type Span, sameSpans, spansOf, TICK_MS, tickOf } from './ticks.ts';
import type { Holdings, WriterSettings } from './writer-protocol.ts';

const MOST_FAULTS = 5;
const MOST_SAMPLES = 20_000;

/** Asks the embedded history for every sample of every point with from ≤ tick < to. */
export async function readHoldings(
  reader: HistoryReader,
  settings: Pick<WriterSettings, 'points' | 'startMs' | 'divisor'>,
  from: number,
  to: number,
): Promise<Holdings> {
  const faults: string[] = [];
  const differing: string[] = [];
  let agreed: readonly Span[] | undefined;
  let samples = 0;
  for (let point = 0; point < settings.points; point++) {
    const ticks = await ticksOf(reader, point, settings, from, to, faults);
    const spans = spansOf(ticks);
    samples += ticks.length;
    agreed ??= spans;
    if (!sameSpans(agreed, spans))
      differing.push(`point ${point} has ${describeSpans(spans)} where point 0 has ${describeSpans(agreed)}`);
  }
  const few = (texts: readonly string[]): string[] => texts.slice(0, MOST_FAULTS);
  return { spans: agreed ?? [], differing: few(differing), samples, faults: few(faults) };
}

/** Bad samples mark holes; they are nobody's tick. */
async function ticksOf(
  reader: HistoryReader,
  point: number,
  { startMs, divisor }: Pick<WriterSettings, 'startMs' | 'divisor'>,
  from: number,
  to: number,
  faults: string[],
): Promise<number[]> {
  const found: number[] = [];
  const endMs = startMs + to * TICK_MS;
  for (let fromMs: number | null = startMs + from * TICK_MS; fromMs !== null; ) {
    const { time, value, nextMs } = await reader.samples(pointTag(point), fromMs, endMs, MOST_SAMPLES);
    for (let i = 0; i < time.length; i++) {
      if (Number.isNaN(value[i])) continue;
      const tick = tickOf(point, value[i]!, divisor);
      if (time[i] === startMs + tick * TICK_MS) found.push(tick);
      else faults.push(`point ${point}: ${value[i]} at ${time[i]} was never given`);
    }
    fromMs = nextMs;
  }
  return found;
}
