import type { Priority } from '../../alarm.ts';
import type { Target } from '../../on-call.ts';
import type { LocalText } from '../../text.ts';

/** When rounds of one plan begin, in local time of the site; what is empty or null restricts nothing. */
export interface RoundSchedule {
  /** Minutes of the day, in order. */
  readonly times: readonly number[];
  /** 1 Monday to 7 Sunday. */
  readonly weekdays: readonly number[];
  /** 1 to 31; -1 is the last of the month. A day that a month lacks is left out. */
  readonly monthDays: readonly number[];
  /** 1 to 12. */
  readonly months: readonly number[];
  /** Every so many days, counted from a local date (yyyy-mm-dd). */
  readonly everyDays: { readonly count: number; readonly from: string } | null;
}

/** check: √ × ○; number: a reading; text: words. */
export type CheckType = 'check' | 'number' | 'text';

/** One thing to look at. With a point the present value stands there already and is only confirmed. */
export interface PlannedCheck {
  readonly id: string;
  readonly title: LocalText;
  readonly type: CheckType;
  readonly point: string | null;
  readonly unit: string;
  readonly decimals: number;
  /** Outside of it a number counts as ×. */
  readonly normal: readonly [number, number] | null;
  /** Value of the point that means √. */
  readonly expect: number | null;
  /** A typed value further than this from the live one asks for a look at the sensor; null: 5 % and one last digit. */
  readonly tolerance: number | null;
  readonly isRequired: boolean;
  readonly photo: 'never' | 'onFail' | 'always';
  /** What × does: opens a work order, or only wants a remark. */
  readonly onFail: 'order' | 'remark';
  readonly priority: Priority;
}

/** One place of the route, proven by the code that hangs there. */
export interface PlannedStop {
  readonly id: string;
  readonly title: LocalText;
  readonly area: string;
  /** Null where the stop is the room itself. */
  readonly equipment: string | null;
  readonly code: string;
  readonly needsScan: boolean;
  readonly checks: readonly PlannedCheck[];
}

export interface RoundPlan {
  readonly id: string;
  readonly title: LocalText;
  /** Whose duty it is; null: of anybody who may fill records. */
  readonly rotation: string | null;
  /** varied: another order each time, so that a round is no habit. */
  readonly route: 'fixed' | 'varied';
  readonly schedule: RoundSchedule;
  /** Relative to its moment: may begin, is late, is over. */
  readonly window: { readonly beforeMs: number; readonly lateMs: number; readonly closeMs: number };
  readonly stops: readonly PlannedStop[];
}

/** What is walked, by whom and how often. */
export interface RoundsPlan {
  /** Every stop should have been visited within so many days. */
  readonly coverageDays: number;
  /** How long after its end a phone that was out of reach may still bring what was done in time. */
  readonly offlineForMs: number;
  /** Less time than this per item at a stop is marked for the reviewer. */
  readonly hastyMs: number;
  /** Who is told of rounds that are late or were missed; empty: the site's duty contact. */
  readonly tell: readonly Target[];
  readonly plans: readonly RoundPlan[];
}
