import type { Alarm, AlarmEvent, Priority } from '../domain/alarm.ts';
import type { StepEvent } from '../domain/alarm-step.ts';
import type { ConditionState } from '../domain/condition-state.ts';
import type { LocalText } from '../domain/text.ts';
import type { AlarmQuery } from './alarm-service.ts';

/** What a work order opened for an episode says. */
export interface OrderCause {
  /** Conditions one repair would fix share it: `<equipment>:<condition id>`. At most one order per key is open. */
  readonly dedupKey: string;
  readonly equipment: string;
  readonly priority: Priority;
  readonly title: LocalText;
  readonly description: LocalText;
}

/** A message to be sent through one channel, queued in the transaction that made it necessary. */
export interface Notice {
  /** The same for every attempt, so that the receiver can recognise a repeat. */
  readonly id: string;
  readonly channel: string;
  readonly kind: 'alarm-activated' | 'alarm-returned';
  readonly alarmId: string;
  readonly occurrence: number;
  readonly priority: Priority;
  /** Not to be sent before; 0 is at once. */
  readonly dueAt: number;
  readonly queuedAt: number;
}

/** One step of one condition, to be stored as a whole or not at all. */
export interface AlarmTransition {
  readonly conditionId: string;
  /** What the condition resumes from after a restart. */
  readonly state: ConditionState;
  readonly savedAt: number;
  /** The episode after the step; null when only the evidence of a delay has grown. Its `workOrder` is not stored: the order policy decides it. */
  readonly alarm: Alarm | null;
  readonly events: readonly StepEvent[];
  /** Present when the condition opens a work order. */
  readonly order: OrderCause | null;
  readonly notices: readonly Notice[];
}

export interface StoredCondition {
  readonly conditionId: string;
  readonly state: ConditionState;
  readonly savedAt: number;
  /** The open episode, if there is one. */
  readonly alarm: Alarm | null;
}

/** Durable home of alarm states, episodes and the journal. All calls reject with STORE_UNAVAILABLE when the disk does not answer. */
export interface AlarmRepository {
  load(): Promise<readonly StoredCondition[]>;
  /**
   * Writes states, episodes, journal, work orders and notices in one transaction, in the order given.
   * Committing the same transitions again changes nothing. Answers with the work order of each episode that has one.
   */
  commit(transitions: readonly AlarmTransition[]): Promise<ReadonlyMap<string, number>>;
  list(query: AlarmQuery): Promise<readonly Alarm[]>;
  get(id: string): Promise<Alarm | undefined>;
  events(id: string): Promise<readonly AlarmEvent[]>;
}
