import type { IncidentReport, PlaybookRun } from '../domain/duty/playbooks/playbook.ts';
import type { Playbook, PlaybookPlan } from '../domain/duty/playbooks/playbook-plan.ts';
import type { StepWords } from '../domain/duty/playbooks/playbook-steps.ts';
import type { DutyRecord, RecordEvent } from '../domain/duty/record.ts';
import type { Deed } from '../domain/duty/record-deed.ts';
import type { Outcome } from '../domain/errors.ts';
import type { RecordQuery } from './record-book.ts';

/** A playbook as the library shows it. */
export interface LibraryEntry {
  readonly playbook: Playbook;
  /** End of the newest drill or event; null when there was none. */
  readonly lastPractisedAt: number | null;
  /** A drill is asked for and the last practice was too long ago, or never. */
  readonly isDrillDue: boolean;
}

export interface PlaybookRequest {
  readonly playbook: string;
  readonly isDrill: boolean;
  readonly place: string | null;
  readonly equipment: readonly string[];
}

type Answer = Promise<Outcome<DutyRecord<PlaybookRun>>>;

/** Playbooks and what was done by them. Calls reject with STORE_UNAVAILABLE when the book cannot be read. */
export interface PlaybookService {
  readonly plan: PlaybookPlan;
  library(): Promise<readonly LibraryEntry[]>;
  /** Runs; of one playbook with `subject`. */
  list(query: RecordQuery): Promise<readonly DutyRecord<PlaybookRun>[]>;
  get(id: number): Promise<DutyRecord<PlaybookRun> | undefined>;
  events(id: number): Promise<readonly RecordEvent[]>;
  start(request: PlaybookRequest, deed: Deed): Answer;
  confirm(id: number, step: string, words: StepWords, deed: Deed): Answer;
  skip(id: number, step: string, reason: string, deed: Deed): Answer;
  note(id: number, text: string, deed: Deed): Answer;
  end(id: number, deed: Deed, version?: number): Answer;
  cancel(id: number, reason: string, deed: Deed, version?: number): Answer;
  report(id: number, report: IncidentReport, deed: Deed, version?: number): Answer;
  sign(id: number, deed: Deed, version?: number): Answer;
}
