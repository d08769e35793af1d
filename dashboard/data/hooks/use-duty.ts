import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import type {
  OverrideWish,
  WireCoverage,
  WireDuty,
  WireDutyPlan,
  WireEscalation,
  WireOverride,
} from '../on-call-api.ts';
import { useServices } from './services-context.ts';

const MINUTE = 60_000;
const ESCALATION_MS = 10_000;
const DUTY = 'duty';

/** Who has the duty of each rotation at this moment. */
export function useDuty(): UseQueryResult<WireDuty> {
  const { api } = useServices();
  return useQuery({ queryKey: [DUTY, 'now'], queryFn: () => api.duty(), refetchInterval: MINUTE });
}

/** People, rotations and the turns between two moments. */
export function useDutyPlan(fromMs: number, toMs: number): UseQueryResult<WireDutyPlan> {
  const { api } = useServices();
  return useQuery({
    queryKey: [DUTY, 'plan', fromMs, toMs],
    queryFn: () => api.dutyPlan(fromMs, toMs),
    refetchInterval: MINUTE,
    placeholderData: (before: WireDutyPlan | undefined) => before,
  });
}

/** When nobody has a duty that alarms are told to. */
export function useCoverage(): UseQueryResult<WireCoverage> {
  const { api } = useServices();
  return useQuery({ queryKey: [DUTY, 'coverage'], queryFn: () => api.dutyCoverage(), refetchInterval: MINUTE });
}

/** Changes of the duty between two moments, and swaps that are asked. */
export function useOverrides(fromMs: number, toMs: number): UseQueryResult<WireOverride[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: [DUTY, 'overrides', fromMs, toMs],
    queryFn: () => api.dutyOverrides(fromMs, toMs),
    refetchInterval: MINUTE,
  });
}

/** Changes the duty, or asks somebody to swap. */
export function useOverrideDuty(): UseMutationResult<WireOverride, Error, OverrideWish> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (wish: OverrideWish) => api.overrideDuty(wish),
    onSuccess: () => queries.invalidateQueries({ queryKey: [DUTY] }),
  });
}

interface Decision {
  readonly id: number;
  readonly what: 'agree' | 'withdraw';
}

/** Agrees to a swap, or takes a change back. */
export function useDecideOverride(): UseMutationResult<unknown, Error, Decision> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: async ({ id, what }: Decision): Promise<unknown> =>
      what === 'agree' ? api.agreeSwap(id) : api.withdrawOverride(id),
    onSettled: () => queries.invalidateQueries({ queryKey: [DUTY] }),
  });
}

/** Alarms that people are being told of. */
export function useEscalations(): UseQueryResult<WireEscalation[]> {
  const { api } = useServices();
  return useQuery({ queryKey: ['escalations'], queryFn: () => api.escalations(), refetchInterval: ESCALATION_MS });
}
