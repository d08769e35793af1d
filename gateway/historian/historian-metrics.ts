import type { HistorianStatus } from '../ports/historian.ts';
import type { Metrics } from '../ports/metrics.ts';

/** Why a sample did not reach the log. */
export type DropReason = 'queue-full' | 'same-moment' | 'invalid';

/** The historian's counters about itself. */
export class HistorianMetrics {
  private readonly dropped;
  private readonly logged;
  private readonly logBytes;
  private readonly historyBytes;
  private readonly behind;
  private readonly behindSeconds;
  private readonly stored;
  private readonly quarantined;
  private readonly ignoredCommands;

  constructor(metrics: Metrics) {
    const gauge = (name: string, help: string, labels?: readonly string[]) =>
      metrics.gauge(`plantroom_historian_${name}`, help, labels);
    this.dropped = metrics.counter('plantroom_historian_dropped_samples_total', 'Samples that did not reach the log', [
      'reason',
    ]);
    this.logged = gauge('logged_samples', 'Samples written to the log since it began');
    this.logBytes = gauge('log_bytes', 'Compressed size of the sample log');
    this.historyBytes = gauge('history_bytes', 'Size of the embedded history');
    this.behind = gauge('sink_behind_samples', 'Samples a sink has not stored yet', ['sink']);
    this.behindSeconds = gauge('sink_behind_seconds', 'Age of the oldest sample a sink has not stored yet', ['sink']);
    this.stored = gauge('sink_stored_samples', 'Samples a sink has stored', ['sink']);
    this.quarantined = gauge('sink_quarantined_samples', 'Samples a sink refused', ['sink']);
    this.ignoredCommands = gauge('sink_ignored_commands', 'Commands of Sparkplug hosts that were not obeyed', ['sink']);
  }

  drop(reason: DropReason, samples: number): void {
    this.dropped.add(samples, { reason });
  }

  report(status: HistorianStatus): void {
    this.logged.set(status.loggedSamples);
    this.logBytes.set(status.logBytes);
    this.historyBytes.set(status.historyBytes);
    for (const cursor of status.cursors) {
      const { sink, behindSamples, behindMs, storedSamples, quarantinedSamples, ignoredCommands } = cursor;
      this.behind.set(behindSamples, { sink });
      this.behindSeconds.set(behindMs / 1_000, { sink });
      this.stored.set(storedSamples, { sink });
      this.quarantined.set(quarantinedSamples, { sink });
      if (ignoredCommands !== undefined) this.ignoredCommands.set(ignoredCommands, { sink });
    }
  }
}
