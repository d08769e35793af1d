import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import type {
  ShiftWish,
  VisitDeedWish,
  VisitWish,
  WireConsole,
  WirePlannedShift,
  WireShift,
  WireShiftDetail,
  WireShiftLine,
  WireShiftNews,
  WireStanding,
  WireVisit,
} from '../shift-api.ts';
import { useServices } from './services-context.ts';

const MINUTE = 60_000;
const STANDING_MS = 15_000;
/** Renewed by the live link under these keys. */
const SHIFTS = ['records', 'shift'];
const VISITS = ['records', 'visit'];

/** Who is responsible, who is here and who comes next. */
export function useDutyConsole(): UseQueryResult<WireConsole> {
  const { api } = useServices();
  return useQuery({ queryKey: [...SHIFTS, 'console'], queryFn: () => api.dutyConsole(), refetchInterval: MINUTE });
}

/** What has happened since one's own last shift. */
export function useDutyNews(): UseQueryResult<WireShiftNews> {
  const { api } = useServices();
  return useQuery({ queryKey: [...SHIFTS, 'news'], queryFn: () => api.dutyNews(), refetchInterval: MINUTE });
}

export function useRoster(fromMs: number, toMs: number): UseQueryResult<WirePlannedShift[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: [...SHIFTS, 'roster', fromMs, toMs],
    queryFn: () => api.roster(fromMs, toMs),
    refetchInterval: MINUTE,
  });
}

/** The latest shifts, newest first. */
export function useShifts(limit: number): UseQueryResult<WireShiftLine[]> {
  const { api } = useServices();
  return useQuery({ queryKey: [...SHIFTS, 'list', limit], queryFn: () => api.shifts(limit), refetchInterval: MINUTE });
}

/** One shift with its handover and history. */
export function useShift(id: number): UseQueryResult<WireShiftDetail> {
  const { api } = useServices();
  return useQuery({ queryKey: [...SHIFTS, id], queryFn: () => api.shift(id), refetchInterval: MINUTE });
}

/** How things stand now for a handover; only asked for while it can still be signed. */
export function useStanding(id: number, isAsked: boolean): UseQueryResult<WireStanding> {
  const { api } = useServices();
  return useQuery({
    queryKey: [...SHIFTS, id, 'standing'],
    queryFn: () => api.shiftStanding(id),
    refetchInterval: STANDING_MS,
    enabled: isAsked,
  });
}

/** Does something to a shift. With a version it is refused when the shift has changed since. */
export function useShiftDeed(id: number, version?: number): UseMutationResult<WireShift, Error, ShiftWish> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (wish: ShiftWish) => api.shiftDeed(id, version, wish),
    onSettled: () => queries.invalidateQueries({ queryKey: SHIFTS }),
  });
}

/** Visitors of the last month, newest first. */
export function useVisits(): UseQueryResult<WireVisit[]> {
  const { api } = useServices();
  return useQuery({ queryKey: VISITS, queryFn: () => api.visits(), refetchInterval: MINUTE });
}

/** Areas that outsiders may enter only with leave. */
export function useClosedAreas(): UseQueryResult<{ areas: string[] }> {
  const { api } = useServices();
  return useQuery({ queryKey: ['closed-areas'], queryFn: () => api.closedAreas(), staleTime: 10 * MINUTE });
}

export function useAskForVisit(): UseMutationResult<WireVisit, Error, VisitWish> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (wish: VisitWish) => api.askForVisit(wish),
    onSuccess: () => queries.invalidateQueries({ queryKey: VISITS }),
  });
}

export function useVisitDeed({ id, version }: WireVisit): UseMutationResult<WireVisit, Error, VisitDeedWish> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (wish: VisitDeedWish) => api.visitDeed(id, version, wish),
    onSettled: () => queries.invalidateQueries({ queryKey: VISITS }),
  });
}
