import type { Priority } from '../domain/alarm.ts';
import type { LocalText } from '../domain/text.ts';

/** A figure beside what is aimed at. `review`: beyond the target; `action`: beyond the limit; `none`: there is nothing to judge. */
export interface Measure {
  readonly value: number | null;
  readonly target: number;
  /** Null where there is none: beyond the target is to be reviewed. */
  readonly limit: number | null;
  readonly verdict: 'good' | 'review' | 'action' | 'none';
}

export interface ConditionCount {
  readonly conditionId: string;
  /** The latest episode counted. */
  readonly alarmId: string;
  /** As in that episode; null where it is gone. */
  readonly title: LocalText | null;
  readonly equipment: string | null;
  readonly count: number;
}

export interface StandingAlarm {
  readonly conditionId: string;
  readonly alarmId: string;
  readonly title: LocalText | null;
  readonly equipment: string | null;
  readonly priority: Priority;
  readonly activeAt: number;
}

/** How fast people acknowledged what was annunciated in the range. */
export interface AcknowledgementDelays {
  readonly priority: Priority;
  readonly acknowledged: number;
  /** Annunciated in the range and at its end not acknowledged. */
  readonly waiting: number;
  /** Milliseconds, counted in whole seconds; null when nothing was acknowledged. */
  readonly meanMs: number | null;
  readonly p90Ms: number | null;
}

/** How well the alarms serve the person at the desk (ISA-18.2, EEMUA 191). Shares are between 0 and 1. */
export interface AlarmPerformance {
  readonly startsAt: number;
  readonly endsAt: number;
  /** Annunciations, coming again and becoming worse, whether people were told of each or not. */
  readonly alarms: number;
  readonly perTenMinutes: Measure;
  readonly perHour: Measure;
  readonly perDay: Measure;
  /** In any ten minutes. */
  readonly peakTenMinutes: Measure;
  /** Of fixed stretches of ten minutes those with more than ten. */
  readonly busyShare: Measure;
  readonly floodShare: Measure;
  readonly floods: number;
  readonly longestFloodMs: number;
  /** Of the ten conditions that came most often. */
  readonly topTenShare: Measure;
  readonly mostFrequent: readonly ConditionCount[];
  /** Conditions that came three times within a minute; `count` is how often they began to. */
  readonly chatteringConditions: Measure;
  readonly chattering: readonly ConditionCount[];
  /** Episodes over within 10 s, before anybody did anything. */
  readonly fleetingEpisodes: Measure;
  readonly fleeting: readonly ConditionCount[];
  /** Longer than 24 h, on the day when most were. */
  readonly standingOnWorstDay: Measure;
  /** At the end of the range. */
  readonly standing: readonly StandingAlarm[];
  readonly byPriority: Readonly<Record<Priority, number>>;
  /** Shares of P1, of P2, and of P3 and P4 together. */
  readonly urgentShare: Measure;
  readonly highShare: Measure;
  readonly acknowledgement: readonly AcknowledgementDelays[];
  readonly acknowledgedInTimeP1: Measure;
  readonly acknowledgedInTimeP2: Measure;
  /** Of the episodes closed in the range those whose condition was normal again before a person did anything. */
  readonly nuisanceShare: Measure;
  readonly shelvedTooLong: Measure;
  readonly outOfServiceTooLong: Measure;
  /** Actions that keep alarms from people, and changes of what they are judged by. */
  readonly quieted: {
    readonly shelved: number;
    readonly suppressed: number;
    readonly outOfService: number;
    readonly disabled: number;
    readonly configChanged: number;
  };
  /** The metrics of OPC UA Part 9 (AlarmMetricsType) that follow from the journal; rates are per ten minutes. */
  readonly opcua: {
    readonly alarmCount: number;
    readonly maximumActiveMs: number;
    readonly maximumUnacknowledgedMs: number;
    readonly currentAlarmRate: number;
    readonly maximumAlarmRate: number;
    readonly averageAlarmRate: number;
    readonly maximumReAlarmCount: number;
  };
  /** Stretches of 24 h from the start on; the last may be shorter. */
  readonly days: readonly { readonly at: number; readonly alarms: number; readonly floodMs: number }[];
}

/** Computes from the journal. Rejects with STORE_UNAVAILABLE when it cannot be read. */
export interface AlarmPerformanceService {
  /** `from` before `to`, at most 92 days. */
  read(from: number, to: number): Promise<AlarmPerformance>;
}
