import type { HistoryFormat, ResumePoint } from '../../contract/history-file.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { TimeText } from './time-text.ts';

/** What is to be exported, checked. */
export interface ExportPlan {
  readonly reader: Pick<HistoryReader, 'samples' | 'query'>;
  readonly tags: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly format: HistoryFormat;
  readonly timeText: TimeText;
  /** The row after which it goes on; its tag is one of `tags` where rows have tags. */
  readonly after: ResumePoint | undefined;
}

/** Rows made in one go; more would hold up everybody else on this thread. */
export const ROWS_AT_ONCE = 1_000;
