import type { Evaluation, LevelChange, Moment } from '../condition-state.ts';
import type { AlarmRule } from './rule.ts';

interface Run {
  readonly evidenceMs: number;
  readonly lastMono: number | null;
}

/** Evidence is time between good samples that follow each other, as far as one gap may count; a gap after a break proves nothing. */
export function provenMs({ maxGapMs, isDevice }: AlarmRule, { evidenceMs, lastMono }: Run, { monoMs }: Moment): number {
  if (lastMono === null) return evidenceMs;
  const gapMs = Math.max(0, monoMs - lastMono);
  return evidenceMs + (isDevice ? gapMs : Math.min(maxGapMs, gapMs));
}

/** One more sample for another level: the run goes on, or a new one begins. */
export function growChange(rule: AlarmRule, run: LevelChange | null, to: number, now: Moment): LevelChange {
  const evidenceMs = run?.to === to ? provenMs(rule, run, now) : 0;
  return { to, evidenceMs, lastMono: now.monoMs };
}

/** What was proven stays, but does not reach to the next sample. */
export function breakChain(evaluation: Evaluation): Evaluation {
  if (evaluation.phase === 'normal' || evaluation.phase === 'active') return evaluation;
  return { ...evaluation, lastMono: null };
}

export const breakChange = (run: LevelChange | null): LevelChange | null => run && { ...run, lastMono: null };

/** Nothing is proven any more; a delay starts anew. */
export function forgetEvidence(evaluation: Evaluation): Evaluation {
  if (evaluation.phase === 'normal' || evaluation.phase === 'active') return evaluation;
  return { ...evaluation, evidenceMs: 0, lastMono: null };
}
