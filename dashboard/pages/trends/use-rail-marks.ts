import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useAlarmName } from '../../panels/alarm-list/use-alarm-name.ts';
import type { RailMark } from './cluster-marks.ts';

const MINUTE = 60_000;

/** Alarms and orders of the machines whose points are shown: the latest five hundred of each. */
export function useRailMarks(tags: readonly string[], isWanted: boolean): readonly RailMark[] {
  const { api } = useServices();
  const plant = usePlant();
  const nameOf = useAlarmName();
  const { text } = useWords();
  const machines = [...new Set(tags.flatMap((tag) => plant.pointByTag.get(tag)?.equipment ?? []))];
  const shared = { refetchInterval: MINUTE, staleTime: MINUTE / 2, enabled: isWanted };
  const alarms = useQueries({
    queries: machines.map((id) => ({
      ...shared,
      queryKey: ['alarm-history', id],
      queryFn: () => api.alarms('all', id),
    })),
  });
  const orders = useQueries({
    queries: machines.map((id) => ({
      ...{ ...shared, queryKey: ['work-orders', 'all', id, ''] },
      queryFn: () => api.listOrders({ state: 'all', equipment: id }),
    })),
  });
  const key = [...alarms, ...orders].map(({ dataUpdatedAt }) => dataUpdatedAt).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers are new arrays each time; `key` says when they differ
  return useMemo(() => {
    if (!isWanted) return [];
    const ofAlarms = alarms.flatMap(({ data }) =>
      (data ?? []).map((alarm): RailMark => {
        const { id, priority, activeAt } = alarm;
        return { at: Date.parse(activeAt), kind: 'alarm', id, priority, name: nameOf(alarm) };
      }),
    );
    const ofOrders = orders.flatMap(({ data }) =>
      (data ?? []).map(({ id, priority, openedAt, title }): RailMark => {
        return { at: Date.parse(openedAt), kind: 'order', id: String(id), priority, name: `${id} ${text(title)}` };
      }),
    );
    return [...ofAlarms, ...ofOrders];
  }, [key, isWanted, text]);
}
