import type { FailureCounts } from '../domain/connection-state.ts';
import { LatencyRing } from '../domain/latency-ring.ts';
import type { ReadResult, WriteResult } from '../ports/driver.ts';
import { BusLoad } from './bus-load.ts';
import type { FieldMetrics } from './field-metrics.ts';
import { LONGEST_WRITE_TURN_MS } from './link-calls.ts';
import type { LinkStatus } from './link-supervisor.ts';

type Figures = Pick<LinkStatus, 'loadPercent' | 'requestsPerSecond' | 'latency' | 'errors' | 'skippedCycles'>;

/** What is counted about one polled link, for the screen and for the metrics. `now` is monotonic ms. */
export class BusFigures {
  private readonly metrics: FieldMetrics;
  private readonly load: BusLoad;
  private readonly latency = new LatencyRing();
  private readonly errors: FailureCounts = { timeout: 0, exception: 0, garbled: 0, linkLost: 0 };
  private skippedCycles = 0;

  constructor(metrics: FieldMetrics, now: number) {
    this.metrics = metrics;
    this.load = new BusLoad(now);
  }

  readEnded(device: string, result: ReadResult, tookMs: number, now: number): void {
    this.occupied(tookMs, now);
    this.metrics.readCompleted(device, result.ok ? 'ok' : result.failure.kind);
    const hasAnswered = result.ok || result.failure.kind === 'exception';
    if (hasAnswered) this.latency.add(tookMs);
    if (hasAnswered) this.metrics.answered(tookMs);
    if (result.ok) return;
    if (result.failure.kind === 'exception') this.metrics.refused(device, result.failure.code);
    this.errors[result.failure.kind === 'link-lost' ? 'linkLost' : result.failure.kind]++;
  }

  writeEnded(device: string, result: WriteResult, tookMs: number, now: number): void {
    // The rest is spent waiting for the machine, while others use the link.
    this.occupied(Math.min(tookMs, LONGEST_WRITE_TURN_MS), now);
    this.metrics.writeCompleted(device, result.kind);
  }

  cyclesSkipped(cycles: number): void {
    if (cycles === 0) return;
    this.skippedCycles += cycles;
    this.metrics.cyclesSkipped(cycles);
  }

  status(now: number): Figures {
    const p50 = this.latency.median();
    const p95 = this.latency.percentile95();
    return {
      loadPercent: this.load.percent(now),
      requestsPerSecond: this.load.requestsPerSecond(now),
      latency: p50 === null || p95 === null ? null : { p50, p95 },
      errors: { ...this.errors },
      skippedCycles: this.skippedCycles,
    };
  }

  /** The link was busy with one question or write. */
  private occupied(tookMs: number, now: number): void {
    this.load.add(tookMs, now);
    this.metrics.busy(tookMs);
  }
}
