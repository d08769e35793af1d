import type { LogPosition, LogRecord } from '../../log/sample-log.ts';

/** How far the embedded historian has come in the log, and what it did not find there. */
export class LogProgress {
  /** Last batch whose samples are in memory or in blocks. */
  id: number;
  /** Samples up to there since the log began. */
  all: number;
  /** When something was taken last, ms since the epoch. */
  takenAt: number | null = null;
  /** Samples that were damaged in the log, or deleted from it before they were taken. */
  missed = 0;

  constructor({ id, all }: Pick<LogPosition, 'id' | 'all'>) {
    this.id = id;
    this.all = all;
  }

  take({ position, samples, count }: LogRecord, nowMs: number): void {
    this.id = position.id;
    this.all = position.all;
    this.takenAt = nowMs;
    if (!samples) this.missed += count;
  }

  /** Batches up to `position` are gone from the log. */
  skip({ id, all }: LogPosition): void {
    if (id <= this.id) return;
    this.missed += all - this.all;
    this.id = id;
    this.all = all;
  }
}
