import type { ReadAs } from './column-map.ts';
import type { Entry } from './row-reader.ts';

const STEPS_COUNTED = 5_000;

/** What a first reading of a file tells about one tag in it. */
export interface TagSurvey {
  readonly as: ReadAs;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly entries: number;
}

/** Looks at everything a file says before anything is sent. */
export class HistorySurvey {
  entries = 0;
  readonly tags = new Map<string, TagSurvey>();
  private readonly steps = new Map<number, number>();
  private stepsCounted = 0;

  take({ tag, as, ms }: Entry): void {
    this.entries++;
    const known = this.tags.get(tag);
    if (known) this.countStep(ms - known.lastMs);
    const { firstMs = ms, lastMs = ms, entries = 0 } = known ?? {};
    this.tags.set(tag, {
      as,
      firstMs: Math.min(firstMs, ms),
      lastMs: Math.max(lastMs, ms),
      entries: entries + 1,
    });
  }

  /** The usual distance of two rows; undefined when there are not two. */
  get stepMs(): number | undefined {
    return [...this.steps].sort(([a, m], [b, n]) => n - m || a - b)[0]?.[0];
  }

  private countStep(ms: number): void {
    if (ms <= 0 || this.stepsCounted >= STEPS_COUNTED) return;
    this.stepsCounted++;
    this.steps.set(ms, (this.steps.get(ms) ?? 0) + 1);
  }
}
