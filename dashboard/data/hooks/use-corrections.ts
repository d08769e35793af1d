import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import type { JumpDecision, MeterExchange, WireCorrection, WireEnergy, WireReplacement } from '../api.ts';
import { useServices } from './services-context.ts';

/** Where the meters of a report did not plainly count, within its period. */
export function useCorrections(report: WireEnergy): UseQueryResult<WireCorrection[]> {
  const { api } = useServices();
  const tags = [...new Set([report.total, ...report.systems].flatMap((part) => part.meters))].sort();
  return useQuery({
    queryKey: ['corrections', tags, report.startAt, report.endAt],
    queryFn: () => api.corrections(tags, report.startAt, report.endAt),
    enabled: tags.length > 0 && report.startAt < report.endAt,
    placeholderData: (before: WireCorrection[] | undefined) => before,
  });
}

/** What counts changes with each of these, and so does every figure made of it. */
function useDeed<Order, Answer>(act: (order: Order) => Promise<Answer>): UseMutationResult<Answer, Error, Order> {
  const { queries } = useServices();
  return useMutation({
    mutationFn: act,
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['energy'] }),
        queries.invalidateQueries({ queryKey: ['corrections'] }),
      ]),
  });
}

export function useReplaceMeter(): UseMutationResult<WireReplacement, Error, MeterExchange> {
  const { api } = useServices();
  return useDeed(api.replaceMeter);
}

export function useUndoReplacement(): UseMutationResult<WireReplacement, Error, number> {
  const { api } = useServices();
  return useDeed(api.undoReplacement);
}

export function useDecideJump(): UseMutationResult<WireCorrection, Error, JumpDecision> {
  const { api } = useServices();
  return useDeed(api.decideJump);
}
