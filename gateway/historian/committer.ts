import type { Clock, Timer } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { LogEntry, LogRecord, SampleLog } from './log/sample-log.ts';

const RETRY_MS = 1_000;

export interface CommitterDependencies {
  readonly log: SampleLog;
  readonly session: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onCommitted: (seq: number, records: readonly LogRecord[]) => void;
  /** Called before a retry: the place to make room on a full disk. */
  readonly onFailed: () => void;
}

/** Group commit: everything that has arrived goes into one transaction. What the disk refuses waits here and is tried again. */
export class Committer {
  private readonly deps: CommitterDependencies;
  /** Bounded by the posts the main side allows in flight. */
  private waiting: LogEntry[] = [];
  private timer: Timer | undefined;
  problem: string | null = null;

  constructor(deps: CommitterDependencies) {
    this.deps = deps;
  }

  add(entry: LogEntry): void {
    this.waiting.push(entry);
    this.timer ??= this.deps.clock.after(0, () => this.commit());
  }

  /** Writes at once what waits; false when the disk refused. */
  commit(): boolean {
    this.timer?.cancel();
    this.timer = undefined;
    if (this.waiting.length === 0) return true;
    const entries = this.waiting;
    const records = this.tryCommit(entries);
    if (!records) {
      this.timer = this.deps.clock.after(RETRY_MS, () => this.retry());
      return false;
    }
    this.waiting = [];
    this.problem = null;
    this.deps.onCommitted(entries.at(-1)!.seq, records);
    return true;
  }

  stop(): void {
    this.timer?.cancel();
    this.timer = undefined;
  }

  private retry(): void {
    this.deps.onFailed();
    this.commit();
  }

  private tryCommit(entries: readonly LogEntry[]): LogRecord[] | undefined {
    try {
      return this.deps.log.commit(this.deps.session, entries);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (this.problem === null)
        this.deps.logger.error({ err: error }, 'the sample log cannot be written; trying again');
      this.problem = `the sample log cannot be written: ${reason}`;
      return undefined;
    }
  }
}
