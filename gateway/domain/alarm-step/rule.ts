import type { Priority } from '../alarm.ts';
import type { Condition } from '../condition.ts';

/** What of a condition its state machine needs. */
export interface AlarmRule
  extends Pick<
    Condition,
    | 'revision'
    | 'priority'
    | 'class'
    | 'onDelayMs'
    | 'offDelayMs'
    | 'levels'
    | 'latching'
    | 'confirmRequired'
    | 'acknowledgement'
    | 'reAlarm'
    | 'longestShelfMs'
    | 'suppressible'
    | 'holdMs'
    | 'chatter'
    | 'order'
  > {
  /** The most one gap between two good samples may prove. */
  readonly maxGapMs: number;
  /** It watches a device, whose state is known all the time: no gap is too long. */
  readonly isDevice: boolean;
}

/** A gap of three scan periods is the most that may count as evidence. */
const MAX_GAP_PERIODS = 3;

export const alarmRule = (condition: Condition): AlarmRule => ({
  ...condition,
  maxGapMs: MAX_GAP_PERIODS * condition.periodMs,
  isDevice: condition.watches.what === 'device',
});

/** Whether there is more than one level, of which one at a time is active. */
export const isExclusive = (rule: AlarmRule): boolean => rule.levels.length > 1;

/** A level as judged, as far as this rule has it. */
export const levelWithin = (rule: AlarmRule, level: number): number =>
  Math.max(0, Math.min(level, rule.levels.length - 1));

export const priorityAt = (rule: AlarmRule, level: number): Priority => rule.levels[level]?.priority ?? rule.priority;
export const onDelayAt = (rule: AlarmRule, level: number): number => rule.levels[level]?.onDelayMs ?? rule.onDelayMs;
export const offDelayAt = (rule: AlarmRule, level: number): number => rule.levels[level]?.offDelayMs ?? rule.offDelayMs;

/** How long an activation waits for its cause to show. Nothing that may concern people's safety waits. */
export const holdAt = (rule: AlarmRule, level: number): number =>
  rule.class === 'safety' || priorityAt(rule, level) === 'P1' ? 0 : rule.holdMs;

export const isSuppressible = (rule: AlarmRule): boolean => rule.suppressible && rule.class !== 'safety';

const isLowSide = (rule: AlarmRule, level: number): boolean => rule.levels[level]?.name.startsWith('low') ?? false;

/** Too high and too low are different faults. */
export const isSameSide = (rule: AlarmRule, a: number, b: number): boolean => isLowSide(rule, a) === isLowSide(rule, b);

/** A milder level of the same side. From one side to the other is never milder. */
export const isMilder = (rule: AlarmRule, level: number, than: number): boolean =>
  level < than && isSameSide(rule, level, than);

/** The mildest level of the side this one lies on. */
export function mildestOf(rule: AlarmRule, level: number): number {
  for (let other = 0; other < level; other++) if (isSameSide(rule, other, level)) return other;
  return level;
}
