import type { SeenValue } from '../../domain/duty/rounds/round.ts';
import type { Point } from '../../domain/point.ts';
import { isBad } from '../../domain/quality.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { LatestValues } from '../../ports/latest-values.ts';

export interface PresentValuesOptions {
  readonly points: readonly Point[];
  readonly latest: Pick<LatestValues, 'value' | 'quality' | 'sourceTime'>;
  readonly history: Pick<HistoryReader, 'newest'>;
}

/** A moment so near is answered from the live values. */
const LIVE_MS = 15_000;
/** A recorded value holds no longer (gateway/historian/limits.ts: it is recorded again every five minutes). */
const HOLD_MS = 600_000;

/** What telemetry says at a moment: live, or, for what a phone brings later, from the record. */
export class PresentValues {
  private readonly options: PresentValuesOptions;
  private readonly byTag: ReadonlyMap<string, Point>;

  constructor(options: PresentValuesOptions) {
    this.options = options;
    this.byTag = new Map(options.points.map((point) => [point.tag, point]));
  }

  /** By tag; a tag the site no longer has is left out. History that cannot be read gives values without a number. */
  async at(tags: readonly string[], at: number, now: number): Promise<ReadonlyMap<string, SeenValue>> {
    const points = tags.flatMap((tag) => this.byTag.get(tag) ?? []);
    if (now - at <= LIVE_MS) return new Map(points.map((point) => [point.tag, this.live(point)]));
    const recorded = await this.recorded(points, at);
    return new Map(points.map(({ tag, index }) => [tag, recorded.get(index) ?? NO_DATA]));
  }

  private live({ index, decimals }: Point): SeenValue {
    const { value, quality, sourceTime } = this.options.latest;
    const at = sourceTime[index] || null;
    if (at === null) return NO_DATA;
    if (isBad(quality[index] ?? 255)) return { value: null, reason: 'bad', at };
    return { value: rounded(value[index] ?? Number.NaN, decimals), reason: null, at };
  }

  private async recorded(points: readonly Point[], at: number): Promise<ReadonlyMap<number, SeenValue>> {
    const decimals = new Map(points.map((point) => [point.index, point.decimals]));
    const batch = await this.options.history.newest([...decimals.keys()], at).catch(() => undefined);
    const found = new Map<number, SeenValue>();
    for (let i = 0; i < (batch?.length ?? 0); i++) {
      const [point, time, value] = [batch!.point[i]!, batch!.sourceTime[i]!, batch!.value[i]!];
      const isOld = at - time > HOLD_MS;
      const reason = isOld ? 'old' : isBad(batch!.quality[i]!) ? 'bad' : null;
      found.set(point, { value: reason === null ? rounded(value, decimals.get(point) ?? 3) : null, reason, at: time });
    }
    return found;
  }
}

const NO_DATA: SeenValue = { value: null, reason: 'no-data', at: null };

/** As it is shown; null for what is no number. */
const rounded = (value: number, decimals: number): number | null =>
  Number.isFinite(value) ? Number(value.toFixed(decimals)) : null;
