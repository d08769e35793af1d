import {
  collectDefaultMetrics,
  Counter as PromCounter,
  Gauge as PromGauge,
  Histogram as PromHistogram,
  Registry,
} from '@prometheus-io/client';
import type { Counter, Gauge, Histogram, Metrics } from '../ports/metrics.ts';

export interface MetricsRegistry extends Metrics {
  /** Everything in Prometheus text format 0.0.4. */
  text(): Promise<string>;
}

/** Our own counters beside those of the process (CPU, memory, garbage collection, event-loop lag). To be made once per process. */
export function createMetrics(): MetricsRegistry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 });
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  return {
    counter: (name, help, labels = []) =>
      once(counters, name, () => {
        const counter = new PromCounter({ name, help, labelNames: [...labels], registers: [registry] });
        return { add: (amount = 1, values = {}) => counter.inc(values, amount) };
      }),
    gauge: (name, help, labels = []) =>
      once(gauges, name, () => {
        const gauge = new PromGauge({ name, help, labelNames: [...labels], registers: [registry] });
        return { set: (value, values = {}) => gauge.set(values, value) };
      }),
    histogram: (name, help, buckets, labels = []) =>
      once(histograms, name, () => {
        const options = { name, help, labelNames: [...labels], buckets: [...buckets], registers: [registry] };
        const histogram = new PromHistogram(options);
        return { observe: (value, values = {}) => histogram.observe(values, value) };
      }),
    text: () => registry.metrics(),
  };
}

function once<T>(made: Map<string, T>, name: string, make: () => T): T {
  const instrument = made.get(name) ?? make();
  made.set(name, instrument);
  return instrument;
}
