import { useQuery } from '@tanstack/react-query';
import { lastChange } from '../last-change.ts';
import { useServices } from './services-context.ts';

const DAY_MS = 86_400_000;
/** Columns of a minute. */
const COLUMNS = 1440;
const RENEW_MS = 60_000;

/** Since when a point has had its present value, ms since the epoch; `atLeast`: it was so already a day ago, or the past is not known. */
export function useStateSince(tag: string | undefined, present: number | null) {
  const { api, time } = useServices();
  const { data } = useQuery({
    queryKey: ['history', tag, 'state-since', present],
    queryFn: () => api.history(tag ?? '', time.nowMs() - DAY_MS, time.nowMs(), COLUMNS),
    enabled: tag !== undefined && present !== null,
    refetchInterval: RENEW_MS,
  });
  return data && present !== null ? lastChange(data, present) : undefined;
}
