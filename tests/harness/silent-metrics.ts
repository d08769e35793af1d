import type { Metrics } from '../../gateway/ports/metrics.ts';

/** Metrics for tests that do not look at them. */
export const silentMetrics: Metrics = {
  counter: () => ({ add: () => {} }),
  gauge: () => ({ set: () => {} }),
  histogram: () => ({ observe: () => {} }),
};
