import type { DeviceState } from '../domain/connection-state.ts';
import { LatencyRing } from '../domain/latency-ring.ts';
import { afterSilence, type DeviceHealth, hurried, ONLINE, unproven } from './device-health.ts';
import type { SupervisedDevice } from './link-supervisor.ts';

/** One device on a polled link: its health and its figures. `now` is monotonic ms, `wall` ms since the epoch. */
export class PolledDevice {
  readonly id: string;
  readonly fastestPeriodMs: number;
  health: DeviceHealth;
  private isAwaited = false;
  /** Told as lost to those who listen, until it answers. */
  isLost = false;
  private readonly latency = new LatencyRing();
  private lastAnswerAt: number;
  private lastGoodAt: number | null = null;
  private stateSince: number;
  private requests = 0;
  private failures = 0;
  private lastFailure: string | null = null;

  constructor(device: SupervisedDevice, now: number, wall: number) {
    this.id = device.id;
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
  answered(now: number, wall: number, tookMs: number, refusal: string | undefined): boolean {
    this.requests++;
    this.lastAnswerAt = now;
    this.latency.add(tookMs);
    if (refusal === undefined) this.lastGoodAt = wall;
    else this.noteFailure(refusal);
    return this.moveTo(ONLINE, wall);
  }

  /** True when its state has changed. */
  stayedSilent(now: number, wall: number, reason: string): boolean {
    this.requests++;
    this.noteFailure(reason);
    return this.moveTo(afterSilence(this.health, now, this.lastAnswerAt, this.fastestPeriodMs), wall);
  }

  /** The link is gone, or new: whatever was known of the device is in doubt. */
  doubt(now: number, wall: number): void {
    this.lastAnswerAt = now;
    this.moveTo(unproven(now), wall);
  }

  linkLost(wall: number, reason: string): void {
    this.lastFailure = reason;
    this.moveTo({ state: 'offline', pauseMs: 0, probeAt: Number.POSITIVE_INFINITY }, wall);
  }

  /** May be asked at once. */
  hurry(now: number): void {
    this.health = hurried(this.health, now);
    this.isAwaited = false;
  }

  status(): DeviceState {
    return {
      id: this.id,
      state: this.health.state,
      stateSince: this.stateSince,
      lastGoodAt: this.lastGoodAt,
      requests: this.requests,
      failures: this.failures,
      latencyMs: this.latency.percentile95(),
      lastFailure: this.lastFailure,
    };
  }

  private noteFailure(reason: string): void {
    this.failures++;
    this.lastFailure = reason;
  }

  private moveTo(health: DeviceHealth, wall: number): boolean {
    const hasChanged = health.state !== this.health.state;
    this.health = health;
    this.isAwaited = false;
    if (hasChanged) this.stateSince = wall;
    return hasChanged;
  }
}
