import type { MqttClient } from 'mqtt';
import type { Clock } from '../../../ports/clock.ts';
import { failureOf, type LineFailure, passing } from './line-failure.ts';
import type { Publication } from './message.ts';
import type { TlsContent } from './tls-files.ts';

/** A broker that has not answered by then will not. */
const ANSWER_MS = 5_000;
const GOODBYE_MS = 2_000;
const KEEPALIVE_SECONDS = 30;
/** Retained states that are told to us, not looked into. */
const MAX_PACKET_BYTES = 256 * 1024;

export interface SessionSettings {
  readonly url: string;
  readonly clientId: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly protocolVersion: 4 | 5;
  readonly tls: TlsContent;
}

interface SessionEvents {
  /** The broker holds a retained message there. */
  retained(topic: string): void;
}

/** One connection, from connect to goodbye; never used twice. The library's own reconnect and queue are off: it would send what is long over. */
export class BrokerSession {
  /** Resolves once the connection is gone, whoever ended it. */
  readonly ended: Promise<LineFailure>;
  private readonly client: MqttClient;
  private readonly clock: Clock;
  private readonly end: (reason: LineFailure) => void;
  private isOver = false;
  private closing: Promise<void> | undefined;

  constructor(library: typeof import('mqtt'), settings: SessionSettings, clock: Clock, events: SessionEvents) {
    const ended = Promise.withResolvers<LineFailure>();
    this.ended = ended.promise;
    this.clock = clock;
    this.end = (reason) => {
      this.isOver = true;
      ended.resolve(reason);
    };
    this.client = library.connect(settings.url, optionsOf(settings));
    this.client.on('error', (error) => this.end(failureOf(error)));
    this.client.on('close', () => this.end(passing('the connection to the broker was lost')));
    this.client.on('message', (topic, payload, { retain }) => {
      if (retain && payload.length > 0) events.retained(topic);
    });
  }

  get isConnected(): boolean {
    return this.client.connected && !this.isOver;
  }

  /** Why it failed; undefined when it is up. */
  async open(): Promise<LineFailure | undefined> {
    const connected = Promise.withResolvers<undefined>();
    this.client.once('connect', () => connected.resolve(undefined));
    this.dial();
    const failure = await this.within(connected.promise);
    if (failure !== undefined) await this.close();
    return failure;
  }

  /** With QoS 1: why the broker did not take it; undefined when it did. Taken or not is unknown when the line breaks meanwhile. */
  publish({ topic, payload, isRetained }: Publication): Promise<LineFailure | undefined> {
    const answered = Promise.withResolvers<LineFailure | undefined>();
    this.client.publish(topic, payload, { qos: 1, retain: isRetained }, (error) =>
      answered.resolve(error ? failureOf(error) : undefined),
    );
    return this.within(answered.promise);
  }

  /** Failing is no reason to stop: then stale states of others stay. */
  subscribe(filter: string): Promise<LineFailure | undefined> {
    const answered = Promise.withResolvers<LineFailure | undefined>();
    this.client.subscribe(filter, { qos: 1 }, (error) => answered.resolve(error ? failureOf(error) : undefined));
    return this.within(answered.promise);
  }

  /** Says goodbye, at most for two seconds, then cuts the line. Safe more than once. */
  close(): Promise<void> {
    this.end(passing('stopped'));
    this.closing ??= this.sayGoodbye();
    return this.closing;
  }

  private async sayGoodbye(): Promise<void> {
    // Never dialled: there is nothing to say goodbye to.
    if (!this.client.stream) return;
    const said = Promise.withResolvers<void>();
    const timer = this.clock.after(GOODBYE_MS, said.resolve);
    this.client.end(!this.client.connected, {}, () => said.resolve());
    await said.promise;
    timer.cancel();
    this.client.stream.destroy();
  }

  private dial(): void {
    try {
      this.client.connect();
    } catch (error) {
      this.end(failureOf(error));
    }
  }

  /** A broker that is silent once is not waited for a second time: the line is cut, and made anew. */
  private async within(answer: Promise<LineFailure | undefined>): Promise<LineFailure | undefined> {
    const timer = this.clock.after(ANSWER_MS, () => {
      this.end(passing('the broker did not answer in time'));
      void this.close();
    });
    const result = await Promise.race([answer, this.ended]);
    timer.cancel();
    return result;
  }
}

const optionsOf = ({ clientId, username, password, protocolVersion, tls }: SessionSettings) => ({
  ...{ manualConnect: true, reconnectPeriod: 0, resubscribe: false, clean: true, queueQoSZero: false },
  ...{ connectTimeout: ANSWER_MS, keepalive: KEEPALIVE_SECONDS, clientId, protocolVersion, rejectUnauthorized: true },
  ...tls,
  ...(username === undefined ? {} : { username }),
  ...(password === undefined ? {} : { password }),
  ...(protocolVersion === 5 ? { properties: { sessionExpiryInterval: 0, maximumPacketSize: MAX_PACKET_BYTES } } : {}),
});
