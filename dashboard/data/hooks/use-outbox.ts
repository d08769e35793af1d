import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import type { NoticeView, WireDelivery, WireNotice, WireSelfTest } from '../outbox-api.ts';
import { useServices } from './services-context.ts';

const RENEW_MS = 5_000;
const OUTBOX = 'outbox';

/** Messages to people, newest first. */
export function useNotices(view: NoticeView): UseQueryResult<WireNotice[]> {
  const { api } = useServices();
  return useQuery({ queryKey: [OUTBOX, view], queryFn: () => api.notices(view), refetchInterval: RENEW_MS });
}

/** How the ways to people are, and what the latest self-test found. */
export function useDelivery(): UseQueryResult<WireDelivery> {
  const { api } = useServices();
  return useQuery({ queryKey: [OUTBOX, 'status'], queryFn: () => api.delivery(), refetchInterval: RENEW_MS });
}

/** Sends given-up messages again. */
export function useRedrive(): UseMutationResult<{ readonly count: number }, Error, readonly string[]> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (ids: readonly string[]) => api.redrive(ids),
    onSettled: () => queries.invalidateQueries({ queryKey: [OUTBOX] }),
  });
}

/** Tests every way to whoever has the duty. */
export function useSelfTest(): UseMutationResult<WireSelfTest, Error, void> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: () => api.testDelivery(),
    onSettled: () => queries.invalidateQueries({ queryKey: [OUTBOX] }),
  });
}
