import type { MqttClient } from 'mqtt';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import { ANSWER_MS, clientOptions, type SessionSettings, STATUS } from './client-options.ts';
import type { MqttLibrary } from './library.ts';
import { OneTime } from './one-time.ts';
import { connectFailure, reasonText, SESSION_TAKEN_OVER } from './reasons.ts';
import {
  type Publication,
  type Published,
  publishAnswer,
  type Subscribed,
  subscribeAnswer,
} from './session-answers.ts';
import type { EndedBy } from './takeover.ts';

/** How long a clean goodbye may take before the socket is destroyed. */
const GOODBYE_MS = 2_000;
/** Brokers limit the topics of one request; more are asked for one after the other. */
const TOPICS_PER_REQUEST = 100;

export interface SessionEvents {
  message(topic: string, payload: Buffer, retained: boolean): void;
  /** Any packet at all arrived. */
  alive(): void;
}

/** Why a session is over. */
export interface Ending {
  readonly detail: string;
  readonly by: EndedBy;
}

/**
 * One connection to a broker, from connect to goodbye; never used twice.
 * The library's own reconnect is off: whoever owns the session owns that decision.
 */
export class BrokerSession {
  /** Settles with the reason once the connection is gone, whoever ended it. */
  readonly ended = new OneTime<Ending>();
  private readonly library: MqttLibrary;
  private readonly settings: SessionSettings;
  private readonly client: MqttClient;
  private readonly clock: Clock;
  private pinging: Timer | undefined;
  private closing: Promise<void> | undefined;

  constructor(library: MqttLibrary, settings: SessionSettings, clock: Clock, logger: Logger, events: SessionEvents) {
    this.library = library;
    this.settings = settings;
    this.clock = clock;
    this.client = library.connect(settings.url, clientOptions(settings));
    this.listen(logger, events);
  }

  get isConnected(): boolean {
    return this.client.connected && this.closing === undefined;
  }

  /** Connects. Answers the reason when it failed, nothing when it is up. */
  async open(): Promise<string | undefined> {
    if (this.closing) return (await this.ended.promise).detail;
    const connected = Promise.withResolvers<undefined>();
    this.client.once('connect', () => connected.resolve(undefined));
    const timer = this.clock.after(ANSWER_MS, () => this.end('the broker did not answer in time'));
    this.dial();
    const failure = await Promise.race([connected.promise, this.ended.promise]);
    timer.cancel();
    if (failure === undefined) this.keepPinging();
    return failure?.detail;
  }

  /** Subscribes with QoS 1; never to our own messages where the version can say so. */
  async subscribe(topics: readonly string[]): Promise<Subscribed> {
    const refused = new Map<string, string>();
    for (let first = 0; first < topics.length; first += TOPICS_PER_REQUEST) {
      const answer = await this.subscribeSome(topics.slice(first, first + TOPICS_PER_REQUEST));
      if (!answer.ok) return answer;
      for (const [topic, reason] of answer.refused) refused.set(topic, reason);
    }
    return { ok: true, refused };
  }

  /**
   * Sends a message now or not at all: nothing is queued or sent again. `taken` means by the broker (QoS 1), or by the
   * socket (QoS 0). Never rejects; waits at most five seconds.
   */
  async publish(message: Publication): Promise<Published> {
    if (!this.isConnected) return { kind: 'unsent', detail: 'not connected to the broker' };
    const answered = Promise.withResolvers<Published>();
    const { topic, payload, qos, retain = false, expirySeconds } = message;
    const properties = expirySeconds === undefined ? {} : { properties: { messageExpiryInterval: expirySeconds } };
    this.client.publish(topic, payload, { qos, retain, ...properties }, (error) =>
      answered.resolve(publishAnswer(error)),
    );
    const silence: Published = { kind: 'unknown', detail: 'the broker did not acknowledge in time' };
    const timer = this.clock.after(ANSWER_MS, () => answered.resolve(silence));
    const leave = this.ended.listen(({ detail }) => answered.resolve({ kind: 'unknown', detail }));
    const result = await answered.promise;
    timer.cancel();
    leave();
    return result;
  }

  /** Cuts the line without a goodbye, throwing away what has not left this machine. */
  cut(detail: string): void {
    this.end(detail);
    const { stream } = this.client;
    if ('resetAndDestroy' in stream && typeof stream.resetAndDestroy === 'function') stream.resetAndDestroy();
    else stream.destroy();
  }

  /** Says goodbye, at most for two seconds, then cuts the line. Safe at any time and more than once. */
  close(): Promise<void> {
    this.end('stopped');
    this.closing ??= this.sayGoodbye();
    return this.closing;
  }

  private dial(): void {
    try {
      this.client.connect();
    } catch (error) {
      this.end(error instanceof Error ? error.message : 'the address cannot be used');
    }
  }

  /** A broker of version 5 may ask for fewer pings than we need to notice its silence. */
  private keepPinging(): void {
    const { keepaliveSeconds } = this.settings;
    if (this.client.keepalive <= keepaliveSeconds) return;
    this.pinging = this.clock.every(keepaliveSeconds * 1000, () => {
      if (this.isConnected) this.client.sendPing();
    });
  }

  private async subscribeSome(topics: string[]): Promise<Subscribed> {
    const answered = Promise.withResolvers<Subscribed>();
    this.client.subscribe(topics, { qos: 1, nl: true }, (error, granted) =>
      answered.resolve(subscribeAnswer(this.library, topics, error, granted)),
    );
    const timer = this.clock.after(ANSWER_MS, () => this.end('the broker did not answer the subscription in time'));
    const leave = this.ended.listen(({ detail }) => answered.resolve({ ok: false, detail }));
    const answer = await answered.promise;
    timer.cancel();
    leave();
    return answer;
  }

  private end(detail: string, by: EndedBy = 'else'): void {
    this.pinging?.cancel();
    this.ended.settle({ detail, by });
  }

  private async sayGoodbye(): Promise<void> {
    if (!this.client.stream) return;
    const gone = Promise.withResolvers<void>();
    const timer = this.clock.after(GOODBYE_MS, gone.resolve);
    const { statusTopic } = this.settings;
    // A clean goodbye takes the will back, so the status is told by ourselves; `end` waits for its acknowledgement.
    if (this.client.connected && statusTopic !== undefined) {
      this.client.publish(statusTopic, STATUS.offline, { qos: 1, retain: true });
    }
    this.client.end(!this.client.connected, {}, () => gone.resolve());
    await gone.promise;
    timer.cancel();
    this.client.stream.destroy();
  }

  /** Everything is attached before `connect`, so that the first packet already finds its listener. */
  private listen(logger: Logger, events: SessionEvents): void {
    // What these throw, left alone, would surface inside the library's stream and end the process.
    const guarded = (task: () => void): void => {
      try {
        task();
      } catch (error) {
        logger.error({ err: error }, 'a message could not be handled');
      }
    };
    this.client.on('packetreceive', () => guarded(() => events.alive()));
    this.client.on('message', (topic, payload, { retain }) => guarded(() => events.message(topic, payload, retain)));
    this.client.on('error', (error) => this.end(connectFailure(error)));
    this.client.on('disconnect', ({ reasonCode = 0 }) => {
      const reason = reasonText(this.library, reasonCode) || `reason code ${reasonCode}`;
      const by = reasonCode === SESSION_TAKEN_OVER ? 'takeover' : 'broker';
      this.end(`the broker ended the connection: ${reason}`, by);
    });
    this.client.on('close', () => this.end('the connection was closed', 'broker'));
  }
}
