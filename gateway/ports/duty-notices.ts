import type { Priority } from '../domain/alarm.ts';
import type { Target } from '../domain/on-call.ts';
import type { DutyBody } from './notice-body.ts';

/** Something people are to be told that is no alarm: a test run overdue, a step of a playbook late. */
export interface DutyNotice extends DutyBody {
  readonly priority: Priority;
  /** The same notice with the same key is queued once. */
  readonly key: string;
  readonly at: number;
  /** Who is told; the site's duty contact where it is absent or nobody of these can be reached. */
  readonly to?: readonly Target[];
}

/** Queues messages to people. Never rejects and need not be waited for. */
export interface DutyNotices {
  tell(notice: DutyNotice): void;
}
