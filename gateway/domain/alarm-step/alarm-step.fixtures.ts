import type { Actor, AlarmInput, OrderDemand, StepEvent } from '../alarm-input.ts';
import { type ConditionState, INITIAL_STATE, type Moment, type Zone } from '../condition-state.ts';
import type { Role } from '../role.ts';
import { resumeAlarm } from './resume.ts';
import type { AlarmRule } from './rule.ts';
import { stepAlarm } from './step.ts';

export const START = Date.UTC(2026, 0, 5);

/** P2 without hold, no chatter to speak of: each test says what is different. */
export const RULE: AlarmRule = {
  ...{ revision: 'r1', priority: 'P2', class: 'equipment', onDelayMs: 60_000, offDelayMs: 30_000, levels: [] },
  ...{ latching: false, confirmRequired: false, acknowledgement: 'required', reAlarm: undefined },
  ...{ longestShelfMs: 8 * 3_600_000, suppressible: true, holdMs: 0, order: { when: 'never' } },
  chatter: { count: 99, windowMs: 60_000, holdOffMs: 300_000, releaseMs: 600_000 },
  ...{ maxGapMs: 15_000, isDevice: false },
};
export const AT_ONCE: AlarmRule = { ...RULE, onDelayMs: 0, offDelayMs: 0 };

export const LEVELS: AlarmRule['levels'] = [
  { name: 'high', priority: 'P3', onDelayMs: 60_000, offDelayMs: 60_000 },
  { name: 'highHigh', priority: 'P2', onDelayMs: 15_000, offDelayMs: 60_000 },
];

export const actor = (role: Role = 'technician', name = 'li'): Actor => ({ name, role, via: 'ui' });

export const MAINS = { kind: 'parent', key: 'LV-1.mains' } as const;
export const OFF = { kind: 'equipment-state', key: 'P-1.running' } as const;

/** Runs one condition; `at` is seconds from the start on both clocks, unless the wall clock is set. */
export class Run {
  state: ConditionState = INITIAL_STATE;
  readonly events: StepEvent[] = [];
  readonly orders: [at: number, demand: OrderDemand][] = [];
  wallOffset = 0;
  private rule: AlarmRule;
  private monoBase = 0;

  constructor(rule: AlarmRule) {
    this.rule = rule;
    this.state = { ...INITIAL_STATE, revision: rule.revision };
  }

  step(at: number, input: AlarmInput): string | null {
    const result = stepAlarm(this.rule, this.state, input, this.moment(at));
    this.state = result.state;
    this.events.push(...result.events);
    if (result.order) this.orders.push([at, result.order]);
    const { refusal } = result;
    return refusal && (refusal.detail ? `${refusal.code} ${refusal.detail}` : refusal.code);
  }

  sample(at: number, zone: Zone, level = 0, value: number | null = 85): this {
    const sourceTime = this.moment(at).wallMs;
    this.step(at, { kind: 'sample', zone, level, value, limit: 80, sourceTime, isTimeSuspect: false });
    return this;
  }

  /** Samples of one zone every five seconds, both ends included. */
  samples(from: number, to: number, zone: Zone, level = 0): this {
    for (let at = from; at <= to; at += 5) this.sample(at, zone, level);
    return this;
  }

  tick(at: number): this {
    this.step(at, { kind: 'tick' });
    return this;
  }

  acknowledge(at: number, occurrence: number | null = null, by = actor(), note: string | null = null): string | null {
    return this.step(at, { kind: 'acknowledge', actor: by, occurrence, note });
  }

  shelve(at: number, forS: number, by = actor('engineer'), mode: 'timed' | 'one-shot' = 'timed'): string | null {
    return this.step(at, { kind: 'shelve', actor: by, mode, forMs: forS * 1000, reason: 'known' });
  }

  suppress(at: number, reason: typeof MAINS | typeof OFF = MAINS, parentOnset?: number): this {
    const parent = parentOnset === undefined ? null : { alarmId: 'LV-1.mains~1', onsetAt: START + parentOnset * 1000 };
    this.step(at, { kind: 'suppress', reason, parent });
    return this;
  }

  release(at: number, reason: typeof MAINS | typeof OFF = MAINS, delayS = 0): this {
    this.step(at, { kind: 'release', reason, delayMs: delayS * 1000 });
    return this;
  }

  configure(at: number, rule: AlarmRule): this {
    this.rule = rule;
    this.step(at, { kind: 'configure' });
    return this;
  }

  /** The process was away from then to then; its new monotonic clock begins somewhere else. */
  restart(from: number, to: number): this {
    const savedMono = this.moment(from).monoMs;
    this.monoBase += 777_000 - to * 1000;
    this.state = resumeAlarm(JSON.parse(JSON.stringify(this.state)), savedMono, (to - from) * 1000, this.moment(to));
    return this;
  }

  moment(at: number): Moment {
    return { wallMs: START + at * 1000 + this.wallOffset, monoMs: this.monoBase + at * 1000 };
  }

  get phase(): string {
    return this.state.evaluation.phase;
  }

  get types(): string[] {
    return this.events.map((event) => event.type);
  }

  /** `type@second` of each, since or from the start. */
  log(since = 0): string[] {
    return this.events.slice(since).map((event) => `${event.type}@${(event.at - START) / 1000}`);
  }

  get last(): StepEvent | undefined {
    return this.events.at(-1);
  }
}
