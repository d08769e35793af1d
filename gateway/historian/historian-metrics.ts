import type { DropReason, SampleFlow } from '../ports/historian.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { WorkerStatus } from './worker-status.ts';

/** A post waits up to 100 ms for its turn; what is above that is the disk. */
const COMMIT_SECONDS = [0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10];

/** The historian's counters about itself. */
export class HistorianMetrics {
  private readonly dropped;
  private readonly logged;
  private readonly fates;
  private readonly lost;
  private readonly damaged;
  private readonly commitSeconds;
  private readonly logBytes;
  private readonly historyBytes;
  private readonly behind;
  private readonly behindSeconds;
  private readonly stored;
  private readonly quarantined;
  private readonly expired;
  private readonly sinkLost;
  private readonly ignoredCommands;
  private readonly late;
  private readonly damagedRows;

  constructor(metrics: Metrics) {
    const gauge = (name: string, help: string, labels?: readonly string[]) =>
      metrics.gauge(`plantroom_historian_${name}`, help, labels);
    this.dropped = metrics.counter('plantroom_historian_dropped_samples_total', 'Samples that did not reach the log', [
      'reason',
    ]);
    this.logged = gauge('logged_samples', 'Samples written to the log since it began');
    this.logBytes = gauge('log_bytes', 'Size of the sample log on disk');
    this.fates = gauge('flow_samples', 'What became of the live samples: accepted is the sum of the others', ['fate']);
    this.lost = gauge('lost_samples', 'Samples that are missing, since the log began', ['kind', 'sink']);
    this.damaged = gauge('damaged_records', 'Records of the log that could not be read and were set aside');
    this.commitSeconds = metrics.histogram(
      'plantroom_historian_commit_seconds',
      'From the moment a sample was taken in until it was on disk; the oldest of each post',
      COMMIT_SECONDS,
    );
    this.historyBytes = gauge('history_bytes', 'Size of the embedded history');
    this.behind = gauge('sink_behind_samples', 'Samples a sink has not stored yet', ['sink']);
    this.behindSeconds = gauge('sink_behind_seconds', 'Age of the oldest sample a sink has not stored yet', ['sink']);
    this.stored = gauge('sink_stored_samples', 'Samples a sink has stored', ['sink']);
    this.quarantined = gauge('sink_quarantined_samples', 'Samples a sink refused', ['sink']);
    this.expired = gauge('sink_expired_samples', 'Samples older than a sink keeps data', ['sink']);
    this.sinkLost = gauge('sink_lost_samples', 'Samples gone before a sink had them', ['sink']);
    this.late = gauge('late_samples', 'Samples that came when only rollups of their day were left');
    this.damagedRows = gauge('damaged_rows', 'Blocks and rollups of the history that could not be read');
    this.ignoredCommands = gauge('sink_ignored_commands', 'Commands of Sparkplug hosts that were not obeyed', ['sink']);
  }

  drop(reason: DropReason, samples: number): void {
    this.dropped.add(samples, { reason });
  }

  commit(seconds: number): void {
    this.commitSeconds.observe(seconds);
  }

  flow({ accepted, logged, waiting, filtered, dropped }: SampleFlow): void {
    const fates = { accepted, logged, waiting, filtered, ...dropped };
    for (const [fate, samples] of Object.entries(fates)) this.fates.set(samples, { fate });
  }

  report(status: WorkerStatus): void {
    for (const { kind, sink, samples } of status.losses) this.lost.set(samples, { kind, sink: sink ?? '' });
    this.damaged.set(status.damagedRecords);
    this.logged.set(status.loggedSamples);
    this.logBytes.set(status.logBytes);
    this.historyBytes.set(status.historyBytes);
    for (const cursor of status.cursors) {
      const { sink, behindSamples, behindMs, storedSamples, quarantinedSamples, ignoredCommands } = cursor;
      this.behind.set(behindSamples, { sink });
      this.behindSeconds.set(behindMs / 1_000, { sink });
      this.stored.set(storedSamples, { sink });
      this.quarantined.set(quarantinedSamples, { sink });
      this.expired.set(cursor.expiredSamples ?? 0, { sink });
      this.sinkLost.set(cursor.lostSamples ?? 0, { sink });
      if (cursor.lateSamples !== undefined) this.late.set(cursor.lateSamples);
      if (cursor.damagedRows !== undefined) this.damagedRows.set(cursor.damagedRows);
      if (ignoredCommands !== undefined) this.ignoredCommands.set(ignoredCommands, { sink });
    }
  }
}
