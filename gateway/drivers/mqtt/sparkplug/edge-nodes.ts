import type { DriverDevice } from '../../../ports/driver.ts';
import type { MqttAddress } from '../address.ts';
import type { MqttDevice } from '../schemas.ts';
import { NODE_SCOPE } from './topic.ts';

export interface MetricPoint {
  readonly index: number;
  readonly isText: boolean;
}

/** The node itself or one of its devices, as far as somebody has points for it. */
export interface Scope {
  readonly device: string;
  readonly points: ReadonlyMap<string, readonly MetricPoint[]>;
  readonly names: ReadonlySet<string>;
}

export interface EdgeNode {
  readonly group: string;
  readonly node: string;
  readonly scopes: ReadonlyMap<string, Scope>;
}

/** The edge nodes behind the devices that speak Sparkplug; each once. */
export function edgeNodesOf(devices: readonly DriverDevice<MqttDevice, MqttAddress>[]): readonly EdgeNode[] {
  const nodes = new Map<string, { group: string; node: string; scopes: Map<string, Scope> }>();
  for (const device of devices) {
    const { payload, group, node, device: scope = NODE_SCOPE } = device.config;
    if (payload !== 'sparkplug' || group === undefined || node === undefined) continue;
    const key = `${group}/${node}`;
    const known = nodes.get(key) ?? { group, node, scopes: new Map() };
    known.scopes.set(scope, scopeOf(device));
    nodes.set(key, known);
  }
  return [...nodes.values()];
}

function scopeOf({ id, points }: DriverDevice<MqttDevice, MqttAddress>): Scope {
  const byName = new Map<string, MetricPoint[]>();
  for (const { index, address } of points) {
    if (!('metric' in address)) continue;
    const point = { index, isText: address.text };
    byName.set(address.metric, [...(byName.get(address.metric) ?? []), point]);
  }
  return { device: id, points: byName, names: new Set(byName.keys()) };
}
