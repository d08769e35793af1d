import type { WeekHours } from '../../condition.ts';
import type { LocalText } from '../../text.ts';
import type { SheetForm } from './sheet-form.ts';

/** One sheet that is kept: a form with the machines it is about. */
export interface SheetPlan {
  readonly id: string;
  /** Equipment or area. */
  readonly subject: string;
  /** 1 (Monday) to 7 on which there is one. */
  readonly days: readonly number[];
  readonly form: SheetForm;
}

/** A group of machines that is to be started and stopped by the clock; one that runs is the group running. */
export interface TimedStartPlan {
  readonly id: string;
  readonly title: LocalText;
  readonly equipment: readonly string[];
  /** Run state of each. */
  readonly tags: readonly string[];
  readonly days: readonly number[];
  /** Minutes of the local day. */
  readonly start: number | null;
  readonly stop: number | null;
  /** Up to so much before or after it is on time. */
  readonly toleranceMs: number;
  /** How much earlier it still counts as this start, and how much later it is missed. */
  readonly earliestMs: number;
  readonly missedAfterMs: number;
}

/** Where people are to be comfortable, and when. */
export interface ComfortZone {
  readonly id: string;
  readonly title: LocalText;
  readonly equipment: string;
  readonly temperature: { readonly tag: string; readonly low: number; readonly high: number } | null;
  readonly humidity: { readonly tag: string; readonly low: number; readonly high: number } | null;
  /** Outside of these nobody is there; empty: always. */
  readonly hours: readonly WeekHours[];
  /** Out of its band for so long is told. */
  readonly tellAfterMs: number;
}

/** Everything the sheets of a site are made from. */
export interface SheetsPlan {
  readonly sheets: readonly SheetPlan[];
  readonly timedStarts: readonly TimedStartPlan[];
  readonly comfort: readonly ComfortZone[];
  /** Minutes of the local day until which yesterday's sheets are to be looked at. */
  readonly reviewBy: number;
  /** How many days back a gateway that was off makes what should have been. */
  readonly catchUpDays: number;
}
