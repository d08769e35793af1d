import { durationMs } from '../../domain/duration.ts';
import { QUALITY, worstQuality } from '../../domain/quality.ts';
import type { DriverDevice, DriverPoint, ReadingSink } from '../../ports/driver.ts';
import type { MqttAddress } from './address.ts';
import { decodeField } from './binary-field.ts';
import { type DecodedValue, toReading, toText, UNDECODABLE, UNDECODABLE_TEXT } from './decoded-value.ts';
import { judgeTime, parseTime } from './message-time.ts';
import { type MessageBody, type PayloadKind, valueAt } from './payload.ts';
import type { MqttAvailability, MqttDevice } from './schemas.ts';
import { fillTopic } from './topics.ts';

const SHORTEST_STALE_MS = 10_000;
const STALE_PERIODS = 3;

type Device = DriverDevice<MqttDevice, MqttAddress>;
type Point = DriverPoint<MqttAddress>;

/** A point prepared for decoding. */
export interface RoutedPoint {
  readonly index: number;
  readonly isText: boolean;
  decode(body: MessageBody): DecodedValue;
}

/** What one device has on one topic. */
export interface Route {
  readonly device: string;
  readonly payload: PayloadKind;
  readonly timePath: readonly string[] | undefined;
  readonly staleMs: number;
  readonly points: readonly RoutedPoint[];
}

/** Where it is said whether a device is there. */
export interface StatusRoute {
  readonly device: string;
  readonly rule: MqttAvailability;
}

/** A point no message can ever reach. */
export interface Unroutable {
  readonly device: string;
  readonly point: RoutedPoint;
  readonly reason: string;
}

/** Which message concerns whom. Several devices may listen to one topic. */
export interface RoutePlan {
  readonly byTopic: ReadonlyMap<string, readonly Route[]>;
  readonly statusByTopic: ReadonlyMap<string, readonly StatusRoute[]>;
  readonly unroutable: readonly Unroutable[];
}

/** The plan for all devices that do not speak Sparkplug. */
export function planRoutes(devices: readonly Device[]): RoutePlan {
  const routes = devices.map(routesOf);
  return {
    byTopic: grouped(routes.flatMap((each) => each.routes)),
    statusByTopic: grouped(devices.flatMap(statusOf)),
    unroutable: routes.flatMap((each) => each.unroutable),
  };
}

/** The topic a device publishes on, and on which its other topics are based. */
export const baseTopic = ({ topic, topicTemplate, ...values }: MqttDevice): string | undefined =>
  topic ?? (topicTemplate === undefined ? undefined : fillTopic(topicTemplate, values));

interface OnTopic<T> {
  readonly topic: string;
  readonly entry: T;
}

function grouped<T>(entries: readonly OnTopic<T>[]): ReadonlyMap<string, readonly T[]> {
  const byTopic = new Map<string, T[]>();
  for (const { topic, entry } of entries) byTopic.set(topic, [...(byTopic.get(topic) ?? []), entry]);
  return byTopic;
}

function routesOf(device: Device): { routes: readonly OnTopic<Route>[]; unroutable: readonly Unroutable[] } {
  const { config, id } = device;
  const payload = config.payload ?? 'json';
  const unroutable: Unroutable[] = [];
  const byTopic = new Map<string, RoutedPoint[]>();
  if (payload === 'sparkplug') return { routes: [], unroutable: withoutMetric(device) };
  for (const point of device.points) {
    const routed = routePoint(point);
    const topic = topicOf(point, config);
    const reason = topic === undefined ? 'its topic cannot be filled in' : misfit(point.address, payload);
    if (topic === undefined || reason !== undefined)
      unroutable.push({ device: id, point: routed, reason: reason ?? '' });
    else byTopic.set(topic, [...(byTopic.get(topic) ?? []), routed]);
  }
  const settings = { device: id, payload, timePath: config.time?.split('.'), staleMs: staleMsOf(device) };
  const routes = [...byTopic].map(([topic, points]) => ({ topic, entry: { ...settings, points } }));
  return { routes, unroutable };
}

/** Sparkplug finds its points by name, not by topic. */
function withoutMetric({ id, points }: Device): readonly Unroutable[] {
  const others = points.filter(({ address }) => !('metric' in address));
  return others.map((point) => ({ device: id, point: routePoint(point), reason: 'its address needs metric' }));
}

function topicOf({ address }: Point, config: MqttDevice): string | undefined {
  const base = baseTopic(config);
  if ('metric' in address || address.topic === undefined) return base;
  return fillTopic(address.topic, config, base);
}

function misfit(address: MqttAddress, payload: PayloadKind): string | undefined {
  const isBytes = payload === 'hex' || payload === 'binary';
  if ('metric' in address) return 'its address is one of Sparkplug, its device does not speak it';
  if ('offset' in address === isBytes) return undefined;
  return isBytes ? 'its address needs offset and type' : `its address does not fit ${payload} messages`;
}

function routePoint({ index, address }: Point): RoutedPoint {
  if ('metric' in address) return { index, isText: address.text, decode: () => UNDECODABLE };
  if ('offset' in address) {
    const decode = (body: MessageBody): DecodedValue =>
      body?.content instanceof Uint8Array ? decodeField(body.content, address) : UNDECODABLE;
    return { index, isText: false, decode };
  }
  const path = address.path?.split('.') ?? [];
  const read = (raw: unknown): DecodedValue => (address.text ? toText(raw) : toReading(raw, address.words));
  const nothing = address.text ? UNDECODABLE_TEXT : UNDECODABLE;
  return { index, isText: address.text, decode: (body) => (body ? read(valueAt(body.content, path)) : nothing) };
}

function staleMsOf({ config, points }: Device): number {
  const longest = points.reduce((max, point) => Math.max(max, point.periodMs), 0);
  return config.stale ? durationMs(config.stale) : Math.max(SHORTEST_STALE_MS, STALE_PERIODS * longest);
}

function statusOf({ id, config }: Device): readonly OnTopic<StatusRoute>[] {
  const rule = config.availability;
  const topic = rule && fillTopic(rule.topic, config, baseTopic(config));
  return rule && topic !== undefined ? [{ topic, entry: { device: id, rule } }] : [];
}

/** How a message came. */
export interface Arrival {
  readonly retained: boolean;
  readonly now: number;
  /** No reading is better than this: what a device that is said to be away has sent before is no news of it. */
  readonly atBest: number;
}

/** Hands the readings of one message to `sink`, without flushing. Answers whether anything in it was understood. */
export function deliver(
  route: Route,
  body: MessageBody,
  { retained, now, atBest }: Arrival,
  sink: ReadingSink,
): boolean {
  const claimed = body && route.timePath ? parseTime(valueAt(body.content, route.timePath)) : undefined;
  const judged = judgeTime({ expected: route.timePath !== undefined, claimed, retained }, now, route.staleMs);
  let isUnderstood = false;
  for (const point of route.points) {
    const decoded = point.decode(body);
    isUnderstood ||= decoded.quality !== QUALITY['bad-decode'];
    handOn(point, decoded, worstQuality(decoded.quality, worstQuality(judged.quality, atBest)), judged.time, sink);
  }
  return isUnderstood;
}

/** Marks points bad, now, without flushing. */
export function deliverBad(points: readonly RoutedPoint[], quality: number, now: number, sink: ReadingSink): void {
  for (const point of points) handOn(point, UNDECODABLE, quality, now, sink);
}

function handOn(point: RoutedPoint, decoded: DecodedValue, quality: number, time: number, sink: ReadingSink): void {
  if (point.isText) sink.text(point.index, decoded.text ?? '', quality, time);
  else sink.reading(point.index, decoded.value, quality, time);
}
