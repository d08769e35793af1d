import type { LocalText } from '../../text.ts';

/** Days since 1970-01-01 in the calendar of the site; whole numbers, so that dates are added and compared without clocks. */
export type Day = number;

/** Whose rule it is. Nothing is called statutory on a screen unless a person has checked the basis for this place. */
export interface LegalBasis {
  readonly text: LocalText;
  readonly checked: boolean;
}

/** One thing to look at or to do. */
export interface MaintenanceItem {
  readonly id: string;
  readonly title: LocalText;
  /** When it is as it should be. */
  readonly accept: LocalText | undefined;
  /** check: in order or not; measure: with its value in `unit`. */
  readonly kind: 'check' | 'measure';
  readonly unit: string;
  /** What the value must lie in, where that is the same for every machine. */
  readonly range: readonly [number | null, number | null] | undefined;
  /** What the gateway can add to it, never instead of it. */
  readonly telemetry: LocalText | undefined;
}

/** How often; where several are given the earliest counts. */
export interface MaintenanceInterval {
  readonly days: number | undefined;
  readonly months: number | undefined;
  /** Running hours since it was done last. */
  readonly hours: number | undefined;
}

/** A depth of one programme. Levels stand in order; a deeper one contains those before it. */
export interface MaintenanceLevel {
  readonly id: string;
  readonly title: LocalText;
  readonly every: MaintenanceInterval;
  readonly items: readonly MaintenanceItem[];
}

/** Part of the year in which it is done at all, `MM-DD`; over the end of the year where `to` comes before `from`. */
export interface Season {
  readonly from: string;
  readonly to: string;
}

/** Where the running hours come from. */
export interface HourMeter {
  readonly tag: string;
  /** The register starts from 0 after this value. */
  readonly rollover: number | undefined;
}

/** What is maintained, as it stands in records: a machine, an area, or the site. */
export interface MaintenanceTarget {
  readonly kind: 'equipment' | 'area' | 'site';
  readonly id: string;
  readonly name: LocalText;
  /** Machines whose state it is about; of an area those that the programme is for. */
  readonly equipment: readonly string[];
}

/** One programme on one target. */
export interface MaintenancePlan {
  /** `<target>/<programme>`; part of the key of every task. */
  readonly id: string;
  readonly programme: string;
  readonly title: LocalText;
  readonly target: MaintenanceTarget;
  readonly levels: readonly MaintenanceLevel[];
  /** fixed: on the grid that begins with `start`; floating: from when it was done last. */
  readonly trigger: 'fixed' | 'floating';
  readonly start: Day;
  /** Set where law or a standard asks for it: the date is a hard end, never moved by holidays, and what is missed counts. */
  readonly statutory: LegalBasis | undefined;
  readonly leadDays: number;
  /** Days before and after its date that count as on time; a statutory one has none after. */
  readonly windowBefore: number;
  readonly windowAfter: number;
  readonly season: Season | undefined;
  readonly hours: HourMeter | undefined;
  /** How many different people sign that they did it. */
  readonly people: number;
  /** What it is expected to take. */
  readonly minutes: number;
  /** Name of the contractor; undefined is the own department. */
  readonly contractor: string | undefined;
  readonly skills: readonly string[];
  readonly parts: readonly LocalText[];
}

/** What was done before the gateway kept the record. */
export interface FormerDone {
  readonly plan: string;
  /** Level id; those before it were done with it. */
  readonly level: string;
  readonly day: Day;
  readonly hours: number | null;
}

/** Maintenance of the site. */
export interface MaintenancePlans {
  readonly plans: readonly MaintenancePlan[];
  readonly former: readonly FormerDone[];
  /** Days on which nothing but statutory work is planned, such as `2027-02-06`. */
  readonly blackout: readonly { readonly from: Day; readonly to: Day }[];
  readonly horizonDays: number;
  /** Day of December by which the year plan is due, and of the month by which the plan of the next one is. */
  readonly yearPlanDay: number;
  readonly monthPlanDay: number;
  /** Whether a task becomes a work order. */
  readonly makesOrders: boolean;
}
