import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import type {
  CardDeed,
  WireCard,
  WireCardDetail,
  WireEquipmentHistory,
  WireEquipmentUse,
  WireGoodOrder,
  WireMonthHours,
} from '../register-api.ts';
import { useServices } from './services-context.ts';

const MINUTE = 60_000;
/** The live link asks again for what stands beneath it when a card has changed. */
const CARDS = ['records', 'equipment-card'];

/** The register, or one machine of it. */
export function useEquipmentCards(equipment?: string): UseQueryResult<WireCard[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: [...CARDS, 'list', equipment ?? ''],
    queryFn: () => api.equipmentCards(equipment),
    refetchInterval: MINUTE,
  });
}

export function useEquipmentCard(id: number): UseQueryResult<WireCardDetail> {
  const { api } = useServices();
  return useQuery({ queryKey: [...CARDS, id], queryFn: () => api.equipmentCard(id), refetchInterval: MINUTE });
}

/** Alarms, orders, parts and hand-written lines of the last year. */
export function useEquipmentHistory(id: number): UseQueryResult<WireEquipmentHistory> {
  const { api } = useServices();
  return useQuery({ queryKey: [...CARDS, id, 'history'], queryFn: () => api.equipmentHistory(id) });
}

export function useEquipmentHours(id: number): UseQueryResult<WireMonthHours[]> {
  const { api } = useServices();
  return useQuery({ queryKey: [...CARDS, id, 'hours'], queryFn: () => api.equipmentHours(id), staleTime: MINUTE });
}

/** Energy and water by month. */
export function useEquipmentUse(id: number): UseQueryResult<WireEquipmentUse[]> {
  const { api } = useServices();
  return useQuery({ queryKey: [...CARDS, id, 'use'], queryFn: () => api.equipmentUse(id), staleTime: MINUTE });
}

/** `month` as `2026-01`; that under way when absent. */
export function useGoodOrder(month?: string): UseQueryResult<WireGoodOrder> {
  const { api } = useServices();
  return useQuery({ queryKey: ['good-order', month ?? ''], queryFn: () => api.goodOrder(month), staleTime: MINUTE });
}

export function useCardDeed(id: number): UseMutationResult<WireCard, Error, CardDeed> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (deed: CardDeed) => api.cardDeed(id, deed),
    onSuccess: () => queries.invalidateQueries({ queryKey: CARDS }),
  });
}
