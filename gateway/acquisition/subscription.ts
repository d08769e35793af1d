import type { DeviceState } from '../domain/connection-state.ts';
import { isGood, QUALITY } from '../domain/quality.ts';
import type { Timer } from '../ports/clock.ts';
import type { LinkListener, ReadResult, SubscribedLink } from '../ports/driver.ts';
import { reconnectPauseMs } from './backoff.ts';
import { failureText } from './link-keeper.ts';
import {
  fastestPeriodOf,
  type LinkStatus,
  type LinkSupervisor,
  markBad,
  type SupervisedDevice,
  type SupervisorContext,
} from './link-supervisor.ts';
import { OwnedWork } from './owned-work.ts';

/** A start that takes longer is given up and tried again. */
const START_LIMIT_MS = 60_000;
const CHECKS_PER_LIMIT = 4;

interface WatchedDevice extends SupervisedDevice {
  state: DeviceState['state'];
  stateSince: number;
  lastGoodAt: number | null;
  /** Monotonic ms. */
  heardAt: number;
  failures: number;
  isLost: boolean;
}

/** What a subscription needs besides: proof of life keeps the points of a device from going stale. */
export interface SubscriptionContext extends SupervisorContext {
  confirm(points: readonly number[]): void;
}

/**
 * Keeps one subscribed link going: starts it, watches for silence, and is the only one who starts it again.
 * Devices the link names in its signs of life must give their own; on a link that names none, its own count for all.
 */
export class Subscription implements LinkSupervisor {
  private readonly link: SubscribedLink;
  private readonly context: SubscriptionContext;
  private readonly devices: ReadonlyMap<string, WatchedDevice>;
  private readonly deviceOf = new Map<number, WatchedDevice>();
  private readonly work: OwnedWork;
  private state: LinkStatus['state'] = 'connecting';
  private stateSince: number;
  private generation = 0;
  private attempt = 0;
  private starts = 0;
  private namesDevices = false;
  private isMarkedDown = false;
  private heardAt = 0;
  private lastFailure: string | null = null;
  private retryTimer: Timer | undefined;
  private watchTimer: Timer | undefined;
  private limitTimer: Timer | undefined;

  constructor(link: SubscribedLink, context: SubscriptionContext) {
    const wall = context.clock.nowMs();
    this.link = link;
    this.context = context;
    this.work = new OwnedWork(context.logger);
    this.stateSince = wall;
    this.devices = new Map(context.devices.map((device) => [device.id, watched(device, wall)]));
    for (const device of this.devices.values()) for (const point of device.points) this.deviceOf.set(point, device);
  }

  start(): void {
    this.watchTimer = this.context.clock.every(this.link.silenceLimitMs / CHECKS_PER_LIMIT, () => this.watch());
    this.begin();
  }

  async stop(): Promise<void> {
    this.generation++;
    this.retryTimer?.cancel();
    this.watchTimer?.cancel();
    this.limitTimer?.cancel();
    await this.link.stop();
  }

  status(): LinkStatus {
    return {
      state: this.state,
      stateSince: this.stateSince,
      reconnects: Math.max(0, this.starts - 1),
      loadPercent: null,
      skippedCycles: 0,
      devices: [...this.devices.values()].map((device) => this.deviceStatus(device)),
    };
  }

  private begin(): void {
    const generation = ++this.generation;
    this.setState('connecting');
    this.limitTimer = this.context.clock.after(START_LIMIT_MS, () => this.lose(generation, 'did not start in time'));
    this.work.own(this.link.start(this.listenerFor(generation)).then((result) => this.started(generation, result)));
  }

  private started(generation: number, result: ReadResult): void {
    if (generation !== this.generation) return;
    this.limitTimer?.cancel();
    if (!result.ok) {
      this.lose(generation, failureText(result.failure));
      return;
    }
    if (this.starts++ > 0) this.context.metrics.reconnected();
    const now = this.context.clock.monotonicMs();
    this.heardAt = now;
    for (const device of this.devices.values()) device.heardAt = now;
    this.isMarkedDown = false;
    this.setState('online');
  }

  /** What an abandoned start still tells is dropped. */
  private listenerFor(generation: number): LinkListener {
    const isCurrent = (): boolean => generation === this.generation;
    return {
      sink: {
        reading: (point, value, quality, sourceTime) => {
          if (isCurrent()) this.take(point, value, quality, sourceTime);
        },
        flush: () => {
          if (isCurrent()) this.context.sink.flush();
        },
      },
      alive: (device) => {
        if (isCurrent()) this.noteSign(device);
      },
      lost: (detail) => this.lose(generation, detail),
    };
  }

  /** A good reading proves that its device lives. */
  private take(point: number, value: number, quality: number, sourceTime: number): void {
    this.context.sink.reading(point, value, quality, sourceTime);
    const device = isGood(quality) ? this.deviceOf.get(point) : undefined;
    if (device) this.noteLife(device, this.context.clock.monotonicMs());
  }

  private noteSign(deviceId: string | undefined): void {
    const now = this.context.clock.monotonicMs();
    this.heardAt = now;
    this.attempt = 0;
    if (deviceId === undefined) {
      if (!this.namesDevices) for (const device of this.devices.values()) this.confirm(device, now);
      return;
    }
    this.namesDevices = true;
    const device = this.devices.get(deviceId);
    if (device) this.confirm(device, now);
  }

  private confirm(device: WatchedDevice, now: number): void {
    this.context.confirm(device.points);
    this.noteLife(device, now);
  }

  private noteLife(device: WatchedDevice, now: number): void {
    device.heardAt = now;
    device.lastGoodAt = this.context.clock.nowMs();
    if (device.state === 'online') return;
    this.moveDevice(device, 'online');
    this.tellLost(device, false);
  }

  private watch(): void {
    if (this.state !== 'online') return;
    const now = this.context.clock.monotonicMs();
    const isSilent = (device: WatchedDevice): boolean => now - device.heardAt > device.silentAfterMs;
    if (now - this.heardAt > this.link.silenceLimitMs) this.lose(this.generation, 'no sign of life');
    else if (this.namesDevices)
      for (const device of this.devices.values()) if (isSilent(device)) this.loseDevice(device);
  }

  private loseDevice(device: WatchedDevice): void {
    if (device.isLost) return;
    device.failures++;
    this.moveDevice(device, 'offline');
    this.tellLost(device, true);
  }

  private lose(generation: number, detail: string): void {
    if (generation !== this.generation) return;
    this.generation++;
    this.limitTimer?.cancel();
    this.lastFailure = detail;
    this.setState('offline');
    this.markDown(detail);
    this.work.own(this.restart(this.generation));
  }

  private async restart(generation: number): Promise<void> {
    await this.link.stop();
    if (generation !== this.generation) return;
    const { clock, devices, random } = this.context;
    const pause = reconnectPauseMs(this.attempt++, fastestPeriodOf(devices), random);
    this.retryTimer = clock.after(pause, () => this.begin());
  }

  private markDown(detail: string): void {
    if (this.isMarkedDown) return;
    this.isMarkedDown = true;
    this.context.logger.warn({ detail }, 'link lost');
    for (const device of this.devices.values()) this.loseDevice(device);
    const points = this.context.devices.flatMap((device) => device.points);
    markBad(this.context, points, QUALITY['bad-not-connected']);
  }

  private tellLost(device: WatchedDevice, isLost: boolean): void {
    if (device.isLost === isLost) return;
    device.isLost = isLost;
    this.context.deviceLost(device.id, isLost);
  }

  private moveDevice(device: WatchedDevice, state: WatchedDevice['state']): void {
    device.state = state;
    device.stateSince = this.context.clock.nowMs();
    this.context.changed();
  }

  private setState(state: LinkStatus['state']): void {
    if (this.state === state) return;
    this.state = state;
    this.stateSince = this.context.clock.nowMs();
    this.context.changed();
  }

  private deviceStatus({ id, state, stateSince, lastGoodAt, failures }: WatchedDevice): DeviceState {
    return { id, state, stateSince, lastGoodAt, requests: 0, failures, latencyMs: null, lastFailure: this.lastFailure };
  }
}

function watched(device: SupervisedDevice, wall: number): WatchedDevice {
  const unknown = {
    state: 'suspect',
    stateSince: wall,
    lastGoodAt: null,
    heardAt: 0,
    failures: 0,
    isLost: false,
  } as const;
  return { ...device, ...unknown };
}
