import type { ClockName } from '../../gateway/domain/work-order-clock.ts';

/** A promise of time as it comes over the wire. */
export interface WireClock {
  readonly name: ClockName;
  /** ended: the order was given up before. */
  readonly state: 'running' | 'paused' | 'met' | 'breached' | 'ended';
  readonly limitMs: number;
  readonly elapsedMs: number;
  readonly dueAt: string | null;
  readonly stoppedAt: string | null;
  readonly breachedAt: string | null;
}

/** How one promise stands now. `ms`: left, over, or what it took; 0 where nobody can tell. */
export interface ClockStanding {
  readonly name: ClockName;
  readonly standing: 'late' | 'soon' | 'running' | 'paused' | 'kept' | 'broken' | 'ended';
  readonly ms: number;
}

/** From this share of the limit on it is said aloud that it runs out. */
const SOON_SHARE = 0.2;

/** The gateway's answer is of a moment ago: what is left is counted on from it. */
export function clockStanding(clock: WireClock, now: number): ClockStanding {
  const { name, state, limitMs, elapsedMs } = clock;
  if (state === 'ended') return { name, standing: 'ended', ms: elapsedMs };
  if (clock.stoppedAt !== null) return { name, standing: clock.breachedAt ? 'broken' : 'kept', ms: elapsedMs };
  if (state === 'paused') return { name, standing: 'paused', ms: Math.max(0, limitMs - elapsedMs) };
  const due = clock.dueAt ?? clock.breachedAt;
  if (due === null) return { name, standing: 'running', ms: Math.max(0, limitMs - elapsedMs) };
  const left = Date.parse(due) - now;
  if (left <= 0) return { name, standing: 'late', ms: -left };
  return { name, standing: left <= limitMs * SOON_SHARE ? 'soon' : 'running', ms: left };
}

const URGENCY: readonly ClockStanding['standing'][] = ['late', 'soon', 'running', 'paused'];

/** The promise that matters now: the one that is late, else the next to run out; undefined where none runs. */
export function nextClock(clocks: readonly WireClock[], now: number): ClockStanding | undefined {
  const running = clocks.map((clock) => clockStanding(clock, now)).filter(({ standing }) => URGENCY.includes(standing));
  const rank = ({ standing }: ClockStanding): number => URGENCY.indexOf(standing);
  const later = (a: ClockStanding, b: ClockStanding): number => (a.standing === 'late' ? b.ms - a.ms : a.ms - b.ms);
  return running.sort((a, b) => rank(a) - rank(b) || later(a, b))[0];
}

/** Share of the limit that is used, 0–1. */
export function usedShare(clock: WireClock, now: number): number {
  const { standing, ms } = clockStanding(clock, now);
  if (standing === 'late' || standing === 'broken') return 1;
  const used = standing === 'kept' || standing === 'ended' ? ms : clock.limitMs - ms;
  return Math.min(1, Math.max(0, used / Math.max(1, clock.limitMs)));
}
