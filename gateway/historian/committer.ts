import type { Clock, Timer } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { troubleOf } from './disk-trouble.ts';
import type { LogEntry, LogRecord, SampleLog } from './log/sample-log.ts';

const RETRY_MS = 1_000;
/** Refusals in a row that no disk explains, after which the file is opened anew. */
const HOPELESS_AFTER = 10;

export interface CommitterDependencies {
  readonly log: Pick<SampleLog, 'commit'>;
  readonly session: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onCommitted: (seq: number, records: readonly LogRecord[]) => void;
  /** Called before a retry: the place to make room on a full disk. */
  readonly onFailed: () => void;
  /** Trying again here will not help: the file is damaged, or nobody knows why it refuses. Called at most once. */
  readonly onHopeless: (error: unknown) => void;
}

/**
 * Group commit: everything that has arrived goes into one transaction. What the disk refuses waits here and is tried
 * again, less of it at a time: on a full disk a small transaction finds room where a large one does not.
 * After an fsync that failed SQLite does not count the pages it was about as written: it writes them again, so a retry
 * never trusts what the kernel may have thrown away (an fsync that succeeds after one that failed proves nothing).
 */
export class Committer {
  private readonly deps: CommitterDependencies;
  /** Bounded by the posts the main side allows in flight. */
  private waiting: LogEntry[] = [];
  private timer: Timer | undefined;
  /** Posts of one transaction at most. */
  private portion = Number.POSITIVE_INFINITY;
  private refusals = 0;
  private isHopeless = false;
  problem: string | null = null;

  constructor(deps: CommitterDependencies) {
    this.deps = deps;
  }

  add(entry: LogEntry): void {
    this.waiting.push(entry);
    if (!this.isHopeless) this.timer ??= this.deps.clock.after(0, () => this.commit());
  }

  /** Writes at once what waits; false when the disk refused. */
  commit(): boolean {
    this.stop();
    while (this.waiting.length > 0) {
      const entries = this.waiting.slice(0, this.portion);
      const records = this.tryCommit(entries);
      if (!records) return false;
      this.waiting = this.waiting.slice(entries.length);
      this.portion *= 2;
      this.refusals = 0;
      this.problem = null;
      this.deps.onCommitted(entries.at(-1)!.seq, records);
    }
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
      this.portion = Math.max(1, Math.floor(entries.length / 2));
      this.refuse(error);
      return undefined;
    }
  }

  private refuse(error: unknown): void {
    const { clock, logger, onHopeless } = this.deps;
    const reason = error instanceof Error ? error.message : String(error);
    if (this.problem === null) logger.error({ err: error }, 'the sample log cannot be written; trying again');
    this.problem = `the sample log cannot be written: ${reason}`;
    const trouble = troubleOf(error);
    this.refusals++;
    // A disk in trouble is in trouble for the next thread too, and until then this one can still read.
    this.isHopeless = trouble === 'damaged' || (trouble === undefined && this.refusals >= HOPELESS_AFTER);
    if (this.isHopeless) onHopeless(error);
    else this.timer = clock.after(RETRY_MS, () => this.retry());
  }
}
