import { copyBatch, type SampleBatch } from '../../domain/sample.ts';
import type { SampleConsumer } from '../pipeline.ts';

/** An hour of a large building, about 20 MB; what is older then goes on with the time it has. */
const MOST_HELD = 1_000_000;

/** Samples that wait for their right time. */
export class HeldSamples {
  private readonly consume: SampleConsumer;
  private batches: SampleBatch[] = [];
  private samples = 0;

  constructor(consume: SampleConsumer) {
    this.consume = consume;
  }

  /** Takes a copy. */
  hold(batch: SampleBatch): void {
    this.batches.push(copyBatch(batch));
    this.samples += batch.length;
    while (this.samples > MOST_HELD) {
      const oldest = this.batches.shift()!;
      this.samples -= oldest.length;
      this.consume(oldest);
    }
  }

  /** Hands on what is held, in order; a time before `beforeMs` came from our own clock and moves by `correctionMs`, others are the equipment's. */
  letGo(correctionMs: number, beforeMs: number): void {
    const { batches } = this;
    this.batches = [];
    this.samples = 0;
    for (const batch of batches) {
      for (let i = 0; i < batch.length; i++) {
        if (batch.sourceTime[i]! < beforeMs) batch.sourceTime[i] = batch.sourceTime[i]! + correctionMs;
      }
      this.consume(batch);
    }
  }
}
