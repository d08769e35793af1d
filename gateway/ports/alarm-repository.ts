import type { Alarm, AlarmEvent, Priority, SystemEventType } from '../domain/alarm.ts';
import type { StepEvent } from '../domain/alarm-input.ts';
import type { ConditionState } from '../domain/condition-state.ts';
import type { LocalText } from '../domain/text.ts';

/** What a work order opened for an episode says. */
export interface OrderCause {
  /** Conditions one repair would fix share it: `<equipment>:<failure group>`. At most one order per key is open. */
  readonly dedupKey: string;
  readonly equipment: string;
  readonly priority: Priority;
  readonly title: LocalText;
  readonly description: LocalText;
}

/** What a transition does to the episode's order. `supersede`: it is a consequence; a not yet accepted order of it is cancelled and linked to the parent's. */
export type OrderEffect =
  | { readonly action: 'open'; readonly cause: OrderCause }
  | { readonly action: 'supersede'; readonly parent: string };

/** What a transition does to the telling of people. */
export type EscalationEffect =
  /** From the first step on, at once. */
  | { readonly action: 'start'; readonly occurrence: number; readonly priority: Priority; readonly at: number }
  /** Acknowledged, closed, shelved, suppressed: nothing queued for a person goes out any more. */
  | { readonly action: 'stop'; readonly at: number }
  /** Returned: after `at` those who were told are told so, unless it is back; `keepsOn` (P1 unacknowledged) leaves the escalation running. */
  | { readonly action: 'returned'; readonly at: number; readonly keepsOn: boolean };

/** One step of one condition, to be stored as a whole or not at all. */
export interface AlarmTransition {
  readonly conditionId: string;
  /** What the condition resumes from after a restart. */
  readonly state: ConditionState;
  readonly savedAt: number;
  /** Monotonic moment of `savedAt`; what the state's monotonic moments are measured against. */
  readonly savedMono: number;
  /** Configuration revision, for the journal. */
  readonly revision: string;
  /** The episode after the step; null when only the evidence of a delay has grown. Its `workOrder` is not stored: the order policy decides it. */
  readonly alarm: Alarm | null;
  readonly events: readonly StepEvent[];
  readonly order: OrderEffect | null;
  readonly escalation: EscalationEffect | null;
}

export interface StoredCondition {
  readonly conditionId: string;
  readonly state: ConditionState;
  readonly savedAt: number;
  readonly savedMono: number;
  /** The open episode, if there is one. */
  readonly alarm: Alarm | null;
}

/** Something the journal says about the gateway or the desk. */
export interface SystemEvent {
  readonly type: SystemEventType;
  readonly at: number;
  readonly actor: string;
  readonly note: string | null;
}

/** Equipment that is being worked on: its suppressible alarms are not announced. */
export interface MaintenanceMode {
  readonly equipment: string;
  readonly from: number;
  readonly until: number;
  readonly by: string;
  readonly reason: string;
  readonly workOrder: number | null;
}

/** One step of a response card that somebody has done. */
export interface ResponseTick {
  readonly alarmId: string;
  readonly step: string;
  readonly at: number;
  readonly by: string;
  /** Of a reading. */
  readonly value: number | null;
  readonly note: string | null;
}

export interface AlarmQuery {
  /** open: every episode that is not closed. */
  readonly state: 'open' | 'all';
  readonly equipment?: string;
  readonly limit: number;
  /** Return alarms that became active before this moment (paging). */
  readonly before?: number;
}

export interface JournalQuery {
  /** Rows after this sequence, oldest first. */
  readonly after?: number;
  readonly from?: number;
  readonly to?: number;
  readonly types?: readonly string[];
  readonly limit: number;
}

/** What is wrong with the chain of the journal. `sequence` is the row that was changed, or the first that is missing; `shortened`: from there to the end. */
export interface JournalFault {
  readonly sequence: number;
  readonly kind: 'changed' | 'removed' | 'shortened';
}

/** What went from the old end of the journal: everything up to the end of that day, UTC. */
export interface JournalTrim {
  readonly day: string;
  readonly rows: number;
}

/** Durable home of alarm states, episodes and the journal. All calls reject with STORE_UNAVAILABLE when the disk does not answer. */
export interface AlarmRepository {
  load(): Promise<readonly StoredCondition[]>;
  /**
   * Writes states, episodes, journal, work orders and escalations in one transaction, in the order given.
   * Committing the same transitions again changes nothing. Answers with the work order of each episode that has one.
   */
  commit(transitions: readonly AlarmTransition[]): Promise<ReadonlyMap<string, number>>;
  /** Adds to the journal what is not about one alarm. */
  note(events: readonly SystemEvent[]): Promise<void>;
  list(query: AlarmQuery): Promise<readonly Alarm[]>;
  get(id: string): Promise<Alarm | undefined>;
  /** Journal of an episode, or of a condition; the newest 2000 rows, oldest first. */
  events(id: string): Promise<readonly AlarmEvent[]>;
  /** Episodes that were open at that moment, as they are now; the longest first, at most 10,000. */
  openAt(at: number): Promise<readonly Alarm[]>;
  journal(query: JournalQuery): Promise<readonly AlarmEvent[]>;
  /** Looks through the whole chain; empty when it holds. */
  verify(): Promise<readonly JournalFault[]>;
  /** Takes some of the whole days away that lie before `before`, the oldest first; undefined when there is none. The rest can still be proven. */
  trimJournal(before: number, at: number): Promise<JournalTrim | undefined>;
  maintenance(): Promise<readonly MaintenanceMode[]>;
  setMaintenance(mode: MaintenanceMode): Promise<void>;
  endMaintenance(equipment: string): Promise<void>;
  ticks(alarmId: string): Promise<readonly ResponseTick[]>;
  tick(tick: ResponseTick): Promise<void>;
}
