import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { WirePerformance } from '../performance-api.ts';
import { useServices } from './services-context.ts';
import { useLink } from './use-site.ts';

const MINUTE = 60_000;

/** The alarms of the last so many days in figures. Asked once the gateway's time is known: a desk with a wrong clock gets the right days. */
export function usePerformance(days: number): UseQueryResult<WirePerformance> {
  const { api, time } = useServices();
  const enabled = useLink().state === 'live';
  return useQuery({
    queryKey: ['alarm-performance', days],
    queryFn: () => {
      const to = Math.ceil(time.nowMs() / MINUTE) * MINUTE;
      return api.alarmPerformance(to - days * 24 * 60 * MINUTE, to);
    },
    enabled,
    staleTime: 5 * MINUTE,
    refetchInterval: 5 * MINUTE,
  });
}
