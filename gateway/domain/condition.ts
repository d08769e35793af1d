import type { Priority } from './alarm.ts';
import type { SystemId } from './equipment.ts';
import type { LocalText } from './text.ts';

/** What an alarm is about: decides who may shelve it and for how long, and whether it may be suppressed at all. */
export type AlarmClass = 'safety' | 'regulatory' | 'equipment' | 'comfort' | 'energy' | 'diagnostic';

/**
 * One level of an exclusive limit, from the mildest to the worst; the condition's own priority and delays are those of the first.
 * Where the level is how urgent something is (fault codes, alarms of other systems), it is named after its priority.
 */
export interface AlarmLevel {
  readonly name: 'high' | 'highHigh' | 'low' | 'lowLow' | Priority;
  readonly priority: Priority;
  readonly onDelayMs: number;
  readonly offDelayMs: number;
}

/** Something a person does when the alarm comes, in order; what is ticked becomes the record. */
export interface ResponseStep {
  readonly id: string;
  readonly kind: 'check' | 'do' | 'call' | 'never' | 'reading';
  readonly text: LocalText;
  /** `reading`: the point whose value is noted; it may be typed where the point is not readable. */
  readonly tag: string | undefined;
  readonly required: boolean;
}

/** When an episode gets a work order. */
export type OrderPolicy =
  | { readonly when: 'never' }
  | { readonly when: 'active' }
  | { readonly when: 'active-for'; readonly ms: number }
  /** So many episodes within the window. */
  | { readonly when: 'count'; readonly count: number; readonly windowMs: number };

/** Who or what keeps a condition from being announced. Maintenance mode of its equipment always can, unless it is not suppressible. */
export type Suppressor =
  /** While that condition is active; `releaseDelayMs` after it has returned. */
  | { readonly kind: 'parent'; readonly condition: string; readonly releaseDelayMs: number }
  /** While the point is 0, and `inhibitMs` after it became 1 (run state; start-up). Unknown for over a minute does not suppress. */
  | { readonly kind: 'equipment-state'; readonly point: number; readonly inhibitMs: number }
  /** While that condition of the same equipment, a worse one, is active; `releaseDelayMs` (absent: none) lets both return together. */
  | { readonly kind: 'superseded'; readonly condition: string; readonly releaseDelayMs?: number }
  /** Outside of these hours of the site's week. */
  | { readonly kind: 'schedule'; readonly hours: readonly WeekHours[] };

/** Minutes of the local day; `days` 1 (Monday) to 7. `to` is exclusive and may be 1440; from > to goes over midnight. */
export interface WeekHours {
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
}

export interface ChatterRule {
  readonly count: number;
  readonly windowMs: number;
  /** Off-delay while it chatters. */
  readonly holdOffMs: number;
  /** Without a bounce for so long it does not chatter any more. */
  readonly releaseMs: number;
}

/** One watched rule of this site: a condition kind with its options, bound to a point or a device. */
export interface Condition {
  /** `<equipment id>.<alarm name of the template>`, or `<device id>.comms-lost`. Stable across restarts. */
  readonly id: string;
  /** Changes with everything the judgement depends on. */
  readonly revision: string;
  readonly kind: string;
  /** Checked by the kind's own schema. */
  readonly options: unknown;
  readonly priority: Priority;
  readonly class: AlarmClass;
  readonly equipment: string;
  readonly system: SystemId;
  readonly watches:
    | { readonly what: 'point'; readonly point: number }
    | { readonly what: 'device'; readonly device: string };
  readonly title: LocalText;
  readonly consequence: LocalText;
  readonly cause: LocalText | undefined;
  readonly action: LocalText;
  readonly response: readonly ResponseStep[];
  readonly timeToRespondMs: number | undefined;
  readonly onDelayMs: number;
  readonly offDelayMs: number;
  /** Of which one at a time is active; empty where there is one. */
  readonly levels: readonly AlarmLevel[];
  readonly latching: boolean;
  readonly confirmRequired: boolean;
  /** auto: nobody need acknowledge. */
  readonly acknowledgement: 'required' | 'auto' | 'note-required';
  /** While still active this long after the acknowledgement it comes again, at most `times`; undefined: never. */
  readonly reAlarm: { readonly afterMs: number; readonly times: number } | undefined;
  /** 0: not to be shelved. */
  readonly longestShelfMs: number;
  readonly suppressible: boolean;
  readonly suppressors: readonly Suppressor[];
  /** How long an activation is held back from people, in case its cause shows. */
  readonly holdMs: number;
  readonly chatter: ChatterRule;
  /** First-out group. */
  readonly group: string | undefined;
  /** Conditions that one repair would fix share it: at most one order per equipment and failure group is open. */
  readonly failureGroup: string;
  readonly order: OrderPolicy;
  readonly unit: string;
  /** Scan period of the watched point: the most one gap between samples may count as evidence is three of these. */
  readonly periodMs: number;
}
