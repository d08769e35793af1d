/** What the alarm state machine remembers of one condition. */

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

/** R2. */
export type Acknowledgement =
  | { readonly state: 'unacknowledged' }
  | { readonly state: 'acknowledged'; readonly at: number; readonly by: string };

/** The latest annunciation history of a condition; open until `closedAt`. */
export interface Episode {
  readonly number: number;
  readonly occurrence: number;
  readonly onsetAt: number;
  readonly activeAt: number;
  /** Null where there is no number, as for a lost device. */
  readonly value: number | null;
  readonly limit: number | null;
  readonly returnedAt: number | null;
  readonly acknowledgement: Acknowledgement;
  /** Last time people were told. */
  readonly announcedAt: number;
  readonly closedAt: number | null;
}

/** Everything a condition resumes from; plain data, stored as JSON. */
export interface ConditionState {
  readonly evaluation: Evaluation;
  readonly quality: QualityRegion;
  readonly episode: Episode | null;
  readonly nearMisses: number;
  readonly bounces: number;
}

export interface Moment {
  readonly wallMs: number;
  readonly monoMs: number;
}

export const INITIAL_STATE: ConditionState = {
  evaluation: { phase: 'normal' },
  quality: { state: 'good' },
  episode: null,
  nearMisses: 0,
  bounces: 0,
};

export type OpenEpisode = Episode & { readonly closedAt: null };
export const isOpen = (episode: Episode | null): episode is OpenEpisode => episode?.closedAt === null;
export const isActive = (state: ConditionState): boolean =>
  state.evaluation.phase === 'active' || state.evaluation.phase === 'pending-off';

/** A restart within this time keeps the evidence of a running delay; a longer one starts it anew. */
export const OUTAGE_TOLERANCE_MS = 300_000;

/** T22: the state to go on with after a restart. Downtime proves nothing; evaluation waits for the first good sample. */
export function resumeAlarm(state: ConditionState, outageMs: number, now: Moment): ConditionState {
  const evaluation = breakChain(state.evaluation, outageMs > OUTAGE_TOLERANCE_MS);
  const quality = state.quality.state === 'bad' ? { ...state.quality, sinceMono: now.monoMs } : state.quality;
  return { ...state, evaluation, quality };
}

/** Running evidence that does not reach to the next sample any more: what is proven stays, unless it is too old. */
export function breakChain(evaluation: Evaluation, isForgotten: boolean): Evaluation {
  if (evaluation.phase === 'normal' || evaluation.phase === 'active') return evaluation;
  return { ...evaluation, lastMono: null, evidenceMs: isForgotten ? 0 : evaluation.evidenceMs };
}
