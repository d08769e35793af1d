import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import type { RefusedChoice, WireLoss, WireRefused, WireStatus } from '../api.ts';
import { useServices } from './services-context.ts';

const STATUS_MS = 5_000;
const MINUTE = 60_000;

/** How the record of all values and its sinks are doing. */
export function useRecords(): UseQueryResult<WireStatus> {
  const { api } = useServices();
  return useQuery({ queryKey: ['records', 'status'], queryFn: () => api.status(), refetchInterval: STATUS_MS });
}

export function useLosses(): UseQueryResult<WireLoss[]> {
  const { api } = useServices();
  return useQuery({ queryKey: ['records', 'losses'], queryFn: () => api.losses(), refetchInterval: MINUTE });
}

export function useRefused(): UseQueryResult<WireRefused[]> {
  const { api } = useServices();
  return useQuery({ queryKey: ['records', 'refused'], queryFn: () => api.refused(), refetchInterval: STATUS_MS });
}

interface Decision extends RefusedChoice {
  readonly what: 'retry' | 'drop';
}

/** Sends refused values again, or gives them up. */
export function useDecideRefused(): UseMutationResult<{ readonly count: number }, Error, Decision> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: ({ what, ...choice }: Decision) =>
      what === 'retry' ? api.retryRefused(choice) : api.dropRefused(choice),
    onSettled: () => queries.invalidateQueries({ queryKey: ['records'] }),
  });
}

interface Replay {
  readonly sink: string;
  readonly fromMs: number;
}

/** Sends a sink the past once more. */
export function useReplay(): UseMutationResult<{ readonly from: string; readonly samples: number }, Error, Replay> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: ({ sink, fromMs }: Replay) => api.replay(sink, fromMs),
    onSettled: () => queries.invalidateQueries({ queryKey: ['records'] }),
  });
}
