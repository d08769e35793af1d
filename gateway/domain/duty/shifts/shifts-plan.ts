import type { SystemId } from '../../equipment.ts';
import type { LocalText } from '../../text.ts';

/** Minutes of the day; `to` not after `from` ends on the next day. */
export interface ShiftHours {
  readonly from: number;
  readonly to: number;
}

/** A trade that works in shifts. Who comes is said by a rotation of the duty plan, overrides and deputies included. */
export interface ShiftTrade {
  readonly id: string;
  readonly title: LocalText;
  readonly rotation: string;
  /** The shifts of one day, local time of the site. */
  readonly hours: readonly ShiftHours[];
  /** Fewer than this may not take over. */
  readonly minimum: number;
  /** What its handover is about; empty: everything. */
  readonly systems: readonly SystemId[];
  /** Minute of the day by which the shift on duty then has looked at all equipment; undefined: nobody asks for it. */
  readonly checkBy: number | undefined;
}

/** A day off for others. The shifts go on: holidays are worked too. */
export interface Holiday {
  /** Local date, yyyy-mm-dd. */
  readonly date: string;
  readonly title: LocalText;
}

/** Shifts and their handover at this site. No trades: nobody works in shifts. */
export interface ShiftsPlan {
  readonly trades: readonly ShiftTrade[];
  readonly holidays: readonly Holiday[];
  /** The handover is made and opens so long before the end. */
  readonly opensBeforeMs: number;
  /** Relief that has not signed so long after the end is late. */
  readonly lateAfterMs: number;
  /** Tags whose last values are handed over, in order. */
  readonly values: readonly string[];
}
