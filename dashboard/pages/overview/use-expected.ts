import { useQueries } from '@tanstack/react-query';
import type { WireEnergy } from '../../data/api.ts';
import { useEnergy } from '../../data/hooks/queries.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { type Expected, expectedAfter, type FormerDay } from './expected.ts';

const WEEK_MS = 7 * 86_400_000;
const WEEKS = [1, 2, 3, 4] as const;
const HOUR_MS = 3_600_000;

/** Energy of today, and what the same weekday of the last four weeks used up to now; null while that is not known. */
export function useExpectedEnergy(): { readonly today: WireEnergy | undefined; readonly expected: Expected | null } {
  const { api } = useServices();
  const today = useEnergy('today').data;
  const startMs = today ? Date.parse(today.startAt) : null;
  const former = useQueries({
    queries: WEEKS.map((weeks) => {
      // Noon, so that a day of 23 or 25 hours in between still leads into the day that is meant.
      const atMs = (startMs ?? 0) + WEEK_MS / 14 - weeks * WEEK_MS;
      return {
        queryKey: ['energy', 'today', atMs],
        queryFn: () => api.energy('today', atMs),
        enabled: startMs !== null,
        staleTime: HOUR_MS,
      };
    }),
  });
  if (!today || startMs === null) return { today, expected: null };
  const days = former.flatMap(({ data }) => (data ? [dayOf(data)] : []));
  return { today, expected: expectedAfter(Date.parse(today.endAt) - startMs, days) };
}

const dayOf = ({ startAt, total }: WireEnergy): FormerDay => ({
  startMs: Date.parse(startAt),
  buckets: total.buckets.map((bucket) => ({
    startMs: Date.parse(bucket.startAt),
    endMs: Date.parse(bucket.endAt),
    kwh: bucket.kwh,
    coverage: bucket.coverage,
  })),
});
