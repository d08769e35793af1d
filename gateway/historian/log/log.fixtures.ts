import { BatchBuilder, copyBatch, type SampleBatch } from '../../domain/sample.ts';

/** A batch of samples told as [point, value, quality, time]. */
export function samplesOf(...samples: readonly (readonly [number, number, number, number])[]): SampleBatch {
  const batch = new BatchBuilder(Math.max(1, samples.length));
  for (const [point, value, quality, time] of samples) batch.add(point, value, quality, time);
  return copyBatch(batch);
}
