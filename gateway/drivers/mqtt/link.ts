import { durationMs } from '../../domain/duration.ts';
import type { LocalText } from '../../domain/text.ts';
import type {
  DeviceFacts,
  LinkListener,
  ReadResult,
  SubscribedLink,
  WriteRequest,
  WriteResult,
} from '../../ports/driver.ts';
import type { Ending } from './broker-session.ts';
import { rivalCaution, standingCautions } from './cautions.ts';
import { MessageCounters } from './message-counters.ts';
import { ReadingBoard } from './reading-board.ts';
import { type MqttContext, MqttRun } from './run.ts';
import { describePlan, holesOf, planSite, type SitePlan } from './site-plan.ts';
import {
  afterFailedAttempt,
  afterLoss,
  isRivalLikely,
  NO_RIVAL,
  pauseBeforeConnectMs,
  type Rivalry,
} from './takeover.ts';
import { Writer } from './writer.ts';

const SHORTEST_SILENCE_MS = 5_000;

const linkLost = (detail: string): ReadResult => ({ ok: false, failure: { kind: 'link-lost', detail } });

/** The client id of a connection; unique on its broker. */
export const clientIdOf = ({ config, connectionId }: Pick<MqttContext, 'config' | 'connectionId'>): string =>
  config.clientId ?? `plantroom-${connectionId}`;

/** Subscribes to the topics of all devices on one broker. Makes one session at a time, and no reconnect by itself. */
export class MqttLink implements SubscribedLink {
  readonly style = 'subscribed';
  /** A broker lives on without its sensors. */
  readonly namesDevices = true;
  readonly silenceLimitMs: number;
  private readonly context: MqttContext;
  private readonly plan: SitePlan;
  private readonly counters: MessageCounters;
  private readonly writer: Writer;
  private run: MqttRun | undefined;
  private board: ReadingBoard | undefined;
  private rivalry: Rivalry = NO_RIVAL;
  private dialledAt = Number.NEGATIVE_INFINITY;

  constructor(context: MqttContext) {
    this.context = context;
    this.plan = planSite(context.devices);
    this.counters = new MessageCounters(context.logger);
    this.writer = new Writer(context, this.plan);
    this.silenceLimitMs = Math.max(SHORTEST_SILENCE_MS, 2 * durationMs(context.config.keepalive));
  }

  get cautions(): readonly LocalText[] {
    const standing = standingCautions(this.context.config);
    return this.isRivalLikely() ? [...standing, rivalCaution(this.clientId)] : standing;
  }

  async start(listener: LinkListener): Promise<ReadResult> {
    const previous = this.run;
    const run = this.newRun(listener);
    this.run = run;
    await previous?.close();
    const now = this.context.clock.monotonicMs();
    const pause = pauseBeforeConnectMs(this.rivalry, now - this.dialledAt);
    this.dialledAt = now + pause;
    const failure = await run.open(pause);
    if (failure !== undefined) return this.giveUp(run, failure);
    this.watchEnd(run, listener);
    return { ok: true };
  }

  async stop(): Promise<void> {
    const run = this.run;
    this.run = undefined;
    await run?.close();
  }

  write(request: WriteRequest): Promise<WriteResult> {
    return this.writer.write(request, this.run, this.board);
  }

  facts(device: string): DeviceFacts {
    const points = this.context.devices.find(({ id }) => id === device)?.points.map(({ index }) => index) ?? [];
    const delivering = this.run?.isConnected ? (this.board?.delivering(points) ?? 0) : 0;
    return {
      holes: holesOf(this.plan, this.run?.refusals ?? new Map(), device),
      items: { expected: points.length, delivering },
    };
  }

  describe(): readonly string[] {
    const plan = describePlan(this.plan, this.run?.refusals ?? new Map());
    return [`${this.context.config.url} as ${this.clientId}`, ...plan, ...this.counters.lines()];
  }

  private get clientId(): string {
    return clientIdOf(this.context);
  }

  private newRun(listener: LinkListener): MqttRun {
    const { context, plan, counters } = this;
    this.board = new ReadingBoard(listener.sink);
    const settings = { clientId: this.clientId, statusTopic: context.config.statusTopic };
    const events = { sink: this.board, alive: (device?: string) => listener.alive(device) };
    return new MqttRun(context, plan, settings, counters, events);
  }

  private async giveUp(run: MqttRun, detail: string): Promise<ReadResult> {
    if (this.run !== run) return linkLost(detail);
    // An end that has been told already says more than the step that failed by it.
    const ending = await Promise.race([run.ended.promise, { detail, by: 'else' as const }]);
    if (run.connectedAt === undefined) this.rivalry = afterFailedAttempt();
    else this.noteEnd(run, ending);
    if (this.run === run) this.run = undefined;
    await run.close();
    return linkLost(this.isRivalLikely() ? this.rivalText(detail) : detail);
  }

  /** An end that was asked for is nobody's news. The loss is told one turn later, so that `start` has answered before. */
  private watchEnd(run: MqttRun, listener: LinkListener): void {
    const told = (detail: string): void => {
      if (this.run === run) listener.lost(this.isRivalLikely() ? this.rivalText(detail) : detail);
    };
    const noted = (ending: Ending): void => {
      if (this.run !== run) return;
      this.noteEnd(run, ending);
      this.context.clock.after(0, () => told(ending.detail));
    };
    run.ended.promise.then(noted).catch((error) => {
      this.context.logger.error({ err: error }, 'the end of a session was not handled');
    });
  }

  private noteEnd(run: MqttRun, { by, detail }: Ending): void {
    const now = this.context.clock.monotonicMs();
    const wasSuspected = this.rivalry.isSuspected;
    this.rivalry = afterLoss(this.rivalry, now, now - (run.connectedAt ?? now), by);
    if (wasSuspected || !this.rivalry.isSuspected) return;
    this.context.logger.warn({ clientId: this.clientId }, this.rivalText(detail));
  }

  private rivalText(detail: string): string {
    return `another client seems to use the client id ${this.clientId}: ${detail}`;
  }

  private isRivalLikely(): boolean {
    const { connectedAt, isConnected } = this.run ?? {};
    const livedMs = isConnected && connectedAt !== undefined ? this.context.clock.monotonicMs() - connectedAt : 0;
    return isRivalLikely(this.rivalry, livedMs);
  }
}
