import { useReadingSummary } from '../../data/hooks/use-readings.ts';
import { usePlant } from '../../data/hooks/use-site.ts';

const CURRENTS = ['i_a', 'i_b', 'i_c'] as const;

export interface Load {
  /** Of the most loaded phase, in per cent of the upper end of its normal band; null where a phase is not known. */
  readonly percent: number | null;
  readonly isStale: boolean;
}

/** How near its limit a line is; null where it has no current or no limit. */
export function useLoad(equipment: string): Load | null {
  const { pointByTag } = usePlant();
  const tags = CURRENTS.map((name) => `${equipment}.${name}`).filter((tag) => pointByTag.has(tag));
  const limit = pointByTag.get(`${equipment}.i_a`)?.normal?.[1];
  const most = useReadingSummary(tags, (readings) => {
    const values = readings.map((one) => one?.value ?? null);
    return values.includes(null) ? null : Math.max(...values.map((value) => value ?? 0));
  });
  const isStale = useReadingSummary(tags, (readings) => readings.some((one) => one?.standing === 'stale'));
  if (limit === undefined || limit <= 0 || tags.length === 0) return null;
  return { percent: most === null ? null : (most / limit) * 100, isStale };
}
