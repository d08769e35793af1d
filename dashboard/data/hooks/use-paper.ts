import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import type { RecordKind } from '../../../gateway/domain/duty/record.ts';
import type { Api } from '../api.ts';
import { useServices } from './services-context.ts';

const MINUTE = 60_000;

/** Papers of one kind; renewed when the gateway says that one has changed, and each minute for what only time changes. */
export function usePapers<T>(
  kind: RecordKind,
  key: readonly (string | number)[],
  ask: (api: Api) => Promise<T>,
): UseQueryResult<T> {
  const { api } = useServices();
  return useQuery({ queryKey: ['records', kind, ...key], queryFn: () => ask(api), refetchInterval: MINUTE });
}

/** Does something with a paper; what is shown of its kind is asked for again, also when it was refused. */
export function useDeed<Wish, T>(
  kind: RecordKind,
  send: (api: Api, wish: Wish) => Promise<T>,
): UseMutationResult<T, Error, Wish> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (wish: Wish) => send(api, wish),
    onSettled: () => queries.invalidateQueries({ queryKey: ['records', kind] }),
  });
}
