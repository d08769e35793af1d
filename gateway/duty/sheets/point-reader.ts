import type { AutoValue, EmptyReason } from '../../domain/duty/sheets/log-sheet.ts';
import type { Point } from '../../domain/point.ts';
import { isBad, isGood, qualityName } from '../../domain/quality.ts';
import type { HistoryReader, HistorySamples } from '../../ports/historian.ts';
import type { LatestValues } from '../../ports/latest-values.ts';

export interface PointReaderParts {
  /** By tag. */
  readonly points: ReadonlyMap<string, Point>;
  readonly latest: LatestValues;
  readonly history: Pick<HistoryReader, 'samples'>;
  /** Whether the equipment was in maintenance mode. */
  readonly isUnderRepair: (equipment: string, at: number) => boolean;
}

/** A moment that is only just over is read from the live values; anything older from the history. */
const LIVE_MS = 30_000;
/** The history keeps a value that does not change once in five minutes; a slow scan class adds its period. */
const SILENCE_MS = 330_000;
const MOST_SAMPLES = 20_000;

/** What one point said at one moment. */
export interface PointAt {
  readonly tag: string;
  readonly at: number;
  /** Older is no value, even if it is good. */
  readonly maxAgeMs: number;
}

/** Reads points as they were at a moment: a good sample at or before it and not too old, or the reason why there is none. */
export class PointReader {
  private readonly parts: PointReaderParts;

  constructor(parts: PointReaderParts) {
    this.parts = parts;
  }

  /** Never rejects: a history that does not answer is a reason, too. */
  async read({ tag, at, maxAgeMs }: PointAt, now: number): Promise<AutoValue> {
    const point = this.parts.points.get(tag);
    if (!point) return empty('no-data');
    const live = now - at <= LIVE_MS ? this.live(point, at, maxAgeMs) : undefined;
    const found = live?.value == null ? ((await this.past(point, at, maxAgeMs)) ?? live) : live;
    if (found?.value != null || !this.parts.isUnderRepair(point.equipment, at)) return found ?? empty('no-data');
    return empty('under-repair');
  }

  private live({ index, staleAfterMs, periodMs }: Point, at: number, maxAgeMs: number): AutoValue | undefined {
    const { value, quality, sourceTime } = this.parts.latest;
    const sourceAt = sourceTime[index] ?? 0;
    const code = quality[index]!;
    if (isBad(code)) return empty(reasonOf(code));
    if (sourceAt > at + LIVE_MS) return undefined;
    if (at - sourceAt > Math.max(maxAgeMs, staleAfterMs, 2 * periodMs)) return empty('too-old');
    return sampled(value[index]!, code, sourceAt);
  }

  /** Undefined where the history knows nothing. */
  private async past({ tag, periodMs }: Point, at: number, maxAgeMs: number): Promise<AutoValue | undefined> {
    const silence = SILENCE_MS + 2 * periodMs;
    const reach = Math.max(maxAgeMs, silence);
    try {
      const samples = await this.parts.history.samples(tag, at - reach, at + silence, MOST_SAMPLES);
      return judgePast(samples, at, maxAgeMs, silence);
    } catch {
      return empty('no-answer');
    }
  }
}

/**
 * Of recorded samples round a moment: the last one at or before it counts when it is good and young enough. One that is older counts
 * where the next one follows in time as well: then nothing had changed meanwhile, and the point was alive.
 */
export function judgePast(
  { time, value, quality }: Pick<HistorySamples, 'time' | 'value' | 'quality'>,
  at: number,
  maxAgeMs: number,
  silenceMs: number,
): AutoValue | undefined {
  const last = time.findLastIndex((one) => one <= at);
  if (last < 0) return undefined;
  const code = quality[last]!;
  const age = at - time[last]!;
  if (isBad(code)) return empty(reasonOf(code));
  const next = last + 1 < time.length && time[last + 1]! - at <= silenceMs;
  const isHeld = age <= silenceMs && next;
  return age <= maxAgeMs || isHeld ? sampled(value[last]!, code, time[last]!) : empty('too-old');
}

const sampled = (value: number, quality: number, sourceAt: number): AutoValue =>
  Number.isFinite(value) ? { ...empty(null), value, sourceAt, uncertain: !isGood(quality) } : empty('bad-value');

/** A cell without a value. */
export const empty = (reason: EmptyReason | null): AutoValue => ({
  ...{ value: null, reason, sourceAt: null, uncertain: false, spread: null, spansSince: null, exchange: null },
});

function reasonOf(code: number): EmptyReason {
  switch (qualityName(code)) {
    case 'bad-not-connected':
    case 'bad-timeout':
    case 'bad-stale':
      return 'device-offline';
    case 'bad-waiting':
      return 'no-data';
    default:
      return 'bad-value';
  }
}
