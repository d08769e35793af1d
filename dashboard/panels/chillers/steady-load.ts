import type { HistorySeries } from '../../../gateway/contract/resources.ts';

/** Efficiency says nothing of a chiller that has just started or idles: from here on it does, after so long. */
export const STEADY_PERCENT = 40;
export const STEADY_MS = 15 * 60_000;

/** Whether a chiller has carried its load long enough; unknown without a fresh value or without its past. */
export type LoadStanding = 'steady' | 'brief' | 'low' | 'stopped' | 'unknown';

/** The newest columns may not be filled yet; the live value speaks for them. */
const NEWEST_MS = 2 * 60_000;

type Past = Pick<HistorySeries, 'time' | 'min'>;

/**
 * How long a load has stood above 40 per cent. `past` reaches back beyond the quarter of an hour: its last column before that
 * must be above, and every one since; a column without a number proves nothing.
 */
export function loadStanding(load: number | null, past: Past | undefined, now: number): LoadStanding {
  if (load === null) return 'unknown';
  if (load <= 0) return 'stopped';
  if (load < STEADY_PERCENT) return 'low';
  if (!past) return 'unknown';
  const begin = now - STEADY_MS;
  const firstAfter = past.time.findIndex((time) => time > begin);
  const last = firstAfter < 0 ? past.time.length - 1 : firstAfter - 1;
  if (last < 0) return 'brief';
  const relevant = past.min
    .slice(last)
    .filter((min, i) => min !== null || (past.time[last + i] ?? 0) < now - NEWEST_MS);
  if (relevant.includes(null)) return 'unknown';
  return relevant.every((min) => min !== null && min >= STEADY_PERCENT) ? 'steady' : 'brief';
}

/** Whether the figure of the whole plant can be compared with others: somebody carries load, and everybody who runs is steady. */
export function plantStanding(chillers: readonly LoadStanding[]): LoadStanding {
  if (chillers.length === 0 || chillers.includes('unknown')) return 'unknown';
  const running = chillers.filter((one) => one !== 'stopped');
  if (running.length === 0) return 'stopped';
  if (running.includes('brief')) return 'brief';
  return running.includes('low') ? 'low' : 'steady';
}
