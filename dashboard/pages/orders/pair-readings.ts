import type { WireOrder } from '../../data/order-api.ts';

type Reading = WireOrder['readings'][number];

/** One point before and after the work. */
export interface ReadingPair {
  readonly tag: string;
  readonly before: Reading | undefined;
  readonly after: Reading | undefined;
}

/** Readings by their point, in the order they were taken first; of several the last counts. */
export function pairReadings(readings: readonly Reading[]): readonly ReadingPair[] {
  const tags = [...new Set(readings.map(({ tag }) => tag))];
  return tags.map((tag) => {
    const last = (stage: Reading['stage']) => readings.findLast((one) => one.tag === tag && one.stage === stage);
    return { tag, before: last('before'), after: last('after') };
  });
}
