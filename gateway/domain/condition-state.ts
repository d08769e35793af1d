import type { Priority } from './alarm.ts';

/** What the alarm state machine remembers of one condition: orthogonal regions. Plain data, stored as JSON. Times that measure are monotonic. */

/** `hold` lies inside the deadband: it can neither start nor end an alarm. `unknown` freezes everything. */
export type Zone = 'alarm' | 'hold' | 'normal' | 'unknown';

/** R1. `evidenceMs` is the time proven by good samples; `lastMono` the sample it reaches to, null when the chain is broken. */
export type Evaluation =
  | { readonly phase: 'normal' }
  | {
      readonly phase: 'pending-on';
      readonly onsetAt: number;
      readonly evidenceMs: number;
      readonly lastMono: number | null;
    }
  | { readonly phase: 'active' }
  | { readonly phase: 'pending-off'; readonly evidenceMs: number; readonly lastMono: number | null };

/** R1q. `since` is wall time for people, `sinceMono` measures. */
export type QualityRegion =
  | { readonly state: 'good' }
  | { readonly state: 'bad'; readonly since: number; readonly sinceMono: number };

/** R2. `by` and `at` of a confirmed one are those of the acknowledgement. */
export type Acknowledgement =
  | { readonly state: 'unacknowledged' }
  | { readonly state: 'acknowledged' | 'confirmed'; readonly at: number; readonly by: string };

/** Exclusive limits: evidence for a worse level, or for a milder one. */
export interface LevelChange {
  readonly to: number;
  readonly evidenceMs: number;
  readonly lastMono: number | null;
}

/** The latest annunciation history of a condition; open until `closedAt`. */
export interface Episode {
  readonly number: number;
  readonly occurrence: number;
  readonly onsetAt: number;
  readonly activeAt: number;
  /** Null where there is no number, as for a lost device. */
  readonly value: number | null;
  readonly limit: number | null;
  /** Index into the condition's levels. */
  readonly level: number;
  readonly priority: Priority;
  readonly returnedAt: number | null;
  readonly acknowledgement: Acknowledgement;
  /** Nobody has been told of it and nobody need acknowledge it: it is held, shelved, suppressed or out of service. */
  readonly isSilent: boolean;
  /** When it was first annunciated; null while that has not happened. */
  readonly annunciatedAt: number | null;
  /** Last time people were told, monotonic; null while they were not. */
  readonly toldMono: number | null;
  readonly isLatched: boolean;
  /** How often it came again by itself. */
  readonly reAlarms: number;
  /** Alarm id of the episode it is a consequence of. */
  readonly parent: string | null;
  readonly firstOut: 'first' | 'later' | null;
  readonly closedAt: number | null;
}

/** R4. `untilMono` ends a one-shot one at the latest. */
export type Shelving =
  | { readonly state: 'unshelved' }
  | {
      readonly state: 'timed' | 'one-shot';
      readonly until: number;
      readonly untilMono: number;
      readonly by: string;
      readonly reason: string;
    };

/** R5: why it is suppressed by design; a reason appears once. `key` is the condition, the equipment or the schedule. */
export interface SuppressionReason {
  readonly kind: 'parent' | 'equipment-state' | 'maintenance' | 'superseded' | 'schedule';
  readonly key: string;
}

/** R6. */
export type Service =
  | { readonly state: 'in-service' }
  | { readonly state: 'out-of-service'; readonly by: string; readonly reason: string; readonly reviewBy: number }
  | { readonly state: 'disabled'; readonly by: string; readonly reason: string };

/** What waits for a moment; monotonic, so that a clock that is set moves none of it. */
export interface Deadlines {
  /** The end of the hold; of what came again, when people may be told again. */
  readonly announce: number | null;
  /** Suppression has ended, its release delay has not. */
  readonly release: number | null;
  readonly reAlarm: number | null;
  /** Orders of alarms that are active for long. */
  readonly order: number | null;
  /** The end of chattering. */
  readonly calm: number | null;
}

/** Everything a condition resumes from. */
export interface ConditionState {
  /** Revision of the condition it was judged by last. */
  readonly revision: string;
  /** The site file has changed while it was active, and no sample has been in alarm by the new rule yet: a return is due to that. */
  readonly isReconfigured: boolean;
  readonly evaluation: Evaluation;
  readonly quality: QualityRegion;
  readonly level: LevelChange | null;
  readonly episode: Episode | null;
  readonly shelving: Shelving;
  /** Shelvings one after the other, without a supervisor and without the condition having been unshelved and normal in between. */
  readonly shelvings: number;
  readonly suppression: readonly SuppressionReason[];
  readonly service: Service;
  readonly deadlines: Deadlines;
  /** Monotonic moments of the latest activations, newest last, no more than the chatter rule counts. */
  readonly activations: readonly number[];
  readonly isChattering: boolean;
  /** Wall times of the latest annunciated episodes, for orders by count; newest last. */
  readonly episodes: readonly number[];
  readonly nearMisses: number;
  readonly bounces: number;
}

export interface Moment {
  readonly wallMs: number;
  readonly monoMs: number;
}

export const NO_DEADLINES: Deadlines = { announce: null, release: null, reAlarm: null, order: null, calm: null };

export const INITIAL_STATE: ConditionState = {
  revision: '',
  isReconfigured: false,
  evaluation: { phase: 'normal' },
  quality: { state: 'good' },
  level: null,
  episode: null,
  shelving: { state: 'unshelved' },
  shelvings: 0,
  suppression: [],
  service: { state: 'in-service' },
  deadlines: NO_DEADLINES,
  activations: [],
  isChattering: false,
  episodes: [],
  nearMisses: 0,
  bounces: 0,
};

export type OpenEpisode = Episode & { readonly closedAt: null };
export const isOpen = (episode: Episode | null): episode is OpenEpisode => episode?.closedAt === null;
export const isActive = (state: ConditionState): boolean =>
  state.evaluation.phase === 'active' || state.evaluation.phase === 'pending-off';
/** Whether anything keeps it from people: then evaluation goes on beneath. */
export const isQuieted = ({ shelving, suppression, service, deadlines }: ConditionState): boolean =>
  shelving.state !== 'unshelved' ||
  suppression.length > 0 ||
  deadlines.release !== null ||
  service.state !== 'in-service';
