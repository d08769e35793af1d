import type { Timer } from '../ports/clock.ts';
import type { PolledLink, ReadResult } from '../ports/driver.ts';
import { reconnectPauseMs } from './backoff.ts';
import { failureText } from './failure-text.ts';
import type { SupervisorContext } from './link-supervisor.ts';
import type { OwnedWork } from './owned-work.ts';

export type KeeperState = 'idle' | 'offline' | 'connecting' | 'online' | 'stopped';

export interface KeeperEvents {
  /** The link is open. `wasDown` unless it was made anew while it still stood. */
  online(wasDown: boolean): void;
  /** The link is gone; told once per outage. */
  down(detail: string): void;
}

/** Links begin within this time of one another, so that hundreds do not open in the same turn. */
const START_SPREAD_MS = 250;
/** Opening that takes longer is given up and tried again, whatever the driver promised. */
const CONNECT_LIMIT_MS = 60_000;

/** Opens one polled link and opens it again after every loss. The only one who connects or disconnects it. */
export class LinkKeeper {
  private readonly link: PolledLink;
  private readonly context: SupervisorContext;
  private readonly fastestPeriodMs: number;
  private readonly work: OwnedWork;
  private readonly events: KeeperEvents;
  private current: KeeperState = 'idle';
  private since: number;
  private epoch = 0;
  private attempt = 0;
  private connects = 0;
  private isDown = true;
  private hasToldDown = false;
  private timer: Timer | undefined;

  constructor(
    link: PolledLink,
    context: SupervisorContext,
    fastestPeriodMs: number,
    work: OwnedWork,
    events: KeeperEvents,
  ) {
    this.link = link;
    this.context = context;
    this.fastestPeriodMs = fastestPeriodMs;
    this.work = work;
    this.events = events;
    this.since = context.clock.nowMs();
    link.onLost((detail) => this.lose(detail));
  }

  get state(): KeeperState {
    return this.current;
  }

  get stateSince(): number {
    return this.since;
  }

  /** Changes with every connection and loss: what an earlier one still answers is told by it. */
  get generation(): number {
    return this.epoch;
  }

  get reconnects(): number {
    return Math.max(0, this.connects - 1);
  }

  start(): void {
    this.setState('connecting');
    this.schedule(this.context.random() * START_SPREAD_MS, () => this.connect());
  }

  async stop(): Promise<void> {
    this.epoch++;
    this.timer?.cancel();
    this.setState('stopped');
    await this.link.disconnect();
  }

  /** An answer has proven that the link works: the next loss is followed up at once. */
  provenAlive(): void {
    this.attempt = 0;
  }

  /** The link is gone. */
  lose(detail: string): void {
    if (this.current === 'online') this.giveUp(failureText({ kind: 'link-lost', detail }));
  }

  /** The link stands but seems useless: makes it anew, without telling of an outage unless it cannot be made. */
  remake(): void {
    if (this.current !== 'online') return;
    const epoch = ++this.epoch;
    this.isDown = false;
    this.setState('connecting');
    this.limitOpening();
    this.work.own(
      this.link.disconnect().then(() => {
        if (epoch === this.epoch) this.connect();
      }),
    );
  }

  private connect(): void {
    if (this.current === 'stopped') return;
    const epoch = ++this.epoch;
    this.setState('connecting');
    this.limitOpening();
    this.work.own(this.link.connect().then((result) => this.connected(epoch, result)));
  }

  private connected(epoch: number, result: ReadResult): void {
    if (epoch !== this.epoch) return;
    this.timer?.cancel();
    if (!result.ok) {
      this.giveUp(failureText(result.failure));
      return;
    }
    if (this.connects++ > 0) this.context.metrics.reconnected();
    const wasDown = this.isDown;
    this.isDown = true;
    this.hasToldDown = false;
    this.setState('online');
    this.events.online(wasDown);
  }

  private giveUp(detail: string): void {
    this.epoch++;
    this.isDown = true;
    this.setState('offline');
    if (!this.hasToldDown) this.events.down(detail);
    this.hasToldDown = true;
    this.work.own(this.link.disconnect());
    const pause = reconnectPauseMs(this.attempt++, this.fastestPeriodMs, this.context.random);
    this.schedule(pause, () => this.connect());
  }

  private limitOpening(): void {
    this.schedule(CONNECT_LIMIT_MS, () => this.giveUp('did not connect in time'));
  }

  private schedule(delayMs: number, task: () => void): void {
    this.timer?.cancel();
    this.timer = this.context.clock.after(delayMs, task);
  }

  private setState(state: KeeperState): void {
    if (this.current === state) return;
    this.current = state;
    this.since = this.context.clock.nowMs();
    this.context.changed();
  }
}
