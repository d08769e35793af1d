import type { DriverDevice } from '../../ports/driver.ts';
import type { MqttAddress } from './address.ts';
import { planRoutes, type RoutePlan } from './routes.ts';
import type { MqttDevice } from './schemas.ts';
import { type EdgeNode, edgeNodesOf } from './sparkplug/edge-nodes.ts';
import { filtersFor } from './sparkplug/topic.ts';

/** Everything a connection listens to, found out before it is opened. */
export interface SitePlan {
  readonly routes: RoutePlan;
  readonly nodes: readonly EdgeNode[];
  readonly tags: ReadonlyMap<number, string>;
}

export function planSite(devices: readonly DriverDevice<MqttDevice, MqttAddress>[]): SitePlan {
  const points = devices.flatMap((device) => device.points);
  return {
    routes: planRoutes(devices),
    nodes: edgeNodesOf(devices),
    tags: new Map(points.map(({ index, tag }) => [index, tag])),
  };
}

/** What the broker does not let us have, with its reasons in words (possibly empty), by topic or filter. */
export type Refusals = ReadonlyMap<string, string>;

const refusalText = (reason: string): string => `refused by the broker${reason === '' ? '' : `: ${reason}`}`;

/** Lines for people about what is listened to. */
export function describePlan({ routes, nodes, tags }: SitePlan, refusals: Refusals): readonly string[] {
  const note = (topic: string): string => {
    const reason = refusals.get(topic);
    return reason === undefined ? '' : `, ${refusalText(reason)}`;
  };
  const topics = [...routes.byTopic].map(([topic, all]) => {
    const points = all.reduce((sum, route) => sum + route.points.length, 0);
    return `topic ${topic}: ${points} points${note(topic)}`;
  });
  const statuses = [...routes.statusByTopic.keys()].map((topic) => `topic ${topic}: availability${note(topic)}`);
  const edges = nodes.map(({ group, node, scopes }) => {
    const points = [...scopes.values()].reduce((sum, scope) => sum + scope.points.size, 0);
    const refused = filtersFor(group, node).find((filter) => refusals.has(filter));
    return `Sparkplug ${group}/${node}: ${points} metrics${refused === undefined ? '' : note(refused)}`;
  });
  const unroutable = routes.unroutable.map(({ point, reason }) => `${tags.get(point.index)}: ${reason}`);
  return [...topics, ...statuses, ...edges, ...unroutable];
}

/** What one device does not get, in words. */
export function holesOf({ routes, nodes, tags }: SitePlan, refusals: Refusals, device: string): readonly string[] {
  const isOurs = (topic: string): boolean =>
    routes.byTopic.get(topic)?.some((route) => route.device === device) ||
    routes.statusByTopic.get(topic)?.some((status) => status.device === device) ||
    nodes.some(
      ({ group, node, scopes }) =>
        [...scopes.values()].some((scope) => scope.device === device) && filtersFor(group, node).includes(topic),
    );
  const refused = [...refusals].filter(([topic]) => isOurs(topic));
  const unroutable = routes.unroutable.filter((each) => each.device === device);
  return [
    ...refused.map(([topic, reason]) => `topic ${topic} ${refusalText(reason)}`),
    ...unroutable.map(({ point, reason }) => `${tags.get(point.index)}: ${reason}`),
  ];
}
