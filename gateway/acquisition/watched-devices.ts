import type { DeviceState } from '../domain/connection-state.ts';
import { isGood } from '../domain/quality.ts';
import type { SubscribedLink } from '../ports/driver.ts';
import { factsOf } from './link-facts.ts';
import type { LinkStatus, SupervisedDevice, SupervisorContext } from './link-supervisor.ts';
import type { WriteReadiness } from './write-queue.ts';

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
 * The devices on one subscribed link. Devices the link names in its signs of life must give their own; on a link that names
 * none, its own count for all. Times are monotonic ms.
 */
export class WatchedDevices {
  private readonly link: SubscribedLink;
  private readonly context: SubscriptionContext;
  private readonly devices: ReadonlyMap<string, WatchedDevice>;
  private readonly deviceOf = new Map<number, WatchedDevice>();
  private namesDevices: boolean;

  constructor(link: SubscribedLink, context: SubscriptionContext) {
    const wall = context.clock.nowMs();
    this.link = link;
    this.context = context;
    this.namesDevices = link.namesDevices ?? false;
    this.devices = new Map(context.devices.map((device) => [device.id, watched(device, wall)]));
    for (const device of this.devices.values()) for (const point of device.points) this.deviceOf.set(point, device);
  }

  /** The link has started. */
  begin(now: number): void {
    for (const device of this.devices.values()) device.heardAt = now;
  }

  /** The link, or the device it names, lives. */
  noteSign(deviceId: string | undefined, now: number): void {
    if (deviceId !== undefined) {
      this.namesDevices = true;
      this.confirm(this.devices.get(deviceId), now);
      return;
    }
    if (!this.namesDevices) for (const device of this.devices.values()) this.confirm(device, now);
  }

  /** A good reading proves that its device lives. */
  noteReading(point: number, quality: number): void {
    if (isGood(quality)) this.noteLife(this.deviceOf.get(point), this.context.clock.monotonicMs());
  }

  /** Devices that must give their own signs of life and have not done so for too long are lost. */
  loseSilent(now: number): void {
    if (!this.namesDevices) return;
    for (const device of this.devices.values()) if (now - device.heardAt > device.silentAfterMs) this.lose(device);
  }

  loseAll(): void {
    for (const device of this.devices.values()) this.lose(device);
  }

  /** One that was never heard may be written to: some speak only when something changes. */
  readinessOf(device: string): WriteReadiness {
    return (this.devices.get(device)?.state ?? 'offline') === 'offline' ? 'gone' : 'ready';
  }

  /** `lastFailure` is the link's. */
  status(lastFailure: string | null): LinkStatus['devices'] {
    const notAsked = { requests: 0, successPercent: null, latencyMs: null, exceptions: {}, lastFailure };
    return [...this.devices.values()].map(({ id, state, stateSince, lastGoodAt, failures }) => ({
      ...{ id, state, stateSince, lastGoodAt, failures },
      ...notAsked,
      ...factsOf(this.link, id),
    }));
  }

  private confirm(device: WatchedDevice | undefined, now: number): void {
    if (!device) return;
    this.context.confirm(device.points);
    this.noteLife(device, now);
  }

  private noteLife(device: WatchedDevice | undefined, now: number): void {
    if (!device) return;
    device.heardAt = now;
    device.lastGoodAt = this.context.clock.nowMs();
    if (device.state === 'online') return;
    this.move(device, 'online');
    this.tellLost(device, false);
  }

  private lose(device: WatchedDevice): void {
    if (device.isLost) return;
    device.failures++;
    this.move(device, 'offline');
    this.tellLost(device, true);
  }

  private tellLost(device: WatchedDevice, isLost: boolean): void {
    if (device.isLost === isLost) return;
    device.isLost = isLost;
    this.context.deviceLost(device.id, isLost);
  }

  private move(device: WatchedDevice, state: WatchedDevice['state']): void {
    device.state = state;
    device.stateSince = this.context.clock.nowMs();
    this.context.changed();
  }
}

function watched(device: SupervisedDevice, wall: number): WatchedDevice {
  return { ...device, state: 'suspect', stateSince: wall, lastGoodAt: null, heardAt: 0, failures: 0, isLost: false };
}
