import { useQueries } from '@tanstack/react-query';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { presentValue, useReadingSummary } from '../../data/hooks/use-readings.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { Plant } from '../../data/plant.ts';
import { type LoadStanding, loadStanding, plantStanding, STEADY_MS } from './steady-load.ts';

/** Names under which templates give the load of a chiller in per cent, best first. */
const LOAD_NAMES = ['capacity', 'load_pct', 'rla_pct'] as const;

/** The load of a chiller in per cent; undefined where its template has none. */
export function loadTag(plant: Plant, { id }: EquipmentState): string | undefined {
  return LOAD_NAMES.map((name) => `${id}.${name}`).find((tag) => plant.pointByTag.get(tag)?.unit === '%');
}

const RENEW_MS = 60_000;
const COLUMNS = 120;

/** Whether the efficiency of these chillers together can be compared now. */
export function usePlantStanding(chillers: readonly EquipmentState[]): LoadStanding {
  const { api, time } = useServices();
  const plant = usePlant();
  const tags = chillers.map((one) => loadTag(plant, one) ?? '');
  const pasts = useQueries({
    queries: tags.map((tag, i) => ({
      queryKey: ['history', chillers[i]?.id, 'steady-load'],
      queryFn: () => api.history(tag, time.nowMs() - 2 * STEADY_MS, time.nowMs(), COLUMNS),
      refetchInterval: RENEW_MS,
      enabled: tag !== '',
    })),
  });
  return useReadingSummary(tags, (readings) =>
    plantStanding(readings.map((reading, i) => loadStanding(presentValue(reading), pasts[i]?.data, time.nowMs()))),
  );
}
