import type { Counter, Gauge, Histogram, Metrics } from '../ports/metrics.ts';

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** How storing goes: what waits, how long it takes, and what had to be given up. */
export class CommitFigures {
  private readonly droppedCounter: Counter;
  private readonly waitingGauge: Gauge;
  private readonly seconds: Histogram;
  private gap = 0;
  /** Since the process started. */
  dropped = 0;

  constructor(metrics: Metrics) {
    const help = 'Alarm transitions that could not be kept';
    this.droppedCounter = metrics.counter('plantroom_alarm_transitions_dropped_total', help);
    this.waitingGauge = metrics.gauge('plantroom_alarm_transitions_waiting', 'Alarm transitions not stored yet');
    this.seconds = metrics.histogram('plantroom_alarm_commit_seconds', 'Time of one alarm transaction', BUCKETS);
  }

  showWaiting(entries: number): void {
    this.waitingGauge.set(entries);
  }

  took(ms: number): void {
    this.seconds.observe(ms / 1000);
  }

  lose(transitions: number): void {
    if (transitions === 0) return;
    this.gap += transitions;
    this.dropped += transitions;
    this.droppedCounter.add(transitions);
  }

  /** Transitions lost since the last call: steps the journal will never know of. */
  takeGap(): number {
    const { gap } = this;
    this.gap = 0;
    return gap;
  }
}
