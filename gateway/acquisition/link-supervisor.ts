import type { ConnectionState } from '../domain/connection-state.ts';
import type { Site, SiteDevice } from '../domain/site.ts';
import type { Clock } from '../ports/clock.ts';
import type { ReadingSink, WriteRequest, WriteResult } from '../ports/driver.ts';
import type { Logger } from '../ports/logger.ts';
import type { FieldMetrics } from './field-metrics.ts';

export type LinkStatus = Omit<ConnectionState, 'id' | 'driver' | 'endpoint'>;

/** Whoever keeps one link going: polls it, or watches over what it tells. */
export interface LinkSupervisor {
  start(): void;
  /** Ends every activity and the link; within the driver's own limits. */
  stop(): Promise<void>;
  /** Sends a write as soon as possible, at the latest when it expires; `unsent` at once while the link or device is down. Never rejects. */
  write(request: WriteRequest): Promise<WriteResult>;
  status(): LinkStatus;
}

/** A device as its supervisor sees it. */
export interface SupervisedDevice {
  readonly id: string;
  readonly points: readonly number[];
  readonly fastestPeriodMs: number;
  /** Without a sign of life for longer than this it counts as lost. */
  readonly silentAfterMs: number;
}

export interface SupervisorContext {
  readonly devices: readonly SupervisedDevice[];
  readonly sink: ReadingSink;
  readonly clock: Clock;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  readonly logger: Logger;
  readonly metrics: FieldMetrics;
  /** A device went silent, or is heard again. */
  deviceLost(device: string, isLost: boolean): void;
  /** Something in `status()` that people look at has changed. */
  changed(): void;
}

/** Marks points bad, now. */
export function markBad(context: SupervisorContext, points: Iterable<number>, quality: number): void {
  const now = context.clock.nowMs();
  for (const point of points) context.sink.reading(point, Number.NaN, quality, now);
  context.sink.flush();
}

export const fastestPeriodOf = (devices: readonly SupervisedDevice[]): number =>
  Math.min(...devices.map((device) => device.fastestPeriodMs));

/** What a supervisor needs to know about a device of the site. */
export function supervisedDevice({ id, points }: SiteDevice, site: Site): SupervisedDevice {
  const own = points.map((index) => site.points[index]!);
  return {
    id,
    points,
    fastestPeriodMs: Math.min(...own.map((point) => point.periodMs)),
    silentAfterMs: Math.max(...own.map((point) => point.staleAfterMs)),
  };
}
