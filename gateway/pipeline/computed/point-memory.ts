import { isBad, QUALITY, worstQuality } from '../../domain/quality.ts';
import type { PastWindow as Past, ValueSource, WindowFigure } from '../../ports/expression.ts';
import type { PastColumn, PastWindow } from './past-window.ts';

/** What an evaluation has looked at. */
export interface Seen {
  /** The worst of what has a value. */
  readonly usable: number;
  /** The worst of what has none; good when everything had one. */
  readonly unusable: number;
  /** The newest source time. */
  readonly time: number;
}

/** The newest sample of every point that some expression looks at, with the pasts they ask for; notes what is looked at. */
export class PointMemory implements ValueSource {
  private readonly newest: Float64Array;
  private readonly quality: Uint8Array;
  private readonly time: Float64Array;
  private readonly windows = new Map<number, { readonly windowMs: number; readonly past: PastWindow }[]>();
  private usable: number = QUALITY.good;
  private unusable: number = QUALITY.good;
  private newestSeen = 0;

  constructor(points: number) {
    this.newest = new Float64Array(points).fill(Number.NaN);
    this.quality = new Uint8Array(points).fill(QUALITY['bad-waiting']);
    this.time = new Float64Array(points);
  }

  /** The same window asked for twice is kept once. */
  keep({ point, windowMs }: Past, create: () => PastWindow): void {
    const known = this.windows.get(point) ?? [];
    if (known.some((window) => window.windowMs === windowMs)) return;
    this.windows.set(point, [...known, { windowMs, past: create() }]);
  }

  /** What the history tells of the time before the first sample. */
  recall({ point, windowMs }: Past, columns: readonly PastColumn[]): void {
    this.windows
      .get(point)
      ?.find((window) => window.windowMs === windowMs)
      ?.past.recall(columns);
  }

  note(point: number, value: number, quality: number, time: number): void {
    this.newest[point] = value;
    this.quality[point] = quality;
    this.time[point] = time;
    for (const { past } of this.windows.get(point) ?? []) past.add(value, quality, time);
  }

  /** Begins to note anew what is looked at. */
  forgetSeen(): void {
    this.usable = QUALITY.good;
    this.unusable = QUALITY.good;
    this.newestSeen = 0;
  }

  get seen(): Seen {
    return { usable: this.usable, unusable: this.unusable, time: this.newestSeen };
  }

  value(point: number): number | undefined {
    const quality = this.quality[point]!;
    this.see(quality, this.time[point]!);
    return isBad(quality) ? undefined : this.newest[point];
  }

  /** A past is as good as what is known of it, whatever the newest sample is. */
  figure(figure: WindowFigure, { point, windowMs }: Past): number | undefined {
    const past = this.windows.get(point)?.find((window) => window.windowMs === windowMs)?.past;
    const value = past?.figure(figure);
    this.see(value === undefined ? QUALITY['bad-waiting'] : QUALITY.good, this.time[point]!);
    return value;
  }

  private see(quality: number, time: number): void {
    if (isBad(quality)) this.unusable = worstQuality(this.unusable, quality);
    else this.usable = worstQuality(this.usable, quality);
    this.newestSeen = Math.max(this.newestSeen, time);
  }
}
