import type { RecordEvent, RecordVia } from '../domain/duty/record.ts';
import type { HandoverReport } from '../domain/duty/shifts/handover-report.ts';
import type { HandWords, TakeOver } from '../domain/duty/shifts/handover-steps.ts';
import type { HandoverBlock, ShiftPerson } from '../domain/duty/shifts/shift.ts';
import type { Leave, ShiftRecord } from '../domain/duty/shifts/shift-steps.ts';
import type { ShiftsPlan } from '../domain/duty/shifts/shifts-plan.ts';
import type { Outcome } from '../domain/errors.ts';
import type { Role } from '../domain/role.ts';
import type { LocalText } from '../domain/text.ts';
import type { RecordQuery } from './record-book.ts';

/** What people do with a shift. */
export type ShiftDeed =
  | { readonly kind: 'arrive' }
  | ({ readonly kind: 'leave' } & Leave)
  | { readonly kind: 'back' }
  | { readonly kind: 'check'; readonly note: string }
  | { readonly kind: 'write'; readonly words: HandWords }
  | { readonly kind: 'end-switching' }
  | { readonly kind: 'sign-out' }
  | ({ readonly kind: 'sign-in' } & TakeOver)
  | { readonly kind: 'addendum'; readonly text: string };

export interface ShiftCaller {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly via: RecordVia;
}

/** A shift as it is planned; nobody: `people` is empty, and that is a gap where somebody is needed. */
export interface PlannedShift {
  readonly trade: string;
  readonly title: LocalText;
  readonly hours: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly holiday: LocalText | null;
  readonly minimum: number;
  readonly people: readonly ShiftPerson[];
  readonly isGap: boolean;
}

/** One trade now. */
export interface TradeNow {
  readonly trade: string;
  readonly title: LocalText;
  /** Who is responsible: the shift that goes on, or the one before it that nobody has relieved. Null: no shift at this hour. */
  readonly responsible: ShiftRecord | null;
  /** When its handover opens, or has opened. */
  readonly opensAt: number | null;
  readonly current: ShiftRecord | null;
  readonly next: PlannedShift | null;
  /** Shifts that ended and were not handed over, newest first; at most 10. */
  readonly notHandedOver: readonly ShiftRecord[];
}

/** Somebody at work on an order. */
export interface BusyPerson {
  readonly person: string;
  readonly order: number;
  readonly title: LocalText;
  readonly equipment: string | null;
  readonly since: number | null;
}

export interface DutyConsole {
  readonly at: number;
  readonly trades: readonly TradeNow[];
  readonly busy: readonly BusyPerson[];
}

/** How a shift stands at this moment, whether its handover is open or not. */
export interface StandingShift {
  readonly record: ShiftRecord;
  readonly report: HandoverReport;
  /** Why it may not be handed over now. */
  readonly blocks: readonly HandoverBlock[];
}

/** What has happened since somebody's last shift ended; counts are those of things that still are on record. */
export interface ShiftNews {
  /** End of the last shift; null: the program knows of none, and looks a day back. */
  readonly lastShiftEndedAt: number | null;
  readonly since: number;
  readonly alarms: number;
  readonly urgentAlarms: number;
  readonly orders: number;
  readonly ordersDone: number;
  readonly shelved: number;
  readonly missed: number;
}

/** Shifts and their handover. All calls reject with STORE_UNAVAILABLE when the disk does not answer. */
export interface ShiftService {
  readonly plan: ShiftsPlan;
  console(): Promise<DutyConsole>;
  /** Planned shifts that lie in [from, to) at least in part, at most 62 days. */
  roster(from: number, to: number): Promise<readonly PlannedShift[]>;
  list(query: RecordQuery): Promise<readonly ShiftRecord[]>;
  get(id: number): Promise<{ readonly record: ShiftRecord; readonly events: readonly RecordEvent[] } | undefined>;
  /** `username`: whoever asks counts as come, as he would when he signs. */
  standing(id: number, username: string): Promise<Outcome<StandingShift>>;
  news(username: string): Promise<ShiftNews>;
  act(id: number, deed: ShiftDeed, caller: ShiftCaller, expectedVersion?: number): Promise<Outcome<ShiftRecord>>;
}
