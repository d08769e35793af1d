import { isGood, QUALITY } from '../domain/quality.ts';
import type { SampleBatch } from '../domain/sample.ts';
import type { Clock } from '../ports/clock.ts';
import type { Historian } from '../ports/historian.ts';
import type { Logger } from '../ports/logger.ts';

export interface ManualValuesOptions {
  /** Indexes of the points nobody polls. */
  readonly points: readonly number[];
  readonly historian: Pick<Historian, 'reader' | 'onBackfill'>;
  /** Takes the newest sample of each; it is neither alarmed nor recorded again. */
  readonly show: (batch: SampleBatch) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Shows the newest recorded value of points that nobody polls: at the start, and after every import that is about them. */
export class ManualValues {
  private readonly options: ManualValuesOptions;
  private readonly points: ReadonlySet<number>;
  private readonly unsubscribe: () => void;
  /** Points to look at, gathered while a look is under way. */
  private waiting = new Set<number>();
  private looking: Promise<void> | undefined;
  private isStopped = false;

  constructor(options: ManualValuesOptions) {
    this.options = options;
    this.points = new Set(options.points);
    this.unsubscribe = options.historian.onBackfill((points) => this.look(points));
    this.look(this.points);
  }

  /** Resolves when what has been asked for is shown. */
  async settled(): Promise<void> {
    await this.looking;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.unsubscribe();
    await this.looking;
  }

  private look(points: ReadonlySet<number>): void {
    for (const point of points) if (this.points.has(point)) this.waiting.add(point);
    if (this.waiting.size > 0) this.looking ??= this.work();
  }

  private async work(): Promise<void> {
    const { historian, clock, logger } = this.options;
    while (this.waiting.size > 0 && !this.isStopped) {
      const asked = [...this.waiting];
      this.waiting = new Set();
      try {
        this.show(await historian.reader.newest(asked, clock.nowMs()));
      } catch (error) {
        logger.warn({ err: error, points: asked.length }, 'the last values of points read by hand cannot be shown');
      }
    }
    this.looking = undefined;
  }

  /** What was measured once is not measured now. */
  private show(batch: SampleBatch): void {
    if (batch.length === 0 || this.isStopped) return;
    const quality = Uint8Array.from(batch.quality, (code) => (isGood(code) ? QUALITY['good-manual'] : code));
    this.options.show({ ...batch, quality });
  }
}
