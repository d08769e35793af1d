import { BatchBuilder, type SampleBatch } from '../domain/sample.ts';
import type { ReadingSink } from '../ports/driver.ts';

/** Gathers what one link reads into one batch and hands it on at each flush. `handOn` copies what it keeps. */
export class ReadingCollector implements ReadingSink {
  private readonly batch = new BatchBuilder();
  private readonly handOn: (batch: SampleBatch) => void;

  constructor(handOn: (batch: SampleBatch) => void) {
    this.handOn = handOn;
  }

  reading(point: number, value: number, quality: number, sourceTime: number): void {
    this.batch.add(point, value, quality, sourceTime);
  }

  flush(): void {
    if (this.batch.length === 0) return;
    try {
      this.handOn(this.batch);
    } finally {
      this.batch.clear();
    }
  }
}
