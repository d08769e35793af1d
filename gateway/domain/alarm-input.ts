import type { AlarmEventType, AlarmVia, Priority } from './alarm.ts';
import type { ConditionState, SuppressionReason, Zone } from './condition-state.ts';
import type { ErrorCode } from './errors.ts';
import type { Role } from './role.ts';

/** Who does something to an alarm, and by what way. */
export interface Actor {
  /** User name, or `system`. */
  readonly name: string;
  readonly role: Role;
  readonly via: AlarmVia;
}

/** What can happen to a condition. Transition names (T1 … T22) follow the table of the alarm specification. */
export type AlarmInput =
  | {
      readonly kind: 'sample';
      readonly zone: Zone;
      /** Index into the condition's levels; 0 where there is one. */
      readonly level: number;
      readonly value: number | null;
      readonly limit: number | null;
      readonly sourceTime: number;
      /** The source's clock is not to be believed (more than 5 s ahead or 10 min behind). */
      readonly isTimeSuspect: boolean;
    }
  /** A deadline may have come. */
  | { readonly kind: 'tick' }
  | {
      readonly kind: 'acknowledge';
      readonly actor: Actor;
      /** The occurrence the person has seen; null: the present one. */
      readonly occurrence: number | null;
      readonly note: string | null;
    }
  | { readonly kind: 'confirm'; readonly actor: Actor; readonly note: string | null }
  | { readonly kind: 'reset'; readonly actor: Actor; readonly note: string | null }
  | {
      readonly kind: 'shelve';
      readonly actor: Actor;
      readonly mode: 'timed' | 'one-shot';
      readonly forMs: number;
      readonly reason: string;
    }
  | { readonly kind: 'unshelve'; readonly actor: Actor }
  | {
      readonly kind: 'suppress';
      readonly reason: SuppressionReason;
      /** Of a parent: its episode and when it began; a child that began up to 10 s before goes beneath it although it was announced. */
      readonly parent: { readonly alarmId: string; readonly onsetAt: number } | null;
    }
  | { readonly kind: 'release'; readonly reason: SuppressionReason; readonly delayMs: number }
  | {
      readonly kind: 'out-of-service';
      readonly actor: Actor;
      readonly reason: string;
      readonly reviewBy: number;
      /** A safety alarm needs a second person. */
      readonly second: string | null;
    }
  | { readonly kind: 'disable'; readonly actor: Actor; readonly reason: string }
  /** Back from out of service or disabled. */
  | { readonly kind: 'return-to-service'; readonly actor: Actor }
  | { readonly kind: 'comment'; readonly actor: Actor; readonly note: string }
  /** The site file has changed; `rule` is the new one. */
  | { readonly kind: 'configure' }
  /** First-out was decided by the engine. */
  | { readonly kind: 'rank'; readonly firstOut: 'first' | 'later' | null }
  /** The condition is no longer configured. */
  | { readonly kind: 'remove'; readonly note: string };

/** Why people are told (again). */
export type Annunciation =
  | 'new'
  | 'recurrence'
  | 'timer'
  | 'level'
  | 'unshelved'
  | 'unsuppressed'
  | 'returned-to-service';

/** One row for the journal, and what follows from it. */
export interface StepEvent {
  readonly type: AlarmEventType;
  readonly occurrence: number;
  readonly level: number;
  readonly priority: Priority;
  readonly at: number;
  readonly sourceTime: number | null;
  readonly isTimeSuspect: boolean;
  readonly value: number | null;
  readonly limit: number | null;
  readonly actor: string;
  readonly via: AlarmVia;
  readonly note: string | null;
  readonly reason: string | null;
  /** `annunciated`, `realarmed` and `level-raised`: why. Null: nobody is told because of this event. */
  readonly annunciation: Annunciation | null;
  /** People are to be told, escalation begins at its first step. False for a recurrence within 5 min of the last time. */
  readonly tells: boolean;
}

/** What a step asks of the work orders, besides its events. */
export type OrderDemand = 'open' | 'supersede' | null;

export interface StepResult {
  /** The very same object when nothing has changed. */
  readonly state: ConditionState;
  readonly events: readonly StepEvent[];
  readonly order: OrderDemand;
  readonly refusal: { readonly code: ErrorCode; readonly detail?: string } | null;
}
