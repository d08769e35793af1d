import { useMemo, useSyncExternalStore } from 'react';
import type { Energised } from '../../../gateway/domain/topology.ts';
import type { TopologyPlan } from '../../../gateway/domain/topology-plan.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { useCell } from '../../data/hooks/use-cell.ts';
import { presentValue, useReadingSummary } from '../../data/hooks/use-readings.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { createPowerStates, type PowerStates } from './power-states.ts';
import { POWER_POINTS, type ReadPower } from './read-power.ts';

const NOTHING: ReadonlyMap<string, Energised> = new Map();
const NO_STATES: PowerStates = { get: () => NOTHING, subscribe: () => () => undefined };

/** How every place of the topology lives now; drawn again only when one of them changes. */
export function usePowerStates(topology: TopologyPlan): ReadonlyMap<string, Energised> {
  const points = useCell(useServices().site)?.points;
  const { pointByTag } = usePlant();
  const states = useMemo(
    () => (points ? createPowerStates(topology, points, pointByTag) : NO_STATES),
    [topology, points, pointByTag],
  );
  return useSyncExternalStore(states.subscribe, states.get, states.get);
}

/** What a switch or a set says of itself, by its own points. */
export function useOwnPower<T extends string>(id: string, judge: (read: ReadPower, id: string) => T): T {
  const { pointByTag } = usePlant();
  const tags = POWER_POINTS.map((name) => `${id}.${name}`).filter((tag) => pointByTag.has(tag));
  return useReadingSummary(tags, (readings) => {
    const values = new Map(tags.map((tag, i) => [tag, presentValue(readings[i])]));
    return judge((tag) => {
      const value = values.get(tag);
      return value === undefined ? undefined : { value, states: pointByTag.get(tag)?.states ?? null };
    }, id);
  });
}
