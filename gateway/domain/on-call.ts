import type { Priority } from './alarm.ts';
import type { AlarmClass, WeekHours } from './condition.ts';
import type { SystemId } from './equipment.ts';
import type { LocalText } from './text.ts';

/** Who can be called, in what order of means. Of the site file; overrides and push subscriptions live in the store. */
export interface Person {
  /** Also the account's user name, where there is one. */
  readonly id: string;
  readonly name: string;
  readonly language: 'en' | 'zh';
  readonly contacts: readonly ContactMethod[];
  /** P3 and P4 wait for their end, P2 only where `includesP2`; P1 never waits. */
  readonly quiet: { readonly hours: readonly WeekHours[]; readonly includesP2: boolean } | undefined;
}

/** One address of a person in one channel. */
export interface ContactMethod {
  readonly channel: string;
  /** Telephone number, mail address, user id; empty where the channel needs none. */
  readonly address: string;
}

/** A wall-clock time of the rotation's zone: minutes of the day. */
export type HandoffTime = number;

/** One line of duty. Members take turns from `start` on; a turn ends at local wall time, whatever DST does. */
export interface Rotation {
  readonly id: string;
  readonly title: LocalText;
  /** IANA. */
  readonly timeZone: string;
  /** Local date of the first turn, yyyy-mm-dd. */
  readonly start: string;
  readonly handoff: HandoffTime;
  readonly turn:
    | { readonly every: 'days' | 'weeks'; readonly count: number }
    | { readonly every: 'hours'; readonly count: number }
    /**
     * Shifts of a day (minutes; `to` not after `from` ends on the next day) and who has them: for each day of the cycle one index into
     * `members` per shift, null for nobody. The cycle is repeated from `start` on; `handoff` means nothing here.
     */
    | {
        readonly every: 'pattern';
        readonly shifts: readonly { readonly from: number; readonly to: number }[];
        readonly days: readonly (readonly (number | null)[])[];
      };
  /** Person ids, in order. */
  readonly members: readonly string[];
}

export interface DutyOverride {
  readonly id: number;
  readonly rotation: string;
  readonly from: number;
  readonly to: number;
  /** replace: `person` instead of `instead` (or of whoever it is); add: as well; remove: without replacement. */
  readonly kind: 'replace' | 'add' | 'remove';
  readonly person: string | null;
  readonly instead: string | null;
  readonly reason: string;
  readonly by: string;
}

/** Who is told by a step. */
export type Target =
  | { readonly kind: 'person'; readonly person: string }
  | { readonly kind: 'rotation'; readonly rotation: string }
  | { readonly kind: 'team'; readonly team: string }
  /** A group robot, a siren, a broker: nobody in particular. */
  | { readonly kind: 'channel'; readonly channel: string };

export interface EscalationStep {
  /** After the step before; the first after the annunciation. */
  readonly afterMs: number;
  readonly targets: readonly Target[];
  /** Channels of a person to use at this step; empty: all of his, in his order. */
  readonly via: readonly string[];
  /** Only in these hours of the site (P3 to the shift lead in working hours); a step outside of them waits. */
  readonly hours: readonly WeekHours[];
}

export interface EscalationPolicy {
  readonly id: string;
  readonly title: LocalText;
  readonly steps: readonly EscalationStep[];
  /** Begin again so long after the last step, so many times more. */
  readonly repeat: { readonly afterMs: number; readonly times: number } | undefined;
  /** P4: not by itself, but in the daily digest at this local minute. */
  readonly digestAt: number | undefined;
}

/** First match wins unless `goesOn`; children are looked at first and inherit the policy. The root matches everything. */
export interface Route {
  readonly match: {
    readonly priorities: readonly Priority[];
    readonly classes: readonly AlarmClass[];
    readonly systems: readonly SystemId[];
    readonly equipment: readonly string[];
    readonly equipmentClasses: readonly string[];
    readonly kinds: readonly string[];
    /** Condition ids; `*` at the end stands for anything. */
    readonly conditions: readonly string[];
    readonly hours: readonly WeekHours[];
  };
  readonly policy: string | undefined;
  readonly goesOn: boolean;
  readonly children: readonly Route[];
}

/** Everything about who is told of what. */
export interface OnCallPlan {
  readonly timeZone: string;
  readonly people: readonly Person[];
  readonly teams: readonly {
    readonly id: string;
    readonly title: LocalText;
    readonly members: readonly string[];
    readonly deputies: readonly string[];
  }[];
  readonly rotations: readonly Rotation[];
  readonly policies: readonly EscalationPolicy[];
  readonly root: Route;
  /** The site's duty contact: told of what is wrong with the duty itself, and of an alarm that reaches nobody else. */
  readonly siteDuty: readonly Target[];
}
