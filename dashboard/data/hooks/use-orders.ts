import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiError, codeOf } from '../api-error.ts';
import type { StoredFile } from '../file-api.ts';
import type {
  OfflineDecision,
  OfflineResult,
  OfflineStep,
  OrderDraft,
  OrderQuery,
  OrderSettings,
  RepairRequest,
  Transition,
  WireOfflineCommand,
  WireOrder,
} from '../order-api.ts';
import { canWait, previewOrder } from '../preview-order.ts';
import { shrinkPhoto } from '../shrink-photo.ts';
import { useServices } from './services-context.ts';
import { useCell } from './use-cell.ts';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;

/** Work orders by state and kind, newest first; renewed by the live link. */
export function useOrderList(query: OrderQuery): UseQueryResult<WireOrder[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: ['work-orders', query.state, query.equipment ?? '', query.kind ?? ''],
    queryFn: () => api.listOrders(query),
    refetchInterval: MINUTE,
  });
}

/** Codes and limits of the site. */
export function useOrderSettings(): UseQueryResult<OrderSettings> {
  const { api } = useServices();
  return useQuery({ queryKey: ['work-order-settings'], queryFn: () => api.orderSettings(), staleTime: QUARTER });
}

/** The order as it will be once what this person did without a link has arrived. */
export function usePreview(order: WireOrder): { readonly order: WireOrder; readonly unsent: readonly OfflineStep[] } {
  const { unsent, time } = useServices();
  const waiting = useCell(unsent.waiting);
  return useMemo(() => {
    const own = waiting.filter((step) => step.order === order.id);
    return { order: previewOrder(order, own, time.nowMs()), unsent: own };
  }, [order, waiting, time]);
}

export const useUnsent = (): readonly OfflineStep[] => useCell(useServices().unsent.waiting);
export const useUnsentReview = (): readonly OfflineResult[] => useCell(useServices().unsent.inReview);

/** kept: there is no link; it is sent when there is one. */
export type StepOutcome = { readonly kind: 'done'; readonly order: WireOrder } | { readonly kind: 'kept' };

/** Takes a step. Without a link what may wait is kept on the device; while something waits everything goes behind it. */
export function useOrderStep(order: WireOrder): UseMutationResult<StepOutcome, Error, Transition> {
  const { api, queries, link, unsent } = useServices();
  const keep = (step: Transition): StepOutcome => {
    if (!unsent.add(order.id, step)) throw new ApiError('REQUEST_TOO_MANY', 0);
    return { kind: 'kept' };
  };
  return useMutation({
    mutationFn: async (step: Transition): Promise<StepOutcome> => {
      const mustWait = link.get().state === 'lost' || unsent.waiting.get().some((one) => one.order === order.id);
      if (mustWait && canWait(step.step)) return keep(step);
      try {
        return { kind: 'done', order: await api.transition(order.id, step) };
      } catch (error) {
        if (codeOf(error) !== 'NETWORK' || !canWait(step.step)) throw error;
        // It may have arrived although its answer did not: on a changed order it is put aside instead of being done twice.
        return keep({ ...step, expectedVersion: order.version });
      }
    },
    onSuccess: (outcome) => {
      if (outcome.kind === 'kept') return;
      queries.setQueryData(['work-order', order.id], outcome.order);
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

export function useRequestRepair(): UseMutationResult<WireOrder, Error, RepairRequest> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (request: RepairRequest) => api.requestRepair(request),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['work-orders'] }),
  });
}

/** Steps of phones that orders could not take. */
export function useOfflineReview(state: WireOfflineCommand['state']): UseQueryResult<WireOfflineCommand[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: ['work-orders', 'offline', state],
    queryFn: () => api.offlineCommands(state),
    refetchInterval: MINUTE,
  });
}

export function useDecideOffline(id: string): UseMutationResult<WireOfflineCommand, Error, OfflineDecision> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (decision: OfflineDecision) => api.decideOffline(id, decision),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['work-orders'] }),
  });
}

/** Sends a photo or paper, made smaller where it is large. */
export function useAddFile(): UseMutationResult<StoredFile, Error, File> {
  const { api } = useServices();
  return useMutation({ mutationFn: async (file: File) => api.addFile(await shrinkPhoto(file)) });
}
