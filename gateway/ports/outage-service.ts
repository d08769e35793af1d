import type { Outage, OutageDraft } from '../domain/duty/outages/outage.ts';
import type { OutagePlan } from '../domain/duty/outages/outage-plan.ts';
import type { DutyRecord, RecordEvent } from '../domain/duty/record.ts';
import type { Deed } from '../domain/duty/record-deed.ts';
import type { Outcome } from '../domain/errors.ts';
import type { RecordQuery } from './record-book.ts';

type Answer = Promise<Outcome<DutyRecord<Outage>>>;

/** Planned outages. Calls reject with STORE_UNAVAILABLE when the book cannot be read. */
export interface OutageService {
  readonly plan: OutagePlan;
  list(query: RecordQuery): Promise<readonly DutyRecord<Outage>[]>;
  get(id: number): Promise<DutyRecord<Outage> | undefined>;
  events(id: number): Promise<readonly RecordEvent[]>;
  /** What would be without supply, for the form before it is sent. */
  affected(equipment: readonly string[], kind: OutageDraft['kind']): Outage['affected'];
  open(draft: OutageDraft, deed: Deed): Answer;
  change(id: number, draft: OutageDraft, deed: Deed, version?: number): Answer;
  announce(id: number, excuse: string | null, deed: Deed, version?: number): Answer;
  extend(id: number, endAt: number, reason: string, deed: Deed, version?: number): Answer;
  /** A person says that it is off, or back, where telemetry does not. */
  say(id: number, what: 'off' | 'back', deed: Deed, version?: number): Answer;
  restore(id: number, message: string, deed: Deed, version?: number): Answer;
  cancel(id: number, reason: string, deed: Deed, version?: number): Answer;
}
