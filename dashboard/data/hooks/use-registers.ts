import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { PointRegister } from '../../../gateway/contract/resources.ts';
import { useServices } from './services-context.ts';

const RENEW_MS = 2_000;

/** Where each point of a machine is read, and the last raw answer; asked again while somebody looks. */
export function useRegisters(equipment: string): UseQueryResult<PointRegister[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: ['registers', equipment],
    queryFn: () => api.registers(equipment),
    refetchInterval: RENEW_MS,
  });
}
