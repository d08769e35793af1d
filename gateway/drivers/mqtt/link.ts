import { durationMs } from '../../domain/duration.ts';
import type { DriverContext, LinkListener, ReadResult, SubscribedLink } from '../../ports/driver.ts';
import { BrokerSession } from './broker-session.ts';
import { MAX_MESSAGE_BYTES } from './payload.ts';
import { buildRoutes, deliverMessage, deliverRefused, type Routes } from './routes.ts';
import type { MqttAddress, MqttConnection, MqttDevice } from './schemas.ts';
import { noteLoss, type RecentLosses } from './takeover.ts';

type Context = DriverContext<MqttConnection, MqttDevice, MqttAddress>;

const SHORTEST_SILENCE_MS = 5_000;
/** Of many messages of one kind only the first and then every thousandth is logged. */
const LOG_EVERY = 1000;

const linkLost = (detail: string): ReadResult => ({ ok: false, failure: { kind: 'link-lost', detail } });

/** Subscribes to the topics of all devices on one broker. Holds no queue: a message is decoded and handed on at once. */
export class MqttLink implements SubscribedLink {
  readonly style = 'subscribed';
  readonly silenceLimitMs: number;
  private readonly context: Context;
  private readonly routes: Routes;
  private session: BrokerSession | undefined;
  private losses: RecentLosses = [];
  private refused: readonly string[] = [];
  private oversized = 0;
  private undecodable = 0;

  constructor(context: Context) {
    this.context = context;
    this.routes = buildRoutes(context.devices);
    this.silenceLimitMs = Math.max(SHORTEST_SILENCE_MS, 2 * durationMs(context.config.keepalive));
  }

  async start(listener: LinkListener): Promise<ReadResult> {
    const previous = this.session;
    const session = this.newSession(listener);
    this.session = session;
    await previous?.close();
    const failure = await session.open();
    if (failure !== undefined) return this.giveUp(session, failure);
    this.watchForTakeover(session);
    const topics = [...this.routes.keys()];
    const subscribed = await session.subscribe(topics);
    if (!subscribed.ok) return this.giveUp(session, subscribed.detail);
    this.markRefused(subscribed.refused, listener);
    this.reportEnd(session, listener);
    return { ok: true };
  }

  async stop(): Promise<void> {
    const session = this.session;
    this.session = undefined;
    await session?.close();
  }

  describe(): readonly string[] {
    const { url } = this.context.config;
    const topics = [...this.routes].map(([topic, devices]) => {
      const points = devices.reduce((sum, device) => sum + device.points.length, 0);
      const note = this.refused.includes(topic) ? ', refused by the broker' : '';
      return `topic ${topic}: ${points} points${note}`;
    });
    const dropped = `${this.oversized} messages too large, ${this.undecodable} not understood`;
    return [`${url} as ${this.clientId}`, ...topics, dropped];
  }

  private get clientId(): string {
    return this.context.config.clientId ?? `plantroom-${this.context.connectionId}`;
  }

  private newSession(listener: LinkListener): BrokerSession {
    const { config, clock, logger } = this.context;
    const settings = {
      url: config.url,
      clientId: this.clientId,
      username: config.username,
      password: config.password,
      keepaliveSeconds: Math.max(1, Math.round(durationMs(config.keepalive) / 1000)),
      protocolVersion: config.protocolVersion,
    };
    const session: BrokerSession = new BrokerSession(settings, clock, logger, {
      alive: () => {
        if (this.session === session) listener.alive();
      },
      message: (topic, payload, retained) => {
        if (this.session === session) this.receive(topic, payload, retained, listener);
      },
    });
    return session;
  }

  private async giveUp(session: BrokerSession, detail: string): Promise<ReadResult> {
    if (this.session === session) this.session = undefined;
    await session.close();
    return linkLost(detail);
  }

  private watchForTakeover(session: BrokerSession): void {
    const { clock } = this.context;
    const connectedAt = clock.monotonicMs();
    this.whenEnded(session, () => this.noteEnd(clock.monotonicMs(), connectedAt));
  }

  /** One turn later, so that whoever awaits `start` has seen its success before the loss. */
  private reportEnd(session: BrokerSession, listener: LinkListener): void {
    this.whenEnded(session, (reason) => {
      this.context.clock.after(0, () => {
        if (this.session === session) listener.lost(reason);
      });
    });
  }

  /** Runs `task` when the session ends by itself; an end that was asked for is nobody's news. */
  private whenEnded(session: BrokerSession, task: (reason: string) => void): void {
    const run = (reason: string): void => {
      if (this.session === session) task(reason);
    };
    session.ended.then(run).catch((error) => {
      this.context.logger.error({ err: error }, 'the end of a session was not handled');
    });
  }

  private noteEnd(now: number, connectedAt: number): void {
    const { losses, isSuspicious } = noteLoss(this.losses, now, now - connectedAt);
    this.losses = losses;
    if (!isSuspicious) return;
    this.context.logger.warn(
      { clientId: this.clientId },
      'the broker ends the connection right after it is made, again and again: is another client using this client id?',
    );
  }

  private receive(topic: string, payload: Buffer, retained: boolean, listener: LinkListener): void {
    const devices = this.routes.get(topic);
    if (!devices) return;
    if (!retained) for (const device of devices) listener.alive(device.id);
    if (payload.length > MAX_MESSAGE_BYTES) {
      this.dropOversized(topic, payload.length);
      return;
    }
    const failed = deliverMessage(devices, payload, retained, this.context.clock.nowMs(), listener.sink);
    if (failed > 0) this.countUndecodable(topic);
  }

  private markRefused(refused: readonly string[], listener: LinkListener): void {
    this.refused = refused;
    if (refused.length === 0) return;
    this.context.logger.warn({ topics: refused }, 'the broker refused topics');
    const now = this.context.clock.nowMs();
    for (const topic of refused) deliverRefused(this.routes.get(topic) ?? [], now, listener.sink);
  }

  private dropOversized(topic: string, bytes: number): void {
    if (this.oversized++ % LOG_EVERY !== 0) return;
    this.context.logger.warn({ topic, bytes, count: this.oversized }, 'a message above 64 kB was dropped');
  }

  private countUndecodable(topic: string): void {
    if (this.undecodable++ % LOG_EVERY !== 0) return;
    this.context.logger.warn({ topic, count: this.undecodable }, 'a message was not understood');
  }
}
