import { durationMs } from '../../domain/duration.ts';
import { QUALITY, worstQuality } from '../../domain/quality.ts';
import type { DriverDevice, ReadingSink } from '../../ports/driver.ts';
import { judgeTime, parseTime } from './message-time.ts';
import { decodeValue, type MessageBody, parseJson, parsePlain, valueAt } from './payload.ts';
import type { MqttAddress, MqttDevice } from './schemas.ts';

const SHORTEST_STALE_MS = 10_000;
const STALE_PERIODS = 3;

interface RoutedPoint {
  readonly index: number;
  readonly path: readonly string[];
}

/** A device prepared for decoding: paths split, settings resolved. */
export interface RoutedDevice {
  readonly id: string;
  readonly payload: 'json' | 'plain';
  readonly timePath: readonly string[] | undefined;
  readonly staleMs: number;
  readonly points: readonly RoutedPoint[];
}

/** Devices by topic. Several may listen to one topic. */
export type Routes = ReadonlyMap<string, readonly RoutedDevice[]>;

export function buildRoutes(devices: readonly DriverDevice<MqttDevice, MqttAddress>[]): Routes {
  return Map.groupBy(devices.map(routeDevice), (_, index) => devices[index]!.config.topic);
}

function routeDevice(device: DriverDevice<MqttDevice, MqttAddress>): RoutedDevice {
  const longest = device.points.reduce((max, point) => Math.max(max, point.periodMs), 0);
  const { payload, time, stale } = device.config;
  return {
    id: device.id,
    payload: payload ?? 'json',
    timePath: time?.split('.'),
    staleMs: stale ? durationMs(stale) : Math.max(SHORTEST_STALE_MS, STALE_PERIODS * longest),
    points: device.points.map((point) => ({ index: point.index, path: point.address.path?.split('.') ?? [] })),
  };
}

/**
 * Hands the readings of one message to `sink`, for every device on its topic.
 * Answers how many devices could not make anything of it.
 */
export function deliverMessage(
  devices: readonly RoutedDevice[],
  bytes: Buffer,
  retained: boolean,
  now: number,
  sink: ReadingSink,
): number {
  const json = devices.some((device) => device.payload === 'json') ? parseJson(bytes) : undefined;
  const plain = devices.some((device) => device.payload === 'plain') ? parsePlain(bytes) : undefined;
  let undecodable = 0;
  for (const device of devices) {
    const body = device.payload === 'json' ? json : plain;
    if (!body) undecodable++;
    deliverToDevice(device, body, retained, now, sink);
  }
  sink.flush();
  return undecodable;
}

function deliverToDevice(
  device: RoutedDevice,
  body: MessageBody,
  retained: boolean,
  now: number,
  sink: ReadingSink,
): void {
  const claimed = body && device.timePath ? parseTime(valueAt(body.content, device.timePath)) : undefined;
  const judged = judgeTime({ expected: device.timePath !== undefined, claimed, retained }, now, device.staleMs);
  for (const point of device.points) {
    const { value, quality } = decodeValue(body, point.path);
    sink.reading(point.index, value, worstQuality(quality, judged.quality), judged.time);
  }
}

/** Marks every point of a topic the broker would not let us subscribe to. */
export function deliverRefused(devices: readonly RoutedDevice[], now: number, sink: ReadingSink): void {
  for (const device of devices) {
    for (const point of device.points) sink.reading(point.index, Number.NaN, QUALITY['bad-unsupported'], now);
  }
  sink.flush();
}
