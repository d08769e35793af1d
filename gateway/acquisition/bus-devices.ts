import { QUALITY } from '../domain/quality.ts';
import type { PolledLink, ReadFailure, ReadResult } from '../ports/driver.ts';
import { failureText } from './failure-text.ts';
import { factsOf } from './link-facts.ts';
import { type LinkStatus, markBad, type SupervisorContext } from './link-supervisor.ts';
import { PolledDevice } from './polled-device.ts';
import type { Schedule } from './schedule.ts';
import { SilenceWatch } from './silence-watch.ts';
import type { Task } from './task.ts';
import type { WriteReadiness } from './write-queue.ts';

/**
 * A failed probe keeps the line from the living; after it they get four times as long, so that on a full line the dead cost
 * at most 20 %. Where a probe fits into what the living leave free, the dead may have all of that: it costs nobody a cycle.
 */
const REST_PER_PROBE = 4;
const MOST_OF_ROOM = 0.6;
/** A probe that has waited this long goes before the living: on a full line it would never get its turn. */
const PROBE_PATIENCE_MS = 1_000;
/** One failure may be a lost frame; the second in a row marks the points. */
const FAILURES_TO_MARK = 2;

/**
 * The devices on one polled link. Those that answer are asked by the schedule; one that stays silent is only probed, within a
 * bounded share of the time of a line that others use. Times are monotonic ms.
 */
export class BusDevices {
  private readonly link: PolledLink;
  private readonly context: SupervisorContext;
  private readonly schedule: Schedule;
  private readonly devices: ReadonlyMap<string, PolledDevice>;
  /** Those that are not online. */
  private readonly doubted: Set<PolledDevice>;
  private readonly silence = new SilenceWatch();
  /** When the line may be used for probes while nobody else wants it, and when also before the living. */
  private probesAllowedAt = 0;
  private preferenceAllowedAt = 0;

  constructor(link: PolledLink, context: SupervisorContext, schedule: Schedule) {
    const { clock, devices } = context;
    this.link = link;
    this.context = context;
    this.schedule = schedule;
    this.devices = new Map(
      devices.map((device) => [device.id, new PolledDevice(device, clock.monotonicMs(), clock.nowMs())]),
    );
    this.doubted = new Set(this.devices.values());
  }

  /** The link is open. After an outage nothing is known of a device; on a link made anew for silence, what was known still holds. */
  begin(wasDown: boolean, now: number): void {
    const wall = this.context.clock.nowMs();
    for (const device of this.devices.values()) {
      if (wasDown) device.doubt(now, wall);
      else device.hurry(now);
      this.sort(device);
    }
    this.probesAllowedAt = now;
    this.preferenceAllowedAt = now;
    this.silence.begin(now);
  }

  linkLost(detail: string): void {
    const wall = this.context.clock.nowMs();
    for (const device of this.devices.values()) {
      device.linkLost(wall, detail);
      this.sort(device);
      this.tellLost(device, true);
    }
    const points = this.link.requests().flatMap((request) => request.points);
    markBad(this.context, points, QUALITY['bad-not-connected']);
  }

  /** The question to be asked now, begun: a probe that has waited too long, else the most urgent one, else a probe. */
  choose(now: number): Task | undefined {
    const probed = this.deviceToProbe(now);
    const isOverdue = probed && now >= this.preferenceAllowedAt && now - probed.probeAt >= PROBE_PATIENCE_MS;
    const urgent = isOverdue ? undefined : this.schedule.begin(now);
    if (urgent || !probed) return urgent;
    probed.awaitProbe();
    return this.schedule.beginProbe(probed.id) ?? this.schedule.begin(now);
  }

  /** When a device in doubt may be probed next; infinity if none may. */
  nextProbeAt(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const device of this.doubted) next = Math.min(next, Math.max(device.probeAt, this.probesAllowedAt));
    return next;
  }

  isOnline(device: string): boolean {
    return this.devices.get(device)?.health.state === 'online';
  }

  readinessOf(device: string): WriteReadiness {
    const state = this.devices.get(device)?.health.state ?? 'offline';
    if (state === 'online') return 'ready';
    return state === 'suspect' ? 'in-doubt' : 'gone';
  }

  /** What was asked of it was lost with the link: it may be asked again at once. */
  hurry(device: string, now: number): void {
    this.devices.get(device)?.hurry(now);
  }

  /** A question has ended after `tookMs`. True when nobody on the link has answered for so long that it should be made anew. */
  note(task: Task, tookMs: number, now: number, result: ReadResult): boolean {
    const device = this.devices.get(task.request.device);
    if (!device) return false;
    device.figures.occupied(tookMs, now);
    if (result.ok || result.failure.kind === 'exception') {
      this.silence.answered(now);
      this.noteAnswer(device, task, tookMs, now, result);
      return false;
    }
    const { failure } = result;
    this.noteSilence(device, task, tookMs, now, failure);
    if (failure.kind !== 'timeout' || failure.linkAnswered === undefined) return this.silence.unanswered(now, tookMs);
    this.silence.answered(now);
    return false;
  }

  status(): LinkStatus['devices'] {
    const now = this.context.clock.monotonicMs();
    return [...this.devices.values()].map((device) => ({ ...device.status(now), ...factsOf(this.link, device.id) }));
  }

  /** It answered, if only to refuse. */
  private noteAnswer(device: PolledDevice, task: Task, tookMs: number, now: number, result: ReadResult): void {
    task.failures = 0;
    task.isMarked = false;
    const wall = this.context.clock.nowMs();
    if (result.ok) device.figures.answered(tookMs, wall);
    else device.figures.refused(tookMs, result.failure);
    const wasOffline = device.health.state === 'offline';
    if (!device.answered(now, wall)) return;
    this.schedule.hurry(device.id, now, (other) => other !== task);
    this.sort(device);
    // What took one away, a breaker or a cable, has often taken its neighbours, and has given them back as well.
    if (wasOffline) for (const other of this.doubted) other.hurry(now);
    this.tellLost(device, false);
    this.context.changed();
  }

  /** There was no answer, or one without sense. */
  private noteSilence(device: PolledDevice, task: Task, waitedMs: number, now: number, failure: ReadFailure): void {
    task.failures++;
    if (failure.kind === 'timeout') device.figures.timedOut();
    const wasProbe = device.health.state !== 'online';
    const hasLiving = this.doubted.size < this.devices.size;
    if (wasProbe && hasLiving) this.restAfterProbe(waitedMs, now);
    const hasChanged = device.stayedSilent(now, this.context.clock.nowMs(), failureText(failure));
    this.sort(device);
    if (hasChanged && device.health.state === 'offline') this.takeOffline(device);
    else if (task.failures >= FAILURES_TO_MARK && device.health.state !== 'offline') this.markTask(task);
    if (hasChanged) this.context.changed();
  }

  private restAfterProbe(waitedMs: number, now: number): void {
    const isHarmless = waitedMs <= MOST_OF_ROOM * this.schedule.roomMs();
    this.preferenceAllowedAt = now + REST_PER_PROBE * waitedMs;
    this.probesAllowedAt = isHarmless ? now : this.preferenceAllowedAt;
  }

  private deviceToProbe(now: number): PolledDevice | undefined {
    if (now < this.probesAllowedAt) return undefined;
    let best: PolledDevice | undefined;
    for (const device of this.doubted) {
      if (device.probeAt <= now && (!best || device.probeAt < best.probeAt)) best = device;
    }
    return best;
  }

  /** Its health may have changed. */
  private sort(device: PolledDevice): void {
    const isOnline = device.health.state === 'online';
    if (isOnline) this.doubted.delete(device);
    else this.doubted.add(device);
    this.schedule.setOpen(device.id, isOnline);
  }

  private takeOffline(device: PolledDevice): void {
    const points = this.schedule.tasksOf(device.id).flatMap((task) => task.request.points);
    markBad(this.context, points, QUALITY['bad-timeout']);
    this.tellLost(device, true);
  }

  /** The device lives, but this question of it is not answered. */
  private markTask(task: Task): void {
    if (task.isMarked) return;
    task.isMarked = true;
    markBad(this.context, task.request.points, QUALITY['bad-timeout']);
  }

  private tellLost(device: PolledDevice, isLost: boolean): void {
    if (device.isLost === isLost) return;
    device.isLost = isLost;
    this.context.deviceLost(device.id, isLost);
  }
}
