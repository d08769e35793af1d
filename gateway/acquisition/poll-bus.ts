import type { Timer } from '../ports/clock.ts';
import type { PolledLink, ReadRequest, ReadResult, WriteRequest, WriteResult } from '../ports/driver.ts';
import { BusDevices } from './bus-devices.ts';
import { BusFigures } from './bus-figures.ts';
import { LinkCalls } from './link-calls.ts';
import { cautionsOf } from './link-facts.ts';
import { LinkKeeper } from './link-keeper.ts';
import { fastestPeriodOf, type LinkStatus, type LinkSupervisor, type SupervisorContext } from './link-supervisor.ts';
import { OwnedWork } from './owned-work.ts';
import { Schedule } from './schedule.ts';
import { StallWatch } from './stall-watch.ts';
import type { Task } from './task.ts';
import { waitAtMost } from './wait-at-most.ts';
import { unsent, type WaitingWrite, WriteQueue, type WriteReadiness } from './write-queue.ts';

const STALL_CHECK_MS = 10_000;
/** What a driver does not end by then, it never will. */
const STOP_LIMIT_MS = 10_000;

/**
 * Keeps one polled link busy: writes before reads, reads by earliest deadline, never more at once than the link takes, never
 * two cycles of one question stacked. The link itself is given up only when no device on it answers.
 */
export class PollBus implements LinkSupervisor {
  private readonly link: PolledLink;
  private readonly context: SupervisorContext;
  private readonly keeper: LinkKeeper;
  private readonly work: OwnedWork;
  private readonly schedule: Schedule;
  private readonly devices: BusDevices;
  private readonly writes = new WriteQueue();
  private readonly figures: BusFigures;
  private readonly stall: StallWatch;
  private readonly calls: LinkCalls;
  private plan: readonly ReadRequest[] = [];
  private timer: Timer | undefined;
  private stallTimer: Timer | undefined;

  constructor(link: PolledLink, context: SupervisorContext) {
    const now = context.clock.monotonicMs();
    const fastestPeriodMs = fastestPeriodOf(context.devices);
    this.link = link;
    this.context = context;
    this.work = new OwnedWork(context.logger);
    this.calls = new LinkCalls(context, this.work);
    this.schedule = new Schedule(context.random());
    this.devices = new BusDevices(link, context, this.schedule);
    this.figures = new BusFigures(context.metrics, now);
    this.stall = new StallWatch(fastestPeriodMs, now);
    this.keeper = new LinkKeeper(link, context, fastestPeriodMs, this.work, {
      online: (wasDown) => this.begin(wasDown),
      down: (detail) => this.markDown(detail),
    });
  }

  start(): void {
    this.stallTimer = this.context.clock.every(STALL_CHECK_MS, () => this.checkStall());
    this.keeper.start();
  }

  async stop(): Promise<void> {
    this.timer?.cancel();
    this.stallTimer?.cancel();
    this.writes.giveUp('the gateway is stopping');
    await this.keeper.stop();
    await waitAtMost(this.context.clock, STOP_LIMIT_MS, this.work.settled());
  }

  write(request: WriteRequest): Promise<WriteResult> {
    if (!this.link.write) return Promise.resolve({ kind: 'refused', detail: 'this protocol cannot write' });
    if (this.keeper.state !== 'online') return Promise.resolve(unsent('the link is down'));
    const written = this.writes.add(request);
    this.pump();
    return written;
  }

  status(): LinkStatus {
    const { state, stateSince, reconnects } = this.keeper;
    return {
      state: state === 'online' || state === 'connecting' ? state : 'offline',
      stateSince,
      reconnects,
      ...this.figures.status(this.context.clock.monotonicMs()),
      cautions: cautionsOf(this.link),
      devices: this.devices.status(),
    };
  }

  private begin(wasDown: boolean): void {
    const now = this.context.clock.monotonicMs();
    this.devices.begin(wasDown, now);
    this.stall.began(now);
    this.takePlan(now);
    this.pump();
  }

  private markDown(detail: string): void {
    this.timer?.cancel();
    this.context.logger.warn({ detail }, 'link lost');
    this.writes.giveUp('the link was lost');
    this.devices.linkLost(detail);
  }

  private takePlan(now: number): void {
    this.plan = this.link.requests();
    this.schedule.replan(this.plan, now);
  }

  private pump(): void {
    if (this.keeper.state !== 'online') return;
    const now = this.context.clock.monotonicMs();
    this.writes.dropHopeless(now, this.readinessOf);
    while (this.calls.inTurn < this.link.maxInFlight && this.beginNext(now));
    if (this.calls.inTurn < this.link.maxInFlight) this.sleep(now);
  }

  private readonly readinessOf = (device: string): WriteReadiness => this.devices.readinessOf(device);

  private beginNext(now: number): boolean {
    const isReadDue = (): boolean => this.schedule.isDue(now);
    const mayWrite = this.calls.writing < this.link.maxInFlight;
    const write = mayWrite ? this.writes.take(isReadDue, this.readinessOf) : undefined;
    if (write) this.runWrite(write, now);
    const task = write ? undefined : this.devices.choose(now);
    if (task) this.runRead(task, now);
    return write !== undefined || task !== undefined;
  }

  private sleep(now: number): void {
    const next = Math.min(this.schedule.nextDueAt(), this.devices.nextProbeAt(), this.writes.nextExpiry());
    this.timer?.cancel();
    if (Number.isFinite(next)) this.timer = this.context.clock.after(Math.max(0, next - now), () => this.pump());
  }

  private runRead(task: Task, begin: number): void {
    const { generation } = this.keeper;
    this.writes.noteRead();
    this.stall.began(begin);
    const ended = (result: ReadResult): void => this.finishRead(task, begin, result, generation);
    this.calls.read(this.link, task.request, this.context.sink, ended, () => this.schedule.release(task));
  }

  private finishRead(task: Task, begin: number, result: ReadResult, generation: number): void {
    const now = this.context.clock.monotonicMs();
    this.figures.readEnded(task.request.device, result, now - begin, now);
    if (generation === this.keeper.generation) this.judge(task, begin, now, result);
    else this.drop(task, now);
    this.pump();
  }

  /** It belongs to a connection that is gone, and says nothing of this one. */
  private drop(task: Task, now: number): void {
    this.schedule.release(task);
    this.devices.hurry(task.request.device, now);
  }

  private judge(task: Task, begin: number, now: number, result: ReadResult): void {
    this.stall.ended(now);
    if (!result.ok && result.failure.kind === 'link-lost') {
      this.schedule.release(task);
      this.keeper.lose(result.failure.detail);
      return;
    }
    const missed = this.schedule.end(task, now);
    if (this.devices.isOnline(task.request.device)) this.figures.cyclesSkipped(missed);
    const isUseless = this.devices.note(task, now - begin, now, result);
    if (result.ok || result.failure.kind === 'exception') this.keeper.provenAlive();
    if (isUseless) this.remakeLink('no device answers: making the connection anew');
    if (this.plan !== this.link.requests()) this.takePlan(now);
  }

  private runWrite({ request, settle }: WaitingWrite, begin: number): void {
    this.stall.began(begin);
    const ended = (result: WriteResult): void => {
      const now = this.context.clock.monotonicMs();
      this.figures.writeEnded(request.device, result, now - begin, now);
      // What was set is to be seen soon, not only after the next cycle.
      this.schedule.hurry(request.device, now, (task) => task.request.points.includes(request.point));
      settle(result);
      this.pump();
    };
    this.calls.write(this.link, request, ended, () => this.pump());
  }

  private checkStall(): void {
    const isIdle = this.keeper.state !== 'online' || this.plan.length === 0;
    if (isIdle || !this.stall.hasStalled(this.context.clock.monotonicMs())) return;
    this.context.metrics.stalled();
    this.remakeLink('nothing has been asked for too long: making the connection anew');
    this.calls.abandonAll();
  }

  private remakeLink(reason: string): void {
    this.timer?.cancel();
    this.context.logger.warn({}, reason);
    this.writes.giveUp('the connection is made anew');
    this.keeper.remake();
  }
}
