import type { LegalBasis, MaintenanceTarget } from '../domain/duty/maintenance/maintenance-plan.ts';
import type { MaintenanceTask } from '../domain/duty/maintenance/maintenance-task.ts';
import type { ItemSaying } from '../domain/duty/maintenance/maintenance-task-steps.ts';
import type { MaintenanceYear } from '../domain/duty/maintenance/maintenance-year.ts';
import type { DutyRecord, RecordEvent, RecordState, RecordVia } from '../domain/duty/record.ts';
import type { Outcome } from '../domain/errors.ts';
import type { LocalText } from '../domain/text.ts';
import type { RecordQuery } from './record-book.ts';

/** Who asks for something to be done to a record, seen at which version. */
export interface RecordCaller {
  readonly username: string;
  readonly via: RecordVia;
  readonly deviceAt: number | null;
  readonly expectedVersion: number | undefined;
}

/** A record and how it came to be as it is. */
export interface RecordStory<B> {
  readonly record: DutyRecord<B>;
  readonly events: readonly RecordEvent[];
}

/** A turn that is foreseen and not opened yet. */
export interface ForeseenTask {
  readonly key: string;
  readonly plan: string;
  readonly target: { readonly id: string; readonly name: LocalText };
  readonly title: LocalText;
  readonly levelTitle: LocalText;
  readonly because: 'calendar' | 'hours';
  readonly slot: string;
  readonly plannedFor: string;
  readonly minutes: number;
  readonly contractor: string | null;
  readonly isStatutory: boolean;
}

/** How a plan stands. */
export interface PlanStanding {
  readonly plan: string;
  readonly programme: string;
  readonly title: LocalText;
  readonly target: Pick<MaintenanceTarget, 'kind' | 'id' | 'name'>;
  readonly statutory: LegalBasis | null;
  readonly lastDone: string | null;
  readonly next: { readonly slot: string; readonly level: LocalText; readonly because: 'calendar' | 'hours' } | null;
  readonly openTask: number | null;
  readonly isOverdue: boolean;
  /** Running hours as the counter says them; null where none count or nothing is known. */
  readonly hours: number | null;
  /** Towards the nearest turn, 0–1 and beyond. */
  readonly hoursShare: number | null;
  /** The counter fell or jumped: a person has to say what it stands at. */
  readonly rebase: {
    readonly because: 'fell' | 'jumped';
    readonly from: number;
    readonly to: number;
    readonly at: number;
  } | null;
}

type Task = DutyRecord<MaintenanceTask>;
type Year = DutyRecord<MaintenanceYear>;

/** Maintenance that returns. Deeds refuse with RECORD_NOT_FOUND, RECORD_CHANGED and RECORD_STEP_REFUSED; all calls reject with STORE_UNAVAILABLE. */
export interface MaintenanceService {
  tasks(query: RecordQuery): Promise<readonly Task[]>;
  task(id: number): Promise<RecordStory<MaintenanceTask> | undefined>;
  fill(id: number, sayings: readonly ItemSaying[], caller: RecordCaller): Promise<Outcome<Task>>;
  sign(id: number, caller: RecordCaller): Promise<Outcome<Task>>;
  sendBack(id: number, reason: string, caller: RecordCaller): Promise<Outcome<Task>>;
  accept(id: number, note: string | null, caller: RecordCaller): Promise<Outcome<Task>>;
  move(id: number, to: string, reason: string, caller: RecordCaller): Promise<Outcome<Task>>;
  cancel(id: number, reason: string, caller: RecordCaller): Promise<Outcome<Task>>;
  addendum(id: number, text: string, caller: RecordCaller): Promise<Outcome<Task>>;
  /** Opens a turn of a plan today, of a level by its id. */
  openNow(plan: string, level: string, reason: string, caller: RecordCaller): Promise<Outcome<Task>>;
  /** Says what the counter of running hours stands at now; what had been run since the last turn stays counted. */
  rebase(plan: string, register: number, reason: string, caller: RecordCaller): Promise<Outcome<Task>>;
  plans(): Promise<readonly PlanStanding[]>;
  /** What is foreseen until before a day, earliest first. */
  foreseen(until: string): Promise<readonly ForeseenTask[]>;

  years(states: readonly RecordState[] | undefined, limit: number): Promise<readonly Year[]>;
  year(id: number): Promise<RecordStory<MaintenanceYear> | undefined>;
  /** Makes the plan of a year or a month, or answers the one there is. */
  makeYear(period: string, caller: RecordCaller): Promise<Outcome<Year>>;
  moveLine(id: number, key: string, to: string, note: string, caller: RecordCaller): Promise<Outcome<Year>>;
  renewYear(id: number, caller: RecordCaller): Promise<Outcome<Year>>;
  submitYear(id: number, caller: RecordCaller): Promise<Outcome<Year>>;
  returnYear(id: number, text: string, caller: RecordCaller): Promise<Outcome<Year>>;
  approveYear(id: number, note: string | null, caller: RecordCaller): Promise<Outcome<Year>>;
}
