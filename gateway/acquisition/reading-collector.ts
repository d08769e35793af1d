import { BatchBuilder, type SampleBatch } from '../domain/sample.ts';
import type { ReadingSink } from '../ports/driver.ts';
import { cleanText } from './clean-text.ts';
import { PointNumbers } from './point-numbers.ts';

/** Takes the text of one point of kind `text`; empty when the quality is bad. Must not throw. */
export type TextListener = (point: number, text: string, quality: number, sourceTime: number) => void;

/** Gathers what one link reads into one batch and hands it on at each flush. `handOn` copies what it keeps. */
export class ReadingCollector implements ReadingSink {
  private readonly batch = new BatchBuilder();
  private readonly handOn: (batch: SampleBatch) => void;
  private readonly handOnText: TextListener;
  private readonly numbers: PointNumbers;

  constructor(handOn: (batch: SampleBatch) => void, handOnText: TextListener, numbers = new PointNumbers()) {
    this.handOn = handOn;
    this.handOnText = handOnText;
    this.numbers = numbers;
  }

  reading(point: number, value: number, quality: number, sourceTime: number): void {
    const index = this.numbers.site(point);
    if (index !== undefined) this.batch.add(index, value, quality, sourceTime);
  }

  /** The words go their own way at once; among the numbers the point only carries its quality, so that it can go stale. */
  text(point: number, text: string, quality: number, sourceTime: number): void {
    const index = this.numbers.site(point);
    if (index !== undefined) this.handOnText(index, cleanText(text), quality, sourceTime);
    this.reading(point, 0, quality, sourceTime);
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
