import { type AlarmRule, alarmRule } from '../../domain/alarm-step/rule.ts';
import { activeLevel, isQuiet, nextDeadline, stepAlarm } from '../../domain/alarm-step/step.ts';
import type { Condition } from '../../domain/condition.ts';
import { type ConditionState, INITIAL_STATE } from '../../domain/condition-state.ts';
import type { ConditionDefinition } from '../../ports/condition.ts';
import type { RehearsedAlarm } from '../../ports/site-desk.ts';

/** One stored sample; NaN where there was no value. */
export interface PastSample {
  readonly time: number;
  readonly value: number;
  readonly quality: number;
}

/** Activations whose moment is told; the others are only counted. */
const MOST_MOMENTS = 50;
/** Not good, whatever it is: what a gap in the history is worth. */
const NO_QUALITY = 255;

/**
 * Runs one condition over its past, with the very state machine that judges live samples: delays, hysteresis, levels and chattering
 * are those of the alarm. What people would have done about it (shelving, suppression) is left out. Samples go in in order of time.
 */
export class RehearsalRun {
  private readonly rule: AlarmRule;
  private readonly definition: Pick<ConditionDefinition, 'judge'>;
  private readonly condition: Condition;
  /** A stored value holds so long: what changes little is stored seldom. */
  private readonly holdMs: number;
  private state: ConditionState;
  private last: PastSample | undefined;
  private activeSince: number | undefined;
  private activeMs = 0;
  private count = 0;
  private moments: number[] = [];

  constructor(definition: Pick<ConditionDefinition, 'judge'>, condition: Condition, holdMs: number) {
    this.definition = definition;
    this.condition = condition;
    this.holdMs = holdMs;
    // Each time it comes counts, so nobody need see the one before.
    const free = { latching: false, confirmRequired: false, reAlarm: undefined, acknowledgement: 'auto' } as const;
    this.rule = { ...alarmRule(condition), ...free, maxGapMs: holdMs };
    this.state = { ...INITIAL_STATE, revision: condition.revision };
  }

  take(sample: PastSample): void {
    this.bridge(sample);
    this.judge(sample);
    this.last = sample;
  }

  /** Until now; taking further samples afterwards is allowed. */
  result(): RehearsedAlarm {
    const open = this.activeSince === undefined ? 0 : (this.last?.time ?? this.activeSince) - this.activeSince;
    return { count: this.count, activeMs: this.activeMs + open, moments: this.moments };
  }

  /** Live, the value before was read again and again until this one came; after too long a silence nothing is known. */
  private bridge({ time }: PastSample): void {
    const { last, condition } = this;
    if (last === undefined || time - last.time <= condition.periodMs) return;
    if (time - last.time <= this.holdMs) {
      this.judge({ ...last, time: time - condition.periodMs });
      return;
    }
    this.judge({ ...last, time: last.time + this.holdMs });
    this.judge({ time: last.time + this.holdMs, value: Number.NaN, quality: NO_QUALITY });
  }

  private judge({ time, value, quality }: PastSample): void {
    this.runDeadline(time);
    const { options } = this.condition;
    const { zone, limit, level } = this.definition.judge(options, { value, quality }, activeLevel(this.state));
    if (isQuiet(this.rule, this.state, zone, level)) return;
    const input = { kind: 'sample', zone, level, value, limit, sourceTime: time, isTimeSuspect: false } as const;
    this.step(input, time);
  }

  private runDeadline(time: number): void {
    const due = nextDeadline(this.state);
    if (due !== null && due <= time) this.step({ kind: 'tick' }, time);
  }

  private step(input: Parameters<typeof stepAlarm>[2], time: number): void {
    const { state, events } = stepAlarm(this.rule, this.state, input, { wallMs: time, monoMs: time });
    this.state = state;
    for (const { type } of events) {
      if (type === 'activated') this.began(time);
      if (type === 'returned') this.ended(time);
    }
  }

  private began(time: number): void {
    this.count++;
    this.moments = [...this.moments, time].slice(-MOST_MOMENTS);
    this.activeSince = time;
  }

  private ended(time: number): void {
    if (this.activeSince !== undefined) this.activeMs += time - this.activeSince;
    this.activeSince = undefined;
  }
}

/** How often a condition would have become active over these samples. */
export function rehearse(
  definition: Pick<ConditionDefinition, 'judge'>,
  condition: Condition,
  samples: Iterable<PastSample>,
  holdMs: number,
): RehearsedAlarm {
  const run = new RehearsalRun(definition, condition, holdMs);
  for (const sample of samples) run.take(sample);
  return run.result();
}
