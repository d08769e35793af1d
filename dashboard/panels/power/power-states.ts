import type { PointState } from '../../../gateway/contract/resources.ts';
import type { Energised } from '../../../gateway/domain/topology.ts';
import type { TopologyPlan } from '../../../gateway/domain/topology-plan.ts';
import type { PointStore } from '../../data/point-store.ts';
import { POWER_POINTS, type ReadPower, readPower } from './read-power.ts';

export interface PowerStates {
  /** The same map while nothing has changed. */
  readonly get: () => ReadonlyMap<string, Energised>;
  readonly subscribe: (listener: () => void) => () => void;
}

/** What may be read as present: good or uncertain. Anything else is null, a tag the site does not have undefined. */
export const presentPower =
  (points: Pick<PointStore, 'read'>, pointByTag: ReadonlyMap<string, PointState>): ReadPower =>
  (tag) => {
    const point = pointByTag.get(tag);
    if (!point) return undefined;
    const reading = points.read(tag);
    const isPresent = reading?.standing === 'good' || reading?.standing === 'uncertain';
    return { value: isPresent ? reading.value : null, states: point.states };
  };

/** Tags the topology of a site depends on. */
export function powerTags(
  { nodes, edges }: TopologyPlan,
  pointByTag: ReadonlyMap<string, PointState>,
): readonly string[] {
  const asked = [...nodes.flatMap(({ measuredBy }) => measuredBy), ...edges.flatMap(({ by }) => by?.equipment ?? [])];
  const ids = new Set(asked.map((place) => place.split('/')[0] ?? ''));
  return [...ids].flatMap((id) => POWER_POINTS.map((name) => `${id}.${name}`)).filter((tag) => pointByTag.has(tag));
}

/**
 * The state of every line, worked out once for all readings that change together; listeners hear of it only when a state differs.
 */
export function createPowerStates(
  plan: TopologyPlan,
  points: Pick<PointStore, 'read' | 'subscribe'>,
  pointByTag: ReadonlyMap<string, PointState>,
): PowerStates {
  const read = presentPower(points, pointByTag);
  const tags = powerTags(plan, pointByTag);
  const listeners = new Set<() => void>();
  let states = readPower(plan, read);
  let stops: readonly (() => void)[] = [];
  let isDue = false;

  const renew = (): void => {
    isDue = false;
    const next = readPower(plan, read);
    if (sameStates(states, next)) return;
    states = next;
    for (const listener of [...listeners]) listener();
  };
  const whenChanged = (): void => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(renew);
  };
  return {
    get: () => states,
    subscribe: (listener) => {
      listeners.add(listener);
      if (listeners.size === 1) {
        stops = tags.map((tag) => points.subscribe(tag, whenChanged));
        whenChanged();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        for (const stop of stops) stop();
        stops = [];
      };
    },
  };
}

const sameStates = (a: ReadonlyMap<string, Energised>, b: ReadonlyMap<string, Energised>): boolean =>
  a.size === b.size && [...a].every(([place, state]) => b.get(place) === state);
