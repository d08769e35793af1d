import { distance } from '../../domain/duty/complaints/comfort.ts';
import type { ComfortZone } from '../../domain/duty/sheets/sheets-plan.ts';
import type { Point } from '../../domain/point.ts';
import { isBad } from '../../domain/quality.ts';
import { isInHours } from '../../domain/week-hours.ts';
import type { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { LatestValues } from '../../ports/latest-values.ts';

export interface ComfortWatchOptions {
  readonly zones: readonly ComfortZone[];
  readonly points: ReadonlyMap<string, Point>;
  readonly latest: LatestValues;
  readonly zone: ZoneOffsets;
  readonly notices: DutyNotices;
}

interface Stretch {
  readonly since: number;
  readonly told: boolean;
}

/** Tells the duty when a zone has been out of its band for long, in the hours in which people are there; once per stretch. */
export class ComfortWatch {
  private readonly options: ComfortWatchOptions;
  /** By zone; at most one each. */
  private readonly out = new Map<string, Stretch>();

  constructor(options: ComfortWatchOptions) {
    this.options = options;
  }

  async tick(now: number): Promise<void> {
    for (const zone of this.options.zones) this.look(zone, now);
  }

  private look(zone: ComfortZone, now: number): void {
    const { hours } = zone;
    const isPeopled = hours.length === 0 || isInHours(hours, now + this.options.zone.at(now));
    const wrong = isPeopled ? this.wrongIn(zone) : undefined;
    if (!wrong) {
      this.out.delete(zone.id);
      return;
    }
    const { since, told } = this.out.get(zone.id) ?? { since: now, told: false };
    const isLong = now - since >= zone.tellAfterMs;
    if (isLong && !told) this.tell(zone, wrong, since, now);
    this.out.set(zone.id, { since, told: told || isLong });
  }

  /** A value that nobody knows is neither right nor wrong. */
  private wrongIn({ temperature, humidity }: ComfortZone): string | undefined {
    const { points, latest } = this.options;
    for (const band of [temperature, humidity]) {
      const point = band ? points.get(band.tag) : undefined;
      if (!band || !point || isBad(latest.quality[point.index]!)) continue;
      const value = latest.value[point.index]!;
      if (distance(value, band) > 0) return `${value.toFixed(point.decimals)} ${point.unit} (${band.low}–${band.high})`;
    }
    return undefined;
  }

  private tell({ id, title }: ComfortZone, wrong: string, since: number, at: number): void {
    const minutes = Math.round((at - since) / 60_000);
    const text = {
      en: `${title.en} has been out of its comfort band for ${minutes} min: ${wrong}`,
      zh: `${title.zh} 超出舒适范围已 ${minutes} 分钟：${wrong}`,
    };
    this.options.notices.tell({ code: 'COMFORT', priority: 'P4', key: `comfort ${id} ${since}`, at, text });
  }
}
