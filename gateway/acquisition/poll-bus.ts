import { QUALITY } from '../domain/quality.ts';
import type { Timer } from '../ports/clock.ts';
import type { PolledLink, ReadFailure, ReadRequest, ReadResult } from '../ports/driver.ts';
import { BusLoad } from './bus-load.ts';
import { failureText, LinkKeeper } from './link-keeper.ts';
import {
  fastestPeriodOf,
  type LinkStatus,
  type LinkSupervisor,
  markBad,
  type SupervisorContext,
} from './link-supervisor.ts';
import { OwnedWork } from './owned-work.ts';
import { PolledDevice } from './polled-device.ts';
import { advance, bestProbe, mostUrgent, newTask, nextDueAt, type Task } from './schedule.ts';
import { SilenceWatch } from './silence-watch.ts';

/** What a driver learned is tried soon, even for a slow class. */
const LONGEST_FIRST_WAIT_MS = 1_000;
/** A failed probe keeps the line from the living; after it they get four times as long, so that the dead cost at most 20 %. */
const REST_PER_PROBE = 4;
/** A probe that has waited this long goes before the living: on a full line it would never get its turn. */
const PROBE_PATIENCE_MS = 1_000;
/** One failure may be a lost frame; the second in a row marks the points. */
const FAILURES_TO_MARK = 2;

/**
 * Times the questions on one polled link: earliest deadline first, never more at once than the link takes, never two cycles
 * of one question stacked. A device that stays silent is only probed, within a bounded share of the time of a line that
 * others use; the link itself is given up only when no device on it answers.
 */
export class PollBus implements LinkSupervisor {
  private readonly link: PolledLink;
  private readonly context: SupervisorContext;
  private readonly keeper: LinkKeeper;
  private readonly work: OwnedWork;
  private readonly devices: ReadonlyMap<string, PolledDevice>;
  private readonly load: BusLoad;
  private readonly silence = new SilenceWatch();
  private readonly firstPhase: number;
  private plan: readonly ReadRequest[] = [];
  private tasks: Task[] = [];
  private timer: Timer | undefined;
  private inFlight = 0;
  private skippedCycles = 0;
  private probesAllowedAt = 0;

  constructor(link: PolledLink, context: SupervisorContext) {
    const now = context.clock.monotonicMs();
    this.link = link;
    this.context = context;
    this.work = new OwnedWork(context.logger);
    this.devices = new Map(
      context.devices.map((device) => [device.id, new PolledDevice(device, now, context.clock.nowMs())]),
    );
    this.load = new BusLoad(now);
    this.firstPhase = context.random();
    this.keeper = new LinkKeeper(link, context, fastestPeriodOf(context.devices), this.work, {
      online: (wasDown) => this.begin(wasDown),
      down: (detail) => this.markDown(detail),
    });
  }

  start(): void {
    this.keeper.start();
  }

  async stop(): Promise<void> {
    this.timer?.cancel();
    await this.keeper.stop();
    await this.work.settled();
  }

  status(): LinkStatus {
    const { state, stateSince, reconnects } = this.keeper;
    return {
      state: state === 'online' || state === 'connecting' ? state : 'offline',
      stateSince,
      reconnects,
      loadPercent: this.load.percent(this.context.clock.monotonicMs()),
      skippedCycles: this.skippedCycles,
      devices: [...this.devices.values()].map((device) => device.status()),
    };
  }

  /** After an outage nothing is known of a device; on a link made anew for silence, what was known still holds. */
  private begin(wasDown: boolean): void {
    const now = this.context.clock.monotonicMs();
    const wall = this.context.clock.nowMs();
    for (const device of this.devices.values()) {
      if (wasDown) device.doubt(now, wall);
      else device.hurry(now);
    }
    this.silence.begin(now);
    this.probesAllowedAt = now;
    this.takePlan(now);
    this.pump();
  }

  private markDown(detail: string): void {
    this.timer?.cancel();
    this.context.logger.warn({ detail }, 'link lost');
    const wall = this.context.clock.nowMs();
    for (const device of this.devices.values()) {
      device.linkLost(wall, detail);
      this.tellLost(device, true);
    }
    const points = this.link.requests().flatMap((request) => request.points);
    markBad(this.context, points, QUALITY['bad-not-connected']);
  }

  /** Takes over the driver's plan; questions that are still in it keep their place on the grid. */
  private takePlan(now: number): void {
    const former = new Map(this.tasks.map((task) => [task.request, task]));
    this.plan = this.link.requests();
    this.tasks = this.plan.map((request, i) => {
      const dueAt = now + Math.min(request.periodMs, LONGEST_FIRST_WAIT_MS);
      return former.get(request) ?? newTask(request, dueAt, this.firstPhase + i / this.plan.length);
    });
  }

  private pump(): void {
    if (this.keeper.state !== 'online') return;
    const now = this.context.clock.monotonicMs();
    while (this.inFlight < this.link.maxInFlight) {
      const task = this.choose(now);
      if (!task) break;
      this.run(task, now);
    }
    if (this.inFlight < this.link.maxInFlight) this.sleep(now);
  }

  private sleep(now: number): void {
    let next = nextDueAt(this.tasks, this.isOpen);
    for (const device of this.devices.values()) next = Math.min(next, Math.max(device.probeAt, this.probesAllowedAt));
    this.timer?.cancel();
    if (Number.isFinite(next)) this.timer = this.context.clock.after(Math.max(0, next - now), () => this.pump());
  }

  private choose(now: number): Task | undefined {
    const probed = this.deviceToProbe(now);
    const isOverdue = probed !== undefined && now - probed.probeAt >= PROBE_PATIENCE_MS;
    const urgent = isOverdue ? undefined : mostUrgent(this.tasks, now, this.isOpen);
    if (urgent || !probed) return urgent;
    probed.awaitProbe();
    return bestProbe(this.tasks, probed.id) ?? mostUrgent(this.tasks, now, this.isOpen);
  }

  private readonly isOpen = (device: string): boolean => this.devices.get(device)?.health.state === 'online';

  private deviceToProbe(now: number): PolledDevice | undefined {
    if (now < this.probesAllowedAt) return undefined;
    let best: PolledDevice | undefined;
    for (const device of this.devices.values()) {
      if (device.probeAt <= now && (!best || device.probeAt < best.probeAt)) best = device;
    }
    return best;
  }

  private run(task: Task, now: number): void {
    task.isRunning = true;
    this.inFlight++;
    const { generation } = this.keeper;
    const read = this.link.read(task.request, this.context.sink).catch((error): ReadResult => {
      this.context.logger.error({ err: error }, 'a driver broke its promise never to reject');
      return { ok: false, failure: { kind: 'garbled', detail: 'failure inside the driver' } };
    });
    this.work.own(read.then((result) => this.finish(task, now, result, generation)));
  }

  private finish(task: Task, begin: number, result: ReadResult, generation: number): void {
    task.isRunning = false;
    this.inFlight--;
    const now = this.context.clock.monotonicMs();
    this.load.add(now - begin, now);
    this.context.metrics.readCompleted(result.ok ? 'ok' : result.failure.kind);
    if (generation === this.keeper.generation) this.judge(task, begin, now, result);
    else this.devices.get(task.request.device)?.hurry(now);
    this.pump();
  }

  private judge(task: Task, begin: number, now: number, result: ReadResult): void {
    const device = this.devices.get(task.request.device);
    if (!device) return;
    if (!result.ok && result.failure.kind === 'link-lost') {
      this.keeper.lose(result.failure.detail);
      return;
    }
    const missed = advance(task, now);
    if (this.isOpen(device.id)) this.countSkipped(missed);
    if (result.ok) this.noteAnswer(task, device, now - begin, now, undefined);
    else if (result.failure.kind !== 'exception') this.noteSilence(task, device, now - begin, now, result.failure);
    else this.noteAnswer(task, device, now - begin, now, result.failure.detail);
    if (this.plan !== this.link.requests()) this.takePlan(now);
  }

  private countSkipped(cycles: number): void {
    if (cycles === 0) return;
    this.skippedCycles += cycles;
    this.context.metrics.cyclesSkipped(cycles);
  }

  private noteAnswer(task: Task, device: PolledDevice, tookMs: number, now: number, refusal: string | undefined): void {
    task.failures = 0;
    task.isMarked = false;
    this.silence.answered(now);
    this.keeper.provenAlive();
    const wasOffline = device.health.state === 'offline';
    if (!device.answered(now, this.context.clock.nowMs(), tookMs, refusal)) return;
    for (const other of this.tasks) if (other !== task && other.request.device === device.id) other.dueAt = now;
    // What took one away, a breaker or a cable, has often taken its neighbours, and has given them back as well.
    if (wasOffline) for (const other of this.devices.values()) other.hurry(now);
    this.tellLost(device, false);
    this.context.changed();
  }

  private noteSilence(task: Task, device: PolledDevice, waitedMs: number, now: number, failure: ReadFailure): void {
    task.failures++;
    const wasProbe = !this.isOpen(device.id);
    if (wasProbe && this.hasLivingDevices()) this.probesAllowedAt = now + REST_PER_PROBE * waitedMs;
    const hasChanged = device.stayedSilent(now, this.context.clock.nowMs(), failureText(failure));
    if (hasChanged && device.health.state === 'offline') this.takeOffline(device);
    else if (task.failures >= FAILURES_TO_MARK && device.health.state !== 'offline') this.markTask(task);
    if (hasChanged) this.context.changed();
    if (failure.kind === 'timeout' && failure.linkAnswered !== undefined) this.silence.answered(now);
    else if (this.silence.unanswered(now, waitedMs)) this.remakeLink();
  }

  private hasLivingDevices(): boolean {
    for (const device of this.devices.values()) if (device.health.state === 'online') return true;
    return false;
  }

  private remakeLink(): void {
    this.timer?.cancel();
    this.context.logger.info({}, 'no device answers: making the connection anew');
    this.keeper.remake();
  }

  private takeOffline(device: PolledDevice): void {
    const points = this.plan.filter((request) => request.device === device.id).flatMap((request) => request.points);
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
