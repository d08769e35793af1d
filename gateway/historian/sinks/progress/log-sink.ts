import type { CursorState, ReplayStart } from '../../../ports/historian.ts';
import type { LogFollower } from '../../log/eviction.ts';
import type { LogRecord } from '../../log/sample-log.ts';

/** A follower of the log that hands it on to a server, at its own pace. */
export interface LogSink extends LogFollower {
  start(): void;
  /** These records are in the log now. Never throws. */
  wake(records: readonly LogRecord[]): void;
  /** Ends within a few seconds; what is not sent stays in the log. */
  stop(): Promise<void>;
  status(): CursorState;
  /** Of sinks to which the past can be sent once more without doing harm. */
  readonly repeating?: SinkRepeating;
}

/** What a person may ask of such a sink. */
export interface SinkRepeating {
  /** Values in quarantine were asked for. */
  retryQuarantined(): void;
  /** Sends everything since `fromMs` again, beside live data. */
  repeatFrom(fromMs: number): ReplayStart;
}
