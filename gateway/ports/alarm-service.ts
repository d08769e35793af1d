import type { Alarm, AlarmEvent } from '../domain/alarm.ts';
import type { Actor } from '../domain/alarm-input.ts';
import type { Condition, ResponseStep } from '../domain/condition.ts';
import type { Outcome } from '../domain/errors.ts';
import type { LocalText } from '../domain/text.ts';
import type { AlarmQuery, JournalQuery, MaintenanceMode, ResponseTick } from './alarm-repository.ts';

/** What a person does to one alarm. `id` is the episode's, or the condition's where there need be no episode (shelving, service). */
export type AlarmAction =
  | { readonly kind: 'acknowledge'; readonly occurrence: number | null; readonly note: string | null }
  | { readonly kind: 'confirm'; readonly note: string | null }
  | { readonly kind: 'reset'; readonly note: string | null }
  | { readonly kind: 'shelve'; readonly mode: 'timed' | 'one-shot'; readonly forMs: number; readonly reason: string }
  | { readonly kind: 'unshelve' }
  | {
      readonly kind: 'out-of-service';
      readonly reason: string;
      readonly reviewBy: number;
      readonly second: string | null;
    }
  | { readonly kind: 'disable'; readonly reason: string }
  | { readonly kind: 'return-to-service' }
  | { readonly kind: 'comment'; readonly note: string };

/** What a person needs to answer an alarm. */
export interface ResponseCard {
  readonly alarmId: string;
  readonly consequence: LocalText;
  readonly cause: LocalText | null;
  readonly action: LocalText;
  readonly timeToRespondMs: number | null;
  readonly steps: readonly (ResponseStep & { readonly tick: ResponseTick | null })[];
  /** What the condition allows and asks for; `longestShelfMs` 0: not to be shelved. */
  readonly rules: Pick<Condition, 'longestShelfMs' | 'acknowledgement' | 'confirmRequired' | 'latching'>;
}

/** A condition that is kept quiet although it may have no episode now. */
export interface QuietCondition {
  readonly conditionId: string;
  readonly equipment: string;
  readonly title: LocalText;
  readonly state: 'shelved' | 'out-of-service' | 'disabled';
  readonly until: number | null;
  readonly by: string;
  readonly reason: string;
  readonly isActive: boolean;
}

/** What the desk is in: shown above the list. */
export interface DeskState {
  readonly flood: { readonly since: number; readonly count: number; readonly firstOut: string | null } | null;
  readonly maintenance: readonly MaintenanceMode[];
  /** Since when what happens is shown but cannot be stored; null when all is well. */
  readonly unrecordedSince: number | null;
}

/** What the rest of the program may ask of the alarms. */
export interface AlarmService {
  /** Open alarms from memory that people see: priority, then newest. Suppressed ones are in it, marked so. */
  open(): readonly Alarm[];
  list(query: AlarmQuery): Promise<readonly Alarm[]>;
  get(id: string): Promise<Alarm | undefined>;
  events(id: string): Promise<readonly AlarmEvent[]>;
  journal(query: JournalQuery): Promise<readonly AlarmEvent[]>;
  /** Resolves after the action is durable. Repeating an acknowledgement is answered with the alarm as it is; null: the condition has had no episode. */
  act(id: string, action: AlarmAction, actor: Actor): Promise<Outcome<Alarm | null>>;
  card(id: string): Promise<Outcome<ResponseCard>>;
  tick(tick: ResponseTick): Promise<Outcome<ResponseCard>>;
  quiet(): readonly QuietCondition[];
  desk(): DeskState;
  /** Puts equipment into maintenance mode, at most 8 h, or ends it (`until` in the past). */
  maintain(mode: MaintenanceMode): Promise<Outcome<void>>;
  /** New state of one alarm, after its transaction committed. Returns the unsubscription. */
  onChange(listener: (alarm: Alarm) => void): () => void;
  onDesk(listener: (desk: DeskState) => void): () => void;
}

/** Hears of what people should be called for while the store, which sees to that, does not answer. */
export interface UntoldListener {
  readonly untold: (alarm: Alarm) => void;
  /** The store has taken the call; comes for every call, also where it did not wait. */
  readonly recorded: (alarm: Alarm) => void;
}
