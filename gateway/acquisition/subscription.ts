import type { FailureCounts } from '../domain/connection-state.ts';
import { QUALITY } from '../domain/quality.ts';
import type { Timer } from '../ports/clock.ts';
import type {
  LinkListener,
  ReadFailure,
  ReadResult,
  SubscribedLink,
  WriteRequest,
  WriteResult,
} from '../ports/driver.ts';
import { reconnectPauseMs } from './backoff.ts';
import { failureText } from './failure-text.ts';
import { LinkCalls } from './link-calls.ts';
import { cautionsOf } from './link-facts.ts';
import { fastestPeriodOf, type LinkStatus, type LinkSupervisor, markBad } from './link-supervisor.ts';
import { OwnedWork } from './owned-work.ts';
import { waitAtMost } from './wait-at-most.ts';
import { type SubscriptionContext, WatchedDevices } from './watched-devices.ts';
import { MOST_WAITING_WRITES, unsent } from './write-queue.ts';

/** A start that takes longer is given up and tried again; an end that takes longer is not waited for. */
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;
const CHECKS_PER_LIMIT = 4;

/** Keeps one subscribed link going: starts it, watches for silence, and is the only one who starts it again. */
export class Subscription implements LinkSupervisor {
  private readonly link: SubscribedLink;
  private readonly context: SubscriptionContext;
  private readonly devices: WatchedDevices;
  private readonly work: OwnedWork;
  private readonly calls: LinkCalls;
  private readonly errors: FailureCounts = { timeout: 0, exception: 0, garbled: 0, linkLost: 0 };
  private state: LinkStatus['state'] = 'connecting';
  private stateSince: number;
  private generation = 0;
  private attempt = 0;
  private starts = 0;
  private isMarkedDown = false;
  private heardAt = 0;
  private lastFailure: string | null = null;
  private retryTimer: Timer | undefined;
  private watchTimer: Timer | undefined;
  private limitTimer: Timer | undefined;

  constructor(link: SubscribedLink, context: SubscriptionContext) {
    this.link = link;
    this.context = context;
    this.devices = new WatchedDevices(link, context);
    this.work = new OwnedWork(context.logger);
    this.calls = new LinkCalls(context, this.work);
    this.stateSince = context.clock.nowMs();
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
    this.setState('offline');
    await this.link.stop();
  }

  /** Sent at once: on such a link writes and readings do not wait for each other. */
  write(request: WriteRequest): Promise<WriteResult> {
    const reason = this.reasonNotToSend(request);
    if (reason !== undefined) return Promise.resolve(unsent(reason));
    return new Promise((resolve) => {
      const ended = (result: WriteResult): void => {
        this.context.metrics.writeCompleted(request.device, result.kind);
        resolve(result);
      };
      this.calls.write(this.link, request, ended, () => undefined);
    });
  }

  status(): LinkStatus {
    return {
      state: this.state,
      stateSince: this.stateSince,
      reconnects: Math.max(0, this.starts - 1),
      ...{ loadPercent: null, requestsPerSecond: null, latency: null, skippedCycles: 0 },
      errors: { ...this.errors },
      cautions: cautionsOf(this.link),
      devices: this.devices.status(this.lastFailure),
    };
  }

  private reasonNotToSend({ device, expiresAt }: WriteRequest): string | undefined {
    if (this.state !== 'online') return 'the link is down';
    if (this.devices.readinessOf(device) === 'gone') return 'the device does not answer';
    if (this.context.clock.monotonicMs() >= expiresAt) return 'expired before it could be sent';
    return this.calls.writing >= MOST_WAITING_WRITES ? 'too many writes wait for this line' : undefined;
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
      this.lose(generation, failureText(result.failure), result.failure.kind);
      return;
    }
    if (this.starts++ > 0) this.context.metrics.reconnected();
    const now = this.context.clock.monotonicMs();
    this.heardAt = now;
    this.devices.begin(now);
    this.isMarkedDown = false;
    this.setState('online');
  }

  /** What an abandoned start still tells is dropped. */
  private listenerFor(generation: number): LinkListener {
    const { sink } = this.context;
    return {
      sink: {
        reading: (point, value, quality, sourceTime) => {
          if (generation !== this.generation) return;
          sink.reading(point, value, quality, sourceTime);
          this.devices.noteReading(point, quality);
        },
        text: (point, text, quality, sourceTime) => {
          if (generation !== this.generation) return;
          sink.text(point, text, quality, sourceTime);
          this.devices.noteReading(point, quality);
        },
        flush: () => {
          if (generation === this.generation) sink.flush();
        },
      },
      alive: (device) => {
        if (generation === this.generation) this.noteSign(device);
      },
      lost: (detail) => this.lose(generation, failureText({ kind: 'link-lost', detail })),
    };
  }

  private noteSign(device: string | undefined): void {
    const now = this.context.clock.monotonicMs();
    this.heardAt = now;
    this.attempt = 0;
    this.devices.noteSign(device, now);
  }

  private watch(): void {
    if (this.state !== 'online') return;
    const now = this.context.clock.monotonicMs();
    if (now - this.heardAt > this.link.silenceLimitMs) this.lose(this.generation, 'no sign of life', 'timeout');
    else this.devices.loseSilent(now);
  }

  private lose(generation: number, detail: string, kind: ReadFailure['kind'] = 'link-lost'): void {
    if (generation !== this.generation) return;
    this.generation++;
    this.limitTimer?.cancel();
    this.lastFailure = detail;
    this.errors[kind === 'link-lost' ? 'linkLost' : kind]++;
    this.setState('offline');
    this.markDown(detail);
    this.work.own(this.restart(this.generation));
  }

  /** Whether the link ends cleanly, fails to or takes too long: the next start must come. The pause counts from the loss. */
  private async restart(generation: number): Promise<void> {
    const { clock, devices, logger, random } = this.context;
    const dueAt = clock.monotonicMs() + reconnectPauseMs(this.attempt++, fastestPeriodOf(devices), random);
    const end = this.link.stop().catch((error) => logger.error({ err: error }, 'a link did not end cleanly'));
    await waitAtMost(clock, STOP_LIMIT_MS, end);
    if (generation !== this.generation) return;
    this.retryTimer = clock.after(Math.max(0, dueAt - clock.monotonicMs()), () => this.begin());
  }

  private markDown(detail: string): void {
    if (this.isMarkedDown) return;
    this.isMarkedDown = true;
    this.context.logger.warn({ detail }, 'link lost');
    this.devices.loseAll();
    const points = this.context.devices.flatMap((device) => device.points);
    markBad(this.context, points, QUALITY['bad-not-connected']);
  }

  private setState(state: LinkStatus['state']): void {
    if (this.state === state) return;
    this.state = state;
    this.stateSince = this.context.clock.nowMs();
    this.context.changed();
  }
}
