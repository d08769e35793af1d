import type { LocalText } from '../../text.ts';

/** What a generator set has to do how often. */
export interface TestRunRule {
  readonly id: string;
  readonly title: LocalText;
  /** With a weekday: weeks on that day; without: so long after the run before. */
  readonly everyDays: number;
  /** 1 is Monday. */
  readonly weekday: number | null;
  readonly leastMs: number;
  /** Mean load of the part under load; null: it may run idle. */
  readonly leastLoadPct: number | null;
  /** So many days before it is due the duty is told. */
  readonly soonDays: number;
}

/** A point that is read: its index in the process, its tag in the history. */
export interface PlanPoint {
  readonly index: number;
  readonly tag: string;
}

/** A figure written down at the start, the middle and the end of a run. */
export interface RunFigure extends PlanPoint {
  readonly name: string;
  readonly title: LocalText;
  readonly unit: string;
  readonly decimals: number;
}

export type ReadinessSubject = 'fuel' | 'oil' | 'coolant' | 'battery' | 'charger' | 'auto';

/** One thing that must be in order so that the set will start. Without a point somebody has to look. */
export interface ReadinessItem {
  readonly subject: ReadinessSubject;
  readonly point: (PlanPoint & Pick<RunFigure, 'unit' | 'decimals'>) | null;
  readonly low: number | null;
  readonly high: number | null;
  /** States that are in order; null where a band says it. */
  readonly states: readonly number[] | null;
}

/** One generator set and how telemetry tells what it does. */
export interface TestRunSet {
  readonly equipment: string;
  /** It turns while the value is above; null: nothing tells, runs are entered by hand. */
  readonly running: (PlanPoint & { readonly above: number }) | null;
  /** `factor` makes percent of the rating of it; null: the load is not known. */
  readonly load: (PlanPoint & { readonly factor: number }) | null;
  /** The outside supply is there while the value is above; null: nobody can tell an outage from a test. */
  readonly mains: (PlanPoint & { readonly above: number }) | null;
  readonly figures: readonly RunFigure[];
  readonly readiness: readonly ReadinessItem[];
  readonly rules: readonly TestRunRule[];
}

/** Test runs of a site. */
export interface TestRunPlan {
  readonly sets: readonly TestRunSet[];
  /** A set that has stood still for so long has ended its run. */
  readonly restMs: number;
  /** Above this the set carries load. */
  readonly onLoadPct: number;
  /** Who ran it signs within so long. */
  readonly signWithinMs: number;
  /** How far back a gateway looks for runs when it knows of none. */
  readonly lookBackMs: number;
}
