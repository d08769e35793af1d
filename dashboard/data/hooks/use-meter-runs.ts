import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import type { MeterRun, MeterRunBrief, MeterState } from '../meter-run-api.ts';
import { useServices } from './services-context.ts';

const MINUTE = 60_000;
const RUNS = ['records', 'meter-run'] as const;

/** Meters in walking order, with the reading of the newest run. */
export function useMeters(): UseQueryResult<MeterState[]> {
  const { api } = useServices();
  return useQuery({ queryKey: [...RUNS, 'meters'], queryFn: () => api.meters(), refetchInterval: MINUTE });
}

/** Runs, newest first; renewed by the live link. */
export function useMeterRuns(): UseQueryResult<MeterRunBrief[]> {
  const { api } = useServices();
  return useQuery({ queryKey: [...RUNS, 'list'], queryFn: () => api.meterRuns(), refetchInterval: MINUTE });
}

export function useMeterRun(id: number): UseQueryResult<MeterRun> {
  const { api } = useServices();
  return useQuery({ queryKey: [...RUNS, id], queryFn: () => api.meterRun(id), refetchInterval: MINUTE });
}

/** Begins a run between the regular ones. */
export function useBeginMeterRun(): UseMutationResult<MeterRun, Error, string> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (reason: string) => api.beginMeterRun(reason),
    onSuccess: () => queries.invalidateQueries({ queryKey: RUNS }),
  });
}
