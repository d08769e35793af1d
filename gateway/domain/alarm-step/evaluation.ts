import type { AlarmInput, StepResult } from '../alarm-input.ts';
import type { ConditionState, Evaluation, LevelChange } from '../condition-state.ts';
import { returnDelay, unsettle } from './chatter.ts';
import { activate, markReturned } from './episode.ts';
import { growChange, provenMs } from './evidence.ts';
import { followLevel } from './levels.ts';
import { type Cause, change } from './progress.ts';
import { freeze, thaw } from './quality.ts';
import { isExclusive, isMilder, isSameSide, levelWithin, mildestOf, onDelayAt } from './rule.ts';
import { endOneShot } from './shelving.ts';

type Sample = Extract<AlarmInput, { kind: 'sample' }>;
type PendingOn = Extract<Evaluation, { phase: 'pending-on' }>;
type PendingOff = Extract<Evaluation, { phase: 'pending-off' }>;

/** R1: what a sample does. Only a disabled condition is not judged. */
export function judgeSample(cause: Cause, before: StepResult, sample: Sample): StepResult {
  if (before.state.service.state === 'disabled') return before;
  if (sample.zone === 'unknown') return freeze(cause, before);
  const step = thaw(cause, before);
  const level = levelWithin(cause.rule, sample.level);
  const { evaluation } = step.state;
  switch (evaluation.phase) {
    case 'normal':
      return sample.zone === 'alarm' ? begin(cause, step, sample, level) : step;
    case 'pending-on':
      return whilePendingOn(cause, step, evaluation, sample, level);
    case 'active':
      return sample.zone === 'normal' ? beginReturn(cause, step) : whileActive(cause, step, sample.zone, level);
    case 'pending-off':
      return sample.zone === 'normal'
        ? whilePendingOff(cause, step, evaluation)
        : whileActive(cause, bounce(cause, step), sample.zone, level);
  }
}

/** T1, or T2 at once where the level has no on-delay. Equipment whose clock is wrong does not say when it began. */
function begin(cause: Cause, step: StepResult, sample: Sample, level: number): StepResult {
  const { rule, now } = cause;
  const onsetAt = sample.isTimeSuspect ? now.wallMs : Math.min(sample.sourceTime, now.wallMs);
  if (onDelayAt(rule, level) === 0) return activate(cause, step, onsetAt, level);
  const run = isExclusive(rule) ? growChange(rule, null, level, now) : null;
  const base = mildestOf(rule, level);
  if (onDelayAt(rule, base) === 0) return activate(cause, change(step, { level: run }), onsetAt, base);
  const evaluation: Evaluation = { phase: 'pending-on', onsetAt, evidenceMs: 0, lastMono: now.monoMs };
  return change(step, { evaluation, level: run });
}

/** T1a, or T2 as soon as one level has its evidence. */
function whilePendingOn(cause: Cause, step: StepResult, pending: PendingOn, sample: Sample, level: number): StepResult {
  const { rule, now } = cause;
  const { level: before, nearMisses } = step.state;
  const ended: Partial<ConditionState> = { evaluation: { phase: 'normal' }, level: null, nearMisses: nearMisses + 1 };
  if (sample.zone !== 'alarm') return change(step, ended);
  if (before && !isSameSide(rule, before.to, level)) return begin(cause, change(step, ended), sample, level);
  const evidenceMs = provenMs(rule, pending, now);
  const run = isExclusive(rule) ? growChange(rule, before, level, now) : null;
  const reached = reachedLevel(cause, evidenceMs, run, level);
  if (reached === null)
    return change(step, { evaluation: { ...pending, evidenceMs, lastMono: now.monoMs }, level: run });
  return activate(cause, change(step, { level: run?.to === reached ? null : run }), pending.onsetAt, reached);
}

/** The worst level whose on-delay is over; null while there is none. */
function reachedLevel({ rule }: Cause, evidenceMs: number, run: LevelChange | null, level: number): number | null {
  if (run && run.evidenceMs >= onDelayAt(rule, run.to)) return run.to;
  const base = mildestOf(rule, level);
  return evidenceMs >= onDelayAt(rule, base) ? base : null;
}

/** In the alarm zone, or in a deadband, where a worse level cannot begin. */
function whileActive(cause: Cause, step: StepResult, zone: 'alarm' | 'hold', level: number): StepResult {
  const { episode, isReconfigured } = step.state;
  const judged = isReconfigured ? change(step, { isReconfigured: false }) : step;
  const active = episode?.level ?? 0;
  return followLevel(cause, judged, zone === 'alarm' || isMilder(cause.rule, level, active) ? level : active);
}

/** T4. */
const bounce = (cause: Cause, step: StepResult): StepResult =>
  unsettle(cause, change(step, { evaluation: { phase: 'active' }, bounces: step.state.bounces + 1 }));

/** T3, or T5 at once. What is normal is milder than any level, too. */
function beginReturn(cause: Cause, step: StepResult): StepResult {
  if (returnDelay(cause, step.state) === 0) return leave(cause, step);
  const evaluation: Evaluation = { phase: 'pending-off', evidenceMs: 0, lastMono: cause.now.monoMs };
  return lowerBeneath(cause, change(step, { evaluation }));
}

/** T5. */
function whilePendingOff(cause: Cause, step: StepResult, pending: PendingOff): StepResult {
  const evidenceMs = provenMs(cause.rule, pending, cause.now);
  if (evidenceMs >= returnDelay(cause, step.state)) return leave(cause, step);
  return lowerBeneath(cause, change(step, { evaluation: { ...pending, evidenceMs, lastMono: cause.now.monoMs } }));
}

const lowerBeneath = (cause: Cause, step: StepResult): StepResult =>
  followLevel(cause, step, mildestOf(cause.rule, step.state.episode?.level ?? 0));

/** A one-shot shelving ends with it. */
const leave = (cause: Cause, step: StepResult): StepResult => endOneShot(cause, markReturned(cause, step));
