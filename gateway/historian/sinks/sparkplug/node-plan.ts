import type { RegisteredPoint } from '../../point-register.ts';

/** Codes of data types (Sparkplug 3.0, 6.4.16). */
export const DATA_TYPE = { int32: 3, int64: 4, double: 10, boolean: 11, string: 12 } as const;
type MetricType = typeof DATA_TYPE.int32 | typeof DATA_TYPE.double | typeof DATA_TYPE.boolean;

/** One point as hosts know it. */
export interface MetricPlan {
  /** Position among all metrics of the node. */
  readonly slot: number;
  /** The lasting number of the point: unique in the node, and the same in every birth. */
  readonly alias: number;
  readonly name: string;
  readonly type: MetricType;
  readonly unit: string;
  readonly title: { readonly en: string; readonly zh: string } | undefined;
}

/** One equipment with its points. */
export interface DevicePlan {
  readonly id: string;
  readonly metrics: readonly MetricPlan[];
}

/** Everything this edge node ever reports on. */
export interface NodePlan {
  readonly devices: readonly DevicePlan[];
  /** Number of metrics. */
  readonly size: number;
  /** Where a registered point is in `devices`; undefined for points that are not configured any more. */
  readonly find: (alias: number) => { readonly device: DevicePlan; readonly metric: MetricPlan } | undefined;
}

/** One device per equipment. Points of the kind text have no samples in the log and are left out. */
export function planNode(points: readonly RegisteredPoint[]): NodePlan {
  const byEquipment = new Map<string, MetricPlan[]>();
  const numbers = points.filter(({ kind }) => kind !== 'text');
  numbers.forEach((point, slot) => {
    const metrics = byEquipment.get(point.equipment) ?? [];
    byEquipment.set(point.equipment, metrics);
    metrics.push(metricOf(point, slot));
  });
  const devices = [...byEquipment].map(([id, metrics]): DevicePlan => ({ id, metrics }));
  const places = new Map(
    devices.flatMap((device) => device.metrics.map((metric) => [metric.alias, { device, metric }] as const)),
  );
  return { devices, size: numbers.length, find: (alias) => places.get(alias) };
}

const metricOf = ({ id, name, kind, unit, title }: RegisteredPoint, slot: number): MetricPlan => ({
  ...{ slot, alias: id, name, type: typeOf(kind), unit, title },
});

/** Counters are no integers: a register of 0.1 kWh is 12345.6 kWh. */
function typeOf(kind: RegisteredPoint['kind']): MetricType {
  switch (kind) {
    case 'boolean':
      return DATA_TYPE.boolean;
    case 'enum':
      return DATA_TYPE.int32;
    case 'number':
    case 'counter':
    case 'text':
      return DATA_TYPE.double;
  }
}
