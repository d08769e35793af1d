import type { Outcome } from '../domain/errors.ts';
import type { DutyOverride, OnCallPlan } from '../domain/on-call.ts';
import type { Role } from '../domain/role.ts';
import type { LocalText } from '../domain/text.ts';
import type { StoredOverride } from './duty-store.ts';
import type { Escalation } from './escalation-store.ts';

/** One stretch of duty of one person, with overrides in it. */
export interface DutyTurn {
  readonly rotation: string;
  readonly person: string;
  /** As people read it; the id where the person is no longer in the site file. */
  readonly name: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** turn: by the rotation; override: added or put in somebody's place; deputy: of the team of somebody who was taken out. */
  readonly because: 'turn' | 'override' | 'deputy';
  readonly override: number | null;
}

/** Who has the duty of one rotation. Nobody: `people` is empty. Two in the hour that the end of summer time repeats. */
export interface OnDuty {
  readonly rotation: string;
  readonly title: LocalText;
  readonly timeZone: string;
  readonly people: readonly DutyTurn[];
  /** The next to begin within 14 days; null when there is none. */
  readonly next: DutyTurn | null;
}

/** Nobody has the duty although somebody is to be told by it. */
export interface CoverageGap {
  readonly rotation: string;
  readonly title: LocalText;
  readonly startsAt: number;
  readonly endsAt: number;
}

export interface Coverage {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly gaps: readonly CoverageGap[];
}

/** Who asks for a change of the duty. `username` is the person's id where he is in the plan. */
export interface DutyCaller {
  readonly username: string;
  readonly role: Role;
}

export type OverrideDraft = Omit<DutyOverride, 'id' | 'by'>;

/** Who has the duty, who will have it, and changes of that. Rejects with STORE_UNAVAILABLE when overrides cannot be read. */
export interface OnCallService {
  readonly plan: OnCallPlan;
  /** Every rotation at one moment, in the order of the site file. */
  at(moment: number): Promise<readonly OnDuty[]>;
  /** Turns that lie in [from, to) at least in part, whole, in order of their beginning; at most 62 days are looked at. */
  turns(from: number, to: number): Promise<readonly DutyTurn[]>;
  /** The next 14 days. */
  coverage(): Promise<Coverage>;
  overrides(from: number, to: number): Promise<readonly StoredOverride[]>;
  /** Who manages the duty changes it at once; anybody else can ask another to take his own place. */
  override(draft: OverrideDraft, caller: DutyCaller): Promise<Outcome<StoredOverride>>;
  /** The person asked agrees to a swap; twice is as good as once. */
  agree(id: number, caller: DutyCaller): Promise<Outcome<StoredOverride>>;
  /** By who manages the duty; of a swap not agreed yet also by who asked or was asked. */
  withdraw(id: number, caller: DutyCaller): Promise<Outcome<void>>;
  /** What is being told to people at present. */
  escalations(): Promise<readonly Escalation[]>;
}
