import { QUALITY } from '../../domain/quality.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ReadingSink } from '../../ports/driver.ts';
import { readAvailability } from './availability.ts';
import type { MessageCounters } from './message-counters.ts';
import { MAX_MESSAGE_BYTES, type MessageBody, type PayloadKind, parseMessage } from './payload.ts';
import { deliver, deliverBad, type Route, type RoutedPoint, type RoutePlan } from './routes.ts';

export interface InboxEvents {
  readonly sink: ReadingSink;
  /** Every topic of the device has brought a live message since the last time. */
  alive(device: string): void;
}

/** What one session has heard of one device. */
interface Heard {
  readonly points: readonly RoutedPoint[];
  readonly topics: Set<string>;
  /** Topics that have brought a live message since the last sign of life. */
  readonly spoken: Set<string>;
  isAway: boolean;
}

/** Turns the messages of one session into readings. Holds no queue: a message is decoded where it arrives and handed on. */
export class Inbox {
  private readonly plan: RoutePlan;
  private readonly events: InboxEvents;
  private readonly clock: Clock;
  private readonly counters: MessageCounters;
  private readonly devices: ReadonlyMap<string, Heard>;

  constructor(plan: RoutePlan, events: InboxEvents, clock: Clock, counters: MessageCounters) {
    this.plan = plan;
    this.events = events;
    this.clock = clock;
    this.counters = counters;
    this.devices = devicesOf(plan);
  }

  /** Every topic a message is wanted on. */
  get topics(): readonly string[] {
    return [...new Set([...this.plan.byTopic.keys(), ...this.plan.statusByTopic.keys()])];
  }

  /** Never throws for what is in the message; a `sink` that throws is the caller's matter. */
  receive(topic: string, payload: Buffer, retained: boolean): void {
    // Nor is it a sign of life: that would confirm values which it may just have changed.
    if (payload.length > MAX_MESSAGE_BYTES) {
      this.counters.noteOversized(topic, payload.length);
      return;
    }
    const routes = this.plan.byTopic.get(topic) ?? [];
    if (!retained) for (const route of routes) this.noteLife(route.device, topic);
    if (routes.length > 0) this.read(topic, routes, payload, retained);
    this.readStatus(topic, payload);
  }

  /** The broker does not let us have this topic. */
  refuse(topic: string): void {
    const routes = this.plan.byTopic.get(topic) ?? [];
    for (const route of routes) {
      this.devices.get(route.device)?.topics.delete(topic);
      deliverBad(route.points, QUALITY['bad-unsupported'], this.clock.nowMs(), this.events.sink);
    }
    this.events.sink.flush();
  }

  /** Marks the points no message can reach. */
  markUnroutable(): void {
    const points = this.plan.unroutable.map(({ point }) => point);
    deliverBad(points, QUALITY['bad-unsupported'], this.clock.nowMs(), this.events.sink);
    if (points.length > 0) this.events.sink.flush();
  }

  private read(topic: string, routes: readonly Route[], payload: Buffer, retained: boolean): void {
    const now = this.clock.nowMs();
    const bodies = new Map<PayloadKind, MessageBody>();
    for (const route of routes) {
      if (!bodies.has(route.payload)) bodies.set(route.payload, parseMessage(route.payload, payload));
      const atBest = this.devices.get(route.device)?.isAway ? QUALITY['bad-device'] : QUALITY.good;
      const isUnderstood = deliver(route, bodies.get(route.payload), { retained, now, atBest }, this.events.sink);
      if (!isUnderstood) this.counters.noteUndecodable(topic, payload);
    }
    this.events.sink.flush();
  }

  /** A sign of life confirms all points of a device, so it takes a live message on each of its topics. */
  private noteLife(id: string, topic: string): void {
    const device = this.devices.get(id);
    if (!device || device.isAway) return;
    device.spoken.add(topic);
    for (const each of device.topics) if (!device.spoken.has(each)) return;
    device.spoken.clear();
    this.events.alive(id);
  }

  private readStatus(topic: string, payload: Buffer): void {
    for (const { device: id, rule } of this.plan.statusByTopic.get(topic) ?? []) {
      const said = readAvailability(payload, rule);
      if (said === undefined) this.counters.noteUndecodable(topic, payload);
      else this.noteStatus(id, said === 'offline');
    }
  }

  /** That it is there says nothing about its values, so none becomes good by it; being away outweighs every value. */
  private noteStatus(id: string, isAway: boolean): void {
    const device = this.devices.get(id);
    if (!device || device.isAway === isAway) return;
    device.isAway = isAway;
    const quality = isAway ? QUALITY['bad-device'] : QUALITY['bad-waiting'];
    deliverBad(device.points, quality, this.clock.nowMs(), this.events.sink);
    this.events.sink.flush();
  }
}

function devicesOf(plan: RoutePlan): ReadonlyMap<string, Heard> {
  const devices = new Map<string, Heard>();
  for (const [topic, routes] of plan.byTopic) {
    for (const { device, points } of routes) {
      const known = devices.get(device);
      const topics = (known?.topics ?? new Set()).add(topic);
      const all = [...(known?.points ?? []), ...points];
      devices.set(device, { points: all, topics, spoken: new Set(), isAway: false });
    }
  }
  return devices;
}
