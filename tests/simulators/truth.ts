import { quantise } from './modbus/codec.ts';
import { modbusConnections } from './modbus/connections.ts';
import type { Readings } from './model/readings.ts';
import { sensorTopics, sentValue } from './mqtt/sensor-topics.ts';
import { liftConnections, liftNodes, shownValue } from './opcua/lift-nodes.ts';

/** What a reader of a tag should find. */
interface TruthPoint {
  readonly tag: string;
  readonly equipment: string;
  readonly point: string;
  /** Rounds as the register, node or message does. */
  readonly shown: (value: number) => number;
}

export type Truth = Record<string, { value: number; time: string }>;

interface Snapshot {
  time: number;
  readonly values: Float64Array;
}

const keepMs = 30_000;
const everyMs = 100;

/** Remembers what every tag showed in the last 30 s. Times are wall times (ms) of the model states. */
export class TruthLog {
  readonly points: readonly TruthPoint[] = allPoints();
  private readonly ring: Snapshot[];
  private next = 0;

  constructor() {
    this.ring = Array.from({ length: keepMs / everyMs }, () => ({
      time: Number.NaN,
      values: new Float64Array(this.points.length),
    }));
  }

  record(time: number, readings: Readings): void {
    const snapshot = this.ring[this.next]!;
    this.next = (this.next + 1) % this.ring.length;
    snapshot.time = time;
    for (let index = 0; index < this.points.length; index++) {
      const { equipment, point, shown } = this.points[index]!;
      snapshot.values[index] = shown(readings[equipment]?.[point] ?? 0);
    }
  }

  /** The newest state, or the one that held at `at` (ms); undefined when that is not remembered. */
  read(at?: number, tag?: string): Truth | undefined {
    const snapshot = at === undefined ? this.newest() : this.holdingAt(at);
    if (!snapshot) return undefined;
    const time = new Date(snapshot.time).toISOString();
    const truth: Truth = {};
    for (const [index, point] of this.points.entries()) {
      if (tag === undefined || tag === point.tag) truth[point.tag] = { value: snapshot.values[index]!, time };
    }
    return truth;
  }

  has(tag: string): boolean {
    return this.points.some((point) => point.tag === tag);
  }

  private newest(): Snapshot | undefined {
    const last = this.ring[(this.next + this.ring.length - 1) % this.ring.length]!;
    return Number.isNaN(last.time) ? undefined : last;
  }

  private holdingAt(at: number): Snapshot | undefined {
    let best: Snapshot | undefined;
    for (const snapshot of this.ring) {
      if (snapshot.time <= at && (!best || snapshot.time > best.time)) best = snapshot;
    }
    return best && at - best.time <= keepMs ? best : undefined;
  }
}

function allPoints(): TruthPoint[] {
  return [...modbusPoints(), ...liftPoints(), ...sensorPoints()];
}

function modbusPoints(): TruthPoint[] {
  return modbusConnections.flatMap(({ devices }) =>
    devices.flatMap((device) =>
      device.map.rows
        .filter((row) => !row.extra)
        .map((row) => point(row.equipment ?? device.equipment, row.point, (value) => quantise(row, value))),
    ),
  );
}

function liftPoints(): TruthPoint[] {
  return liftConnections.flatMap(({ lifts }) =>
    lifts.flatMap((lift) => liftNodes.map((node) => point(lift, node.point, (value) => shownValue(node, value)))),
  );
}

function sensorPoints(): TruthPoint[] {
  return sensorTopics.flatMap((sensor) =>
    sensor.fields.map((field) => point(sensor.id, field.point, (value) => sentValue(field, value))),
  );
}

function point(equipment: string, name: string, shown: (value: number) => number): TruthPoint {
  return { tag: `${equipment}.${name}`, equipment, point: name, shown };
}
