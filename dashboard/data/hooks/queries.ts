import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import type {
  OrderDraft,
  OrderFilter,
  Person,
  Transition,
  WireAlarm,
  WireAlarmEvent,
  WireConnection,
  WireEnergy,
  WireOrder,
} from '../api.ts';
import { useServices } from './services-context.ts';

const MINUTE = 60_000;

/** Work orders by state, newest first; renewed by the live link. */
export function useOrders(state: OrderFilter, equipment?: string): UseQueryResult<WireOrder[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: ['work-orders', state, equipment ?? ''],
    queryFn: () => api.workOrders(state, equipment),
    refetchInterval: MINUTE,
  });
}

export function useOrder(id: number): UseQueryResult<WireOrder> {
  const { api } = useServices();
  return useQuery({ queryKey: ['work-order', id], queryFn: () => api.workOrder(id), refetchInterval: MINUTE });
}

export function useTransition(id: number): UseMutationResult<WireOrder, Error, Transition> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (step: Transition) => api.transition(id, step),
    onSuccess: (order) => {
      queries.setQueryData(['work-order', id], order);
      return queries.invalidateQueries({ queryKey: ['work-orders'] });
    },
  });
}

export function useCreateOrder(): UseMutationResult<WireOrder, Error, OrderDraft> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (draft: OrderDraft) => api.createOrder(draft),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['work-orders'] }),
  });
}

/** Acknowledges the occurrence the person has seen; the answer replaces the alarm on the screen. */
export function useAcknowledge(): UseMutationResult<WireAlarm, Error, WireAlarm> {
  const { api, alarms } = useServices();
  return useMutation({
    mutationFn: (alarm: WireAlarm) => api.acknowledge(alarm.id, alarm.occurrence),
    onSuccess: alarms.upsert,
  });
}

/** All alarms, closed ones too, newest first. */
export function useAlarmHistory(equipment?: string): UseQueryResult<WireAlarm[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: ['alarm-history', equipment ?? ''],
    queryFn: () => api.alarms('all', equipment),
    refetchInterval: MINUTE,
  });
}

/** What happened to an alarm; asked anew whenever its state changes or it comes again, the old list standing until then. */
export function useAlarmEvents({ id, state, occurrence }: WireAlarm): UseQueryResult<WireAlarmEvent[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: ['alarm-events', id, state, occurrence],
    queryFn: () => api.alarmEvents(id),
    placeholderData: (before: WireAlarmEvent[] | undefined) => before,
  });
}

/** Of the period under way, or of the one that `atMs` lies in. */
export function useEnergy(period: WireEnergy['period'], atMs?: number): UseQueryResult<WireEnergy> {
  const { api } = useServices();
  return useQuery({
    queryKey: ['energy', period, atMs],
    queryFn: () => api.energy(period, atMs),
    refetchInterval: MINUTE,
  });
}

export function useConnections(): UseQueryResult<WireConnection[]> {
  const { api } = useServices();
  return useQuery({ queryKey: ['connections'], queryFn: () => api.connections(), refetchInterval: 5000 });
}

export function usePeople(): UseQueryResult<Person[]> {
  const { api } = useServices();
  return useQuery({ queryKey: ['people'], queryFn: () => api.people(), staleTime: MINUTE });
}
