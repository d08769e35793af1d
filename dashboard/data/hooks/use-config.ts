import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import type { Api } from '../api.ts';
import type {
  SaveEdits,
  SiteEdit,
  WireAccount,
  WireCheck,
  WireLimit,
  WireOutline,
  WireSiteChange,
  WireSiteFile,
  WireTemplate,
  WireTemplateSummary,
} from '../config-api.ts';
import { useServices } from './services-context.ts';

/** How often it is asked whether what was saved runs. */
const RENEW_MS = 3000;
const CONFIG = 'config';
const ACCOUNTS = ['accounts'];

export function useSiteFile(): UseQueryResult<WireSiteFile> {
  const { api } = useServices();
  return useQuery({ queryKey: [CONFIG, 'file'], queryFn: () => api.siteFile(), refetchInterval: RENEW_MS });
}

export function useSiteOutline(): UseQueryResult<WireOutline> {
  const { api } = useServices();
  return useQuery({ queryKey: [CONFIG, 'outline'], queryFn: () => api.siteOutline() });
}

export function useTemplates(): UseQueryResult<WireTemplateSummary[]> {
  const { api } = useServices();
  return useQuery({ queryKey: ['templates'], queryFn: () => api.templates(), staleTime: Number.POSITIVE_INFINITY });
}

export function useTemplate(name: string): UseQueryResult<WireTemplate> {
  const { api } = useServices();
  return useQuery({ queryKey: ['templates', name], queryFn: () => api.template(name) });
}

export function useLimits(equipment: string): UseQueryResult<WireLimit[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: [CONFIG, 'limits', equipment],
    queryFn: () => api.limits(equipment),
    enabled: equipment !== '',
  });
}

export function useSiteChanges(): UseQueryResult<WireSiteChange[]> {
  const { api } = useServices();
  return useQuery({ queryKey: [CONFIG, 'changes'], queryFn: () => api.siteChanges() });
}

/** What edits would do; asked once for the same edits of the same file. */
export function useCheck(edits: readonly SiteEdit[], revision: string): UseQueryResult<WireCheck> {
  const { api } = useServices();
  return useQuery({ queryKey: [CONFIG, 'check', revision, edits], queryFn: () => api.checkEdits(edits), gcTime: 0 });
}

/** Writes edits; everything about the file is read anew, also when it was refused. */
export function useSaveEdits(): UseMutationResult<{ readonly revision: string }, Error, SaveEdits> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (wish: SaveEdits) => api.saveEdits(wish),
    onSettled: () => queries.invalidateQueries({ queryKey: [CONFIG] }),
  });
}

/** Asks something that edits nothing: a test read, a rehearsal, who is told. */
export function useQuestion<Wish, T>(ask: (api: Api, wish: Wish) => Promise<T>): UseMutationResult<T, Error, Wish> {
  const { api } = useServices();
  return useMutation({ mutationFn: (wish: Wish) => ask(api, wish) });
}

export function useAccounts(): UseQueryResult<WireAccount[]> {
  const { api } = useServices();
  return useQuery({ queryKey: ACCOUNTS, queryFn: () => api.accounts() });
}

/** Does something with an account; the list is read anew. */
export function useAccountDeed<Wish, T>(send: (api: Api, wish: Wish) => Promise<T>): UseMutationResult<T, Error, Wish> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (wish: Wish) => send(api, wish),
    onSettled: () => queries.invalidateQueries({ queryKey: ACCOUNTS }),
  });
}
