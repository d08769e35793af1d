import type { CursorState } from '../../../ports/historian.ts';
import type { LogRecord } from '../../log/sample-log.ts';
import type { LogFollower } from '../../log/trimmer.ts';

/** A follower of the log that hands it on to a server, at its own pace. */
export interface LogSink extends LogFollower {
  start(): void;
  /** These records are in the log now. Never throws. */
  wake(records: readonly LogRecord[]): void;
  /** Ends within a few seconds; what is not sent stays in the log. */
  stop(): Promise<void>;
  status(): CursorState;
}
