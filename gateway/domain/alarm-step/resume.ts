import type { ConditionState, Deadlines, Moment, Shelving } from '../condition-state.ts';
import { breakChain, breakChange, forgetEvidence } from './evidence.ts';

type Evidence = Pick<ConditionState, 'evaluation' | 'level'>;

/** A restart within this time keeps the evidence of a running delay; a longer one starts it anew. */
export const OUTAGE_TOLERANCE_MS = 300_000;

/** No clock is believed that says more. */
export const LONGEST_OUTAGE_MS = 7 * 86_400_000;

/**
 * T22: the state to go on with after a restart. Deadlines run on while the process is away, and one that has passed takes effect
 * once; evidence does not. What was active is unknown until the first good sample. `savedMono` is on the former monotonic clock.
 */
export function resumeAlarm(state: ConditionState, savedMono: number, outageMs: number, now: Moment): ConditionState {
  const awayMs = Math.min(LONGEST_OUTAGE_MS, Math.max(0, outageMs));
  const paused = now.monoMs - savedMono;
  const running = paused - awayMs;
  return {
    ...state,
    ...resumeEvidence(state, paused, awayMs),
    quality: resumeQuality(state, paused, awayMs, now),
    episode: state.episode && { ...state.episode, toldMono: shift(state.episode.toldMono, running) },
    shelving: shiftShelving(state.shelving, running),
    deadlines: shiftDeadlines(state.deadlines, running),
    activations: state.activations.map((moment) => moment + running),
  };
}

const shift = (moment: number | null, by: number): number | null => (moment === null ? null : moment + by);

/** What was proven stays after a short outage, which itself proves nothing. */
function resumeEvidence({ evaluation, level }: ConditionState, paused: number, awayMs: number): Evidence {
  if (awayMs > OUTAGE_TOLERANCE_MS) return { evaluation: forgetEvidence(evaluation), level: null };
  if (awayMs > 0) return { evaluation: breakChain(evaluation), level: breakChange(level) };
  return {
    evaluation: 'lastMono' in evaluation ? { ...evaluation, lastMono: shift(evaluation.lastMono, paused) } : evaluation,
    level: level && { ...level, lastMono: shift(level.lastMono, paused) },
  };
}

const shiftShelving = (shelving: Shelving, by: number): Shelving =>
  shelving.state === 'unshelved' ? shelving : { ...shelving, untilMono: shelving.untilMono + by };

function resumeQuality(
  { quality, evaluation }: ConditionState,
  paused: number,
  awayMs: number,
  now: Moment,
): ConditionState['quality'] {
  if (quality.state === 'bad') return { ...quality, sinceMono: quality.sinceMono + paused };
  if (evaluation.phase === 'normal' || awayMs === 0) return quality;
  return { state: 'bad', since: now.wallMs, sinceMono: now.monoMs };
}

const shiftDeadlines = ({ announce, release, reAlarm, order, calm }: Deadlines, by: number): Deadlines => ({
  announce: shift(announce, by),
  release: shift(release, by),
  reAlarm: shift(reAlarm, by),
  order: shift(order, by),
  calm: shift(calm, by),
});
