import mqtt from 'mqtt';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';

/** A broker that has not finished the handshake or the subscription by then will not. */
const ANSWER_MS = 5_000;
/** How long a clean goodbye may take before the socket is destroyed. */
const GOODBYE_MS = 2_000;
/** MQTT 5 only: the broker is told not to send more. Version 4 has no such word. */
const MAX_PACKET_BYTES = 131_072;
const FIRST_FAILURE_CODE = 0x80;

export interface SessionSettings {
  readonly url: string;
  readonly clientId: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly keepaliveSeconds: number;
  readonly protocolVersion: 4 | 5;
}

export interface SessionEvents {
  message(topic: string, payload: Buffer, retained: boolean): void;
  /** Any packet at all arrived. */
  alive(): void;
}

/** Which topics the broker refused, or why nothing was subscribed. */
export type Subscribed =
  | { readonly ok: true; readonly refused: readonly string[] }
  | { readonly ok: false; readonly detail: string };

/**
 * One connection to a broker, from connect to goodbye; never used twice.
 * The library's own reconnect is off: whoever owns the session owns that decision.
 */
export class BrokerSession {
  /** Settles with the reason once the connection is gone, whoever ended it. */
  readonly ended: Promise<string>;
  private readonly client: mqtt.MqttClient;
  private readonly clock: Clock;
  private readonly end: (reason: string) => void;
  private closing: Promise<void> | undefined;

  constructor(settings: SessionSettings, clock: Clock, logger: Logger, events: SessionEvents) {
    this.clock = clock;
    const { promise, resolve } = Promise.withResolvers<string>();
    this.ended = promise;
    this.end = resolve;
    this.client = mqtt.connect(settings.url, clientOptions(settings));
    this.listen(logger, events);
  }

  /** Connects. Answers the reason when it failed, nothing when it is up. */
  async open(): Promise<string | undefined> {
    if (this.closing) return this.ended;
    const connected = Promise.withResolvers<undefined>();
    this.client.once('connect', () => connected.resolve(undefined));
    const timer = this.clock.after(ANSWER_MS, () => this.end('the broker did not answer in time'));
    this.dial();
    const failure = await Promise.race([connected.promise, this.ended]);
    timer.cancel();
    return failure;
  }

  private dial(): void {
    try {
      this.client.connect();
    } catch (error) {
      this.end(error instanceof Error ? error.message : 'the address cannot be used');
    }
  }

  /** Subscribes to all topics in one request, QoS 1. */
  async subscribe(topics: readonly string[]): Promise<Subscribed> {
    const answered = Promise.withResolvers<Subscribed>();
    this.client.subscribe([...topics], { qos: 1 }, (error, granted) =>
      answered.resolve(readAnswer(topics, error, granted)),
    );
    const timer = this.clock.after(ANSWER_MS, () => this.end('the broker did not answer the subscription in time'));
    const gone = this.ended.then((detail): Subscribed => ({ ok: false, detail }));
    const answer = await Promise.race([answered.promise, gone]);
    timer.cancel();
    return answer;
  }

  /** Says goodbye, at most for two seconds, then cuts the line. Safe at any time and more than once. */
  close(): Promise<void> {
    this.end('stopped');
    this.closing ??= this.sayGoodbye();
    return this.closing;
  }

  private async sayGoodbye(): Promise<void> {
    if (!this.client.stream) return;
    const gone = Promise.withResolvers<void>();
    const timer = this.clock.after(GOODBYE_MS, gone.resolve);
    this.client.end(!this.client.connected, {}, () => gone.resolve());
    await gone.promise;
    timer.cancel();
    this.client.stream.destroy();
  }

  /** Everything is attached before `connect`, so that the first packet already finds its listener. */
  private listen(logger: Logger, events: SessionEvents): void {
    this.client.on('packetreceive', () => events.alive());
    this.client.on('message', (topic, payload, packet) => {
      try {
        events.message(topic, payload, packet.retain);
      } catch (error) {
        // Left alone it would surface inside the library's stream and end the process.
        logger.error({ err: error, topic }, 'a message could not be handled');
      }
    });
    this.client.on('error', (error) => this.end(error.message || 'connection failed'));
    this.client.on('disconnect', (packet) =>
      this.end(`the broker disconnected us, reason code ${packet.reasonCode ?? 0}`),
    );
    this.client.on('close', () => this.end('the connection was closed'));
  }
}

function clientOptions(settings: SessionSettings): mqtt.IClientOptions {
  return {
    manualConnect: true,
    reconnectPeriod: 0,
    resubscribe: false,
    clean: true,
    queueQoSZero: false,
    connectTimeout: ANSWER_MS,
    clientId: settings.clientId,
    keepalive: settings.keepaliveSeconds,
    protocolVersion: settings.protocolVersion,
    ...(settings.username === undefined ? {} : { username: settings.username }),
    ...(settings.password === undefined ? {} : { password: settings.password }),
    ...(settings.protocolVersion === 5 ? { properties: { maximumPacketSize: MAX_PACKET_BYTES } } : {}),
  };
}

/** The library reports one refused topic as the failure of all; the codes it got show which. */
function readAnswer(
  topics: readonly string[],
  error: Error | null,
  granted: readonly mqtt.ISubscriptionGrant[] | undefined,
): Subscribed {
  const codes = error instanceof mqtt.ErrorWithSubackPacket ? error.packet?.granted : granted?.map((one) => one.qos);
  if (!codes || codes.length !== topics.length) {
    return { ok: false, detail: error?.message ?? 'the broker answered for another number of topics' };
  }
  return { ok: true, refused: topics.filter((_, index) => Number(codes[index]) >= FIRST_FAILURE_CODE) };
}
