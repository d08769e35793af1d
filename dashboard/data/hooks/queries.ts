import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Person, WireConnection, WireEnergy } from '../api.ts';
import type { OrderFilter, WireOrder } from '../order-api.ts';
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
