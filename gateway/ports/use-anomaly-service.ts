import type { DutyRecord, RecordEvent } from '../domain/duty/record.ts';
import type { Deed } from '../domain/duty/record-deed.ts';
import type { UseAnomaly } from '../domain/duty/use-anomalies/use-anomaly.ts';
import type { Outcome } from '../domain/errors.ts';
import type { RecordQuery } from './record-book.ts';

type Answer = Promise<Outcome<DutyRecord<UseAnomaly>>>;

/** Cases of unusual use. Calls reject with STORE_UNAVAILABLE when the book cannot be read. */
export interface UseAnomalyService {
  list(query: RecordQuery): Promise<readonly DutyRecord<UseAnomaly>[]>;
  get(id: number): Promise<DutyRecord<UseAnomaly> | undefined>;
  events(id: number): Promise<readonly RecordEvent[]>;
  explain(id: number, text: string, deed: Deed, version?: number): Answer;
  act(id: number, text: string, deed: Deed, version?: number): Answer;
  /** Opens a work order to look for the cause; once. */
  order(id: number, deed: Deed): Answer;
  close(id: number, result: string, deed: Deed, version?: number): Answer;
  dismiss(id: number, reason: string, deed: Deed, version?: number): Answer;
}
