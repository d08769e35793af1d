import type { MeterRunRecord } from '../../domain/duty/meter-runs/meter-draft.ts';
import type { AutoReading, MeterLine } from '../../domain/duty/meter-runs/meter-run.ts';
import type { CounterFacts } from '../../domain/duty/meter-runs/meter-steps.ts';
import type { MeterReplacement } from '../../domain/meter-replacement.ts';
import type { Point } from '../../domain/point.ts';
import { isBad } from '../../domain/quality.ts';
import type { SampleBatch } from '../../domain/sample.ts';
import type { CounterIncrement, HistoryReader } from '../../ports/historian.ts';

export type RunHistory = Pick<HistoryReader, 'newest' | 'increments' | 'meterReplacements'>;

interface Counter {
  readonly line: MeterLine;
  readonly point: Point;
}

export interface FactsQuestion {
  readonly record: MeterRunRecord;
  readonly points: ReadonlyMap<string, Point>;
  readonly maxAgeMs: number;
  /** The regular moment before this one, for meters no run has a reading of; null where there is none. */
  readonly momentBefore: number | null;
}

/** Less than that share of the time between two readings known: the historian's figure is not that of the whole time. */
const WHOLE = 0.99;

/** What telemetry and the historian say of every counter of a run at its moment. Rejects with HISTORY_UNAVAILABLE. */
export async function counterFacts(
  history: RunHistory,
  question: FactsQuestion,
): Promise<ReadonlyMap<string, CounterFacts>> {
  const { record, momentBefore, maxAgeMs } = question;
  const at = record.body.readingAt;
  const counters = countersOf(question);
  if (counters.length === 0) return new Map();
  const indexes = counters.map(({ point }) => point.index);
  const now = readingsOf(await history.newest(indexes, at), at, maxAgeMs);
  const before =
    momentBefore === null
      ? new Map<number, AutoReading>()
      : readingsOf(await history.newest(indexes, momentBefore), momentBefore, maxAgeMs);
  const starts = new Map(counters.map((counter) => [counter, startOf(counter, before)]));
  const rises = await risesOf(history, starts, at);
  const exchanges = await history.meterReplacements();
  return new Map(
    counters.map((counter) => {
      const { line, point } = counter;
      const start = starts.get(counter) ?? null;
      const rise = rises.get(point.index);
      const isKnown = rise !== undefined && rise.known >= WHOLE;
      return [
        line.meter,
        {
          auto: now.get(point.index) ?? NO_DATA,
          counted: isKnown ? rise.increment : null,
          isDoubtful: isKnown && rise.quality === 'suspect',
          lastBefore: line.last === null ? start : null,
          replaced: start === null ? [] : exchangesOf(exchanges, point.tag, start.at, at),
        },
      ];
    }),
  );
}

const NO_DATA: AutoReading = { value: null, at: null, reason: 'no-data' };

function countersOf({ record, points }: FactsQuestion): readonly Counter[] {
  return record.body.lines.flatMap((line) => {
    const point = line.point === null ? undefined : points.get(line.point);
    return point === undefined ? [] : [{ line, point }];
  });
}

function readingsOf(batch: SampleBatch, at: number, maxAgeMs: number): Map<number, AutoReading> {
  const readings = new Map<number, AutoReading>();
  for (let i = 0; i < batch.length; i++) {
    const [time, value] = [batch.sourceTime[i]!, batch.value[i]!];
    const isUseless = isBad(batch.quality[i]!) || !Number.isFinite(value);
    const reason = isUseless ? 'bad' : at - time > maxAgeMs ? 'old' : null;
    readings.set(batch.point[i]!, { value: reason === null ? value : null, at: time, reason });
  }
  return readings;
}

interface Start {
  readonly value: number;
  readonly at: number;
}

/** Where counting begins: the run before, else what telemetry had at the regular moment before. */
function startOf({ line, point }: Counter, before: ReadonlyMap<number, AutoReading>): Start | null {
  if (line.last !== null && line.lastAt !== null) return { value: line.last, at: line.lastAt };
  const reading = before.get(point.index);
  return reading?.value == null || reading.at === null ? null : { value: reading.value, at: reading.at };
}

/** Rises since each beginning, asked together for those that begin together; nearly always all of them do. */
async function risesOf(
  history: RunHistory,
  starts: ReadonlyMap<Counter, Start | null>,
  at: number,
): Promise<ReadonlyMap<number, CounterIncrement>> {
  const rises = new Map<number, CounterIncrement>();
  const groups = Map.groupBy(starts, ([, start]) => start?.at ?? null);
  for (const [from, members] of groups) {
    if (from === null || from >= at) continue;
    const tags = members.map(([{ point }]) => point.tag);
    for (const rise of await history.increments(tags, [from, at])) rises.set(rise.point, rise);
  }
  return rises;
}

function exchangesOf(all: readonly MeterReplacement[], tag: string, from: number, to: number): MeterLine['replaced'] {
  return all
    .filter((one) => one.tag === tag && one.undoneAt === null && one.at > from && one.at <= to)
    .sort((a, b) => a.at - b.at)
    .map(({ finalReading, startReading, at }) => ({ finalReading, startReading, at }));
}
