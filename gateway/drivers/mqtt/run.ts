import type { Timer } from '../../ports/clock.ts';
import type { DriverContext, ReadingSink } from '../../ports/driver.ts';
import type { MqttAddress } from './address.ts';
import { BrokerSession, type Ending } from './broker-session.ts';
import { STATUS } from './client-options.ts';
import { Inbox } from './inbox.ts';
import { loadLibrary, type MqttLibrary } from './library.ts';
import type { MessageCounters } from './message-counters.ts';
import { OneTime } from './one-time.ts';
import { MAX_MESSAGE_BYTES } from './payload.ts';
import type { MqttConnection, MqttDevice } from './schemas.ts';
import type { Publication, Published } from './session-answers.ts';
import { sessionSettings } from './session-settings.ts';
import type { Refusals, SitePlan } from './site-plan.ts';
import { loadCodec } from './sparkplug/codec.ts';
import { MAX_SPARKPLUG_BYTES, SparkplugHost } from './sparkplug/host.ts';
import { readTlsFiles, type TlsOptions } from './tls-files.ts';

export type MqttContext = DriverContext<MqttConnection, MqttDevice, MqttAddress>;

const TICK_MS = 1_000;
/** A broker counts the whole packet, with its topic and properties; larger messages are for us to drop and count. */
const PACKET_FACTOR = 2;

export interface RunEvents {
  readonly sink: ReadingSink;
  /** Any packet arrived, or a device gave a sign of life. */
  alive(device?: string): void;
}

export interface RunSettings {
  readonly clientId: string;
  readonly statusTopic: string | undefined;
  /** Told of every message before it is read. */
  readonly onMessage?: (topic: string, payload: Buffer) => void;
}

/**
 * One session with a broker from start to stop: connect, subscribe, hand on what comes. Never used twice, so that
 * nothing of an old session can leak into a new one.
 */
export class MqttRun {
  /** Settles once the session is over, whoever ended it. */
  readonly ended = new OneTime<Ending>();
  private readonly context: MqttContext;
  private readonly plan: SitePlan;
  private readonly settings: RunSettings;
  private readonly counters: MessageCounters;
  private readonly events: RunEvents;
  private session: BrokerSession | undefined;
  private inbox: Inbox | undefined;
  private host: SparkplugHost | undefined;
  private ticking: Timer | undefined;
  private isClosed = false;
  refusals: Refusals = new Map();
  /** Monotonic ms; undefined while the broker has not accepted us. */
  connectedAt: number | undefined;

  constructor(
    context: MqttContext,
    plan: SitePlan,
    settings: RunSettings,
    counters: MessageCounters,
    events: RunEvents,
  ) {
    this.context = context;
    this.plan = plan;
    this.settings = settings;
    this.counters = counters;
    this.events = events;
  }

  get isConnected(): boolean {
    return this.session?.isConnected ?? false;
  }

  /** Waits, connects, subscribes. Answers the reason when it failed, nothing when everything is up. Never rejects. */
  async open(pauseMs: number): Promise<string | undefined> {
    if (pauseMs > 0) await this.pause(pauseMs);
    if (this.isClosed) return (await this.ended.promise).detail;
    const prepared = await this.prepare();
    if (this.isClosed) return (await this.ended.promise).detail;
    if (prepared !== undefined) return prepared;
    return (await this.session?.open()) ?? (await this.begin());
  }

  /** As of the session: now or not at all. */
  async publish(message: Publication): Promise<Published> {
    return this.session?.publish(message) ?? { kind: 'unsent', detail: 'not connected to the broker' };
  }

  /** The command of a Sparkplug metric; undefined where there is none. */
  metricCommand(device: string, name: string, raw: number): Publication | undefined {
    return this.host?.command(device, name, raw);
  }

  cut(detail: string): void {
    this.session?.cut(detail);
  }

  /** Says goodbye, at most for two seconds. Safe at any time and more than once. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.ticking?.cancel();
    this.ended.settle({ detail: 'stopped', by: 'else' });
    await this.session?.close();
  }

  private async pause(ms: number): Promise<void> {
    const over = Promise.withResolvers<void>();
    const timer = this.context.clock.after(ms, over.resolve);
    await Promise.race([over.promise, this.ended.promise]);
    timer.cancel();
  }

  private async prepare(): Promise<string | undefined> {
    const { clock } = this.context;
    const library = await loadLibrary();
    const tls = await readTlsFiles(this.context.config.tls);
    if (!tls.ok) return tls.detail;
    const { counters, plan, events } = this;
    this.inbox = new Inbox(plan.routes, events, clock, counters);
    if (plan.nodes.length > 0) {
      const host = { sink: events.sink, alive: events.alive, ask: (request: Publication) => this.ask(request) };
      this.host = new SparkplugHost(plan.nodes, await loadCodec(), host, clock, counters);
    }
    if (!this.isClosed) this.session = this.newSession(library, tls.value);
    return undefined;
  }

  private newSession(library: MqttLibrary, tls: TlsOptions): BrokerSession {
    const { clock, logger } = this.context;
    const maxPacketBytes = PACKET_FACTOR * (this.host ? MAX_SPARKPLUG_BYTES : MAX_MESSAGE_BYTES);
    const settings = sessionSettings(this.context.config, this.settings, maxPacketBytes, tls);
    const session = new BrokerSession(library, settings, clock, logger, {
      alive: () => {
        if (!this.isClosed) this.events.alive();
      },
      message: (topic, payload, retained) => this.receive(topic, payload, retained),
    });
    session.ended.listen((ending) => this.ended.settle(ending));
    return session;
  }

  private async begin(): Promise<string | undefined> {
    const { session, inbox, host } = this;
    if (!session || !inbox) return 'stopped';
    this.connectedAt = this.context.clock.monotonicMs();
    const subscribed = await session.subscribe([...inbox.topics, ...(host?.filters ?? [])]);
    if (!subscribed.ok) return subscribed.detail;
    this.noteRefusals(subscribed.refused, inbox);
    if (host) this.ticking = this.context.clock.every(TICK_MS, () => this.tick(host));
    void this.sayOnline();
    return undefined;
  }

  private noteRefusals(refused: Refusals, inbox: Inbox): void {
    this.refusals = refused;
    inbox.markUnroutable();
    if (refused.size === 0) return;
    this.context.logger.warn({ topics: [...refused] }, 'the broker refused topics');
    for (const topic of refused.keys()) {
      inbox.refuse(topic);
      this.host?.refuse(topic);
    }
  }

  /** On every connection: a broker that was restarted has forgotten it. */
  private async sayOnline(): Promise<void> {
    const { statusTopic } = this.settings;
    if (statusTopic === undefined) return;
    const payload = Buffer.from(STATUS.online);
    const published = await this.publish({ topic: statusTopic, payload, qos: 1, retain: true });
    if (published.kind === 'taken') return;
    this.context.logger.warn({ topic: statusTopic, detail: published.detail }, 'the status could not be published');
  }

  private receive(topic: string, payload: Buffer, retained: boolean): void {
    if (this.isClosed) return;
    this.settings.onMessage?.(topic, payload);
    if (this.host?.receive(topic, payload, retained)) return;
    this.inbox?.receive(topic, payload, retained);
  }

  private tick(host: SparkplugHost): void {
    if (this.isConnected) host.tick();
  }

  private ask(request: Publication): void {
    this.context.logger.info({ topic: request.topic }, 'asking for a rebirth');
    void this.publish(request);
  }
}
