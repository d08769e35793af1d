import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { type LimitLine, limitLines } from './limit-lines.ts';

const STALE_MS = 5 * 60_000;

/** Limits of the alarms that watch these points; none while they are not known, or not wanted. */
export function useLimitLines(tags: readonly string[], isWanted: boolean): readonly LimitLine[] {
  const { api } = useServices();
  const { pointByTag } = usePlant();
  const machines = [...new Set(tags.flatMap((tag) => pointByTag.get(tag)?.equipment ?? []))];
  const answers = useQueries({
    queries: machines.map((id) => ({
      queryKey: ['config', 'limits', id],
      queryFn: () => api.limits(id),
      staleTime: STALE_MS,
      enabled: isWanted,
    })),
  });
  const key = [...tags, ...answers.map(({ dataUpdatedAt }) => dataUpdatedAt)].join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers are new arrays each time; `key` says when they differ
  return useMemo(
    () =>
      isWanted
        ? limitLines(
            answers.flatMap(({ data }) => data ?? []),
            tags,
          )
        : [],
    [key, isWanted],
  );
}
