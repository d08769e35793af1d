import type { Point } from '../domain/point.ts';
import type { SampleBatch } from '../domain/sample.ts';
import { createConverter } from './convert.ts';

/** Takes a batch within the same turn; copies what it keeps. */
export type SampleConsumer = (batch: SampleBatch) => void;

/** Samples that follow from other samples. */
export interface Derivation {
  take(batch: SampleBatch): SampleBatch;
}

/**
 * What happens to every reading, in this order: it becomes a sample, then each consumer sees it, then what follows from it.
 * Alarms come before anything that thins: a limit crossed inside the deadband must still be seen.
 */
export function createPipeline(
  points: readonly Point[],
  consumers: readonly SampleConsumer[],
  derivation?: Derivation,
): SampleConsumer {
  const convert = createConverter(points);
  return (batch) => {
    convert(batch);
    for (const consume of consumers) consume(batch);
    const derived = derivation?.take(batch);
    if (!derived || derived.length === 0) return;
    for (const consume of consumers) consume(derived);
  };
}
