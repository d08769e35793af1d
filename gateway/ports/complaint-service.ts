import type { Complaint, ComplaintDraft } from '../domain/duty/complaints/complaint.ts';
import type { ComplaintFigures } from '../domain/duty/complaints/complaint-figures.ts';
import type { ComplaintPlan } from '../domain/duty/complaints/complaint-plan.ts';
import type { DutyRecord, RecordEvent } from '../domain/duty/record.ts';
import type { Deed } from '../domain/duty/record-deed.ts';
import type { Outcome } from '../domain/errors.ts';
import type { LocalText } from '../domain/text.ts';
import type { RecordQuery } from './record-book.ts';

/** What may lie behind a complaint at this moment. */
export interface ComplaintCauses {
  readonly alarms: readonly { readonly id: string; readonly title: LocalText; readonly equipment: string }[];
  readonly outages: readonly { readonly id: number; readonly title: string }[];
}

type Answer = Promise<Outcome<DutyRecord<Complaint>>>;

/** Complaints and their call-backs. Calls reject with STORE_UNAVAILABLE when the book cannot be read. */
export interface ComplaintService {
  readonly plan: ComplaintPlan;
  list(query: RecordQuery): Promise<readonly DutyRecord<Complaint>[]>;
  get(id: number): Promise<DutyRecord<Complaint> | undefined>;
  events(id: number): Promise<readonly RecordEvent[]>;
  figures(from: number, to: number): Promise<ComplaintFigures>;
  /** Open alarms of the machine, or of all; outages under way. */
  causes(equipment: string | null): Promise<ComplaintCauses>;
  register(draft: ComplaintDraft, deed: Deed): Answer;
  assign(id: number, assignee: string, deed: Deed, version?: number): Answer;
  judge(id: number, isValid: boolean, reason: string, deed: Deed, version?: number): Answer;
  decide(id: number, words: string, deed: Deed, version?: number): Answer;
  /** Opens a repair order with what was complained of. */
  order(id: number, deed: Deed): Answer;
  answer(id: number, result: string, measure: string | null, deed: Deed, version?: number): Answer;
  callBack(
    id: number,
    said: Pick<Complaint['callBacks'][number], 'satisfaction' | 'words'>,
    deed: Deed,
    version?: number,
  ): Answer;
  withdraw(id: number, reason: string, deed: Deed, version?: number): Answer;
  note(id: number, text: string, deed: Deed): Answer;
}
