import { useQuery } from '@tanstack/react-query';
import type { PointState } from '../../../gateway/contract/resources.ts';
import { useServices } from './services-context.ts';

/** Texts change seldom; their quality comes live all the same. */
const RENEW_MS = 2000;

/** The words of a point of kind `text`, asked anew once per machine while they are on the screen; null for every other point. */
export function usePointText(point: PointState | undefined): string | null {
  const { api } = useServices();
  const { data = null } = useQuery({
    queryKey: ['texts', point?.equipment ?? ''],
    queryFn: () => api.points(point?.equipment),
    enabled: point?.kind === 'text',
    refetchInterval: RENEW_MS,
    select: (points) => points.find(({ tag }) => tag === point?.tag)?.text ?? null,
  });
  return data;
}
