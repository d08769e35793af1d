import type { DeviceState } from '../domain/connection-state.ts';
import { DeviceFigures } from './device-figures.ts';
import { afterSilence, type DeviceHealth, hurried, ONLINE, unproven } from './device-health.ts';
import type { SupervisedDevice } from './link-supervisor.ts';

/** One device on a polled link: its health and its figures. `now` is monotonic ms, `wall` ms since the epoch. */
export class PolledDevice {
  readonly id: string;
  readonly figures: DeviceFigures;
  health: DeviceHealth;
  /** Told as lost to those who listen, until it answers. */
  isLost = false;
  private readonly fastestPeriodMs: number;
  private isAwaited = false;
  private lastAnswerAt: number;
  private stateSince: number;

  constructor(device: SupervisedDevice, now: number, wall: number) {
    this.id = device.id;
    this.figures = new DeviceFigures(now);
    this.fastestPeriodMs = device.fastestPeriodMs;
    this.health = unproven(now);
    this.lastAnswerAt = now;
    this.stateSince = wall;
  }

  /** When it may be asked in doubt; infinity while it is online, or a probe is under way. */
  get probeAt(): number {
    return this.health.state === 'online' || this.isAwaited ? Number.POSITIVE_INFINITY : this.health.probeAt;
  }

  /** A probe is under way: no other until it is answered, fails or the link changes. */
  awaitProbe(): void {
    this.isAwaited = true;
  }

  /** It answered, if only to refuse. True when it was not online before. */
  answered(now: number, wall: number): boolean {
    this.lastAnswerAt = now;
    return this.moveTo(ONLINE, wall);
  }

  /** True when its state has changed. */
  stayedSilent(now: number, wall: number, reason: string): boolean {
    this.figures.failed(reason);
    return this.moveTo(afterSilence(this.health, now, this.lastAnswerAt, this.fastestPeriodMs), wall);
  }

  /** The link is gone, or new: whatever was known of the device is in doubt. */
  doubt(now: number, wall: number): void {
    this.lastAnswerAt = now;
    this.moveTo(unproven(now), wall);
  }

  linkLost(wall: number, reason: string): void {
    this.figures.note(reason);
    this.moveTo({ state: 'offline', pauseMs: 0, probeAt: Number.POSITIVE_INFINITY }, wall);
  }

  /** May be asked at once. */
  hurry(now: number): void {
    this.health = hurried(this.health, now);
    this.isAwaited = false;
  }

  status(now: number): Omit<DeviceState, 'holes' | 'items'> {
    return { id: this.id, state: this.health.state, stateSince: this.stateSince, ...this.figures.status(now) };
  }

  private moveTo(health: DeviceHealth, wall: number): boolean {
    const hasChanged = health.state !== this.health.state;
    this.health = health;
    this.isAwaited = false;
    if (hasChanged) this.stateSince = wall;
    return hasChanged;
  }
}
