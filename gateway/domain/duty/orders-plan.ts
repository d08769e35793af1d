import type { Priority } from '../alarm.ts';
import type { WeekHours } from '../condition.ts';
import type { EquipmentClass } from '../equipment.ts';
import type { Target } from '../on-call.ts';
import type { LocalText } from '../text.ts';
import type { HoldReason, WorkOrderKind } from '../work-order.ts';
import type { ClockName } from '../work-order-clock.ts';

/** How long a promise may take; null: nothing is promised. */
export interface OrderLimit {
  /** Empty: any. The first that fits an order counts. */
  readonly kinds: readonly WorkOrderKind[];
  readonly classes: readonly EquipmentClass[];
  readonly priority: Priority;
  /** Only orders of safety alarms. */
  readonly isSafety: boolean;
  readonly limitMs: Readonly<Record<ClockName, number | null>>;
  /** Counted in the hours of the site only; else round the clock. */
  readonly isSiteHours: boolean;
  /** Shares of the limit after which somebody is told, in order; 1 is the breach itself and always told. */
  readonly warnAt: readonly number[];
}

export interface OrderCode {
  readonly id: string;
  readonly text: LocalText;
}

/** Failure, cause and remedy from which a closing order chooses. */
export interface OrderCodeList {
  /** Null: for everything that has no list of its own. */
  readonly class: EquipmentClass | null;
  readonly failures: readonly OrderCode[];
  readonly causes: readonly OrderCode[];
  readonly remedies: readonly OrderCode[];
}

/** How the site handles work orders. */
export interface OrdersPlan {
  readonly timeZone: string;
  /** Working hours of the department. */
  readonly hours: readonly WeekHours[];
  /** Local dates without working hours, `2026-10-01`; and dates that have those of a Monday although the week says otherwise. */
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
  readonly limits: readonly OrderLimit[];
  /** The clocks of a request begin with the report, or when a dispatcher lets it through. */
  readonly clockFrom: 'report' | 'dispatch';
  /** Holds that stop the clock of the work, and for how long in all. */
  readonly pausing: readonly HoldReason[];
  readonly pauseCapMs: Readonly<Record<Priority, number | null>>;
  /** A visit that was agreed may be so late. */
  readonly appointmentGraceMs: number;
  /** So long the alarm must have been away before anybody says that it is repaired. */
  readonly verifyAfterMs: Readonly<Record<Priority, number>>;
  /** Kinds that are not done without codes. */
  readonly codesFor: readonly WorkOrderKind[];
  readonly codes: readonly OrderCodeList[];
  readonly callBack: {
    /** Kinds after which somebody is asked. */
    readonly kinds: readonly WorkOrderKind[];
    /** Share of the orders of each priority, 0–1. */
    readonly share: Readonly<Record<Priority, number>>;
    readonly workingDays: number;
    /** Nobody has answered for so long: closed all the same, and counted as not called back. */
    readonly silentMs: number;
  };
  /** Rotation whose person on duty gets a new order of an alarm at once; null: a dispatcher gives it. */
  readonly assignTo: Readonly<Record<Priority, string | null>>;
  /** Who is told that a limit was passed; empty: the site's duty contact, as of a warning. */
  readonly breachTo: readonly Target[];
  /** An unaccepted P3 or P4 order whose alarm went away within so long is cancelled; null: never. */
  readonly selfClearedMs: number | null;
}
