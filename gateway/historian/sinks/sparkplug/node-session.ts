import type { IClientOptions, MqttClient } from 'mqtt';
import type { Clock, Timer } from '../../../ports/clock.ts';
import type { Logger } from '../../../ports/logger.ts';
import { ANSWER_MS } from './session-settings.ts';

/** How long a clean goodbye may take before the socket is destroyed. */
const GOODBYE_MS = 1_000;

export type MqttLibrary = typeof import('mqtt');

export interface SessionEvents {
  /** The connection to the broker stands and the CONNECT with its will has left. */
  dialled(): void;
  message(topic: string, payload: Buffer, retained: boolean): unknown;
}

/** One connection to a broker, from connect to goodbye; never used twice. Nothing is queued and nothing sent twice. */
export class NodeSession {
  /** Settles with the reason once the connection is gone, whoever ended it. */
  readonly ended: Promise<string>;
  private readonly client: MqttClient;
  private readonly clock: Clock;
  private readonly settle: (reason: string) => void;
  private readonly pings = new PingBook();
  private isEnded = false;

  constructor(
    library: MqttLibrary,
    url: string,
    options: IClientOptions,
    clock: Clock,
    logger: Logger,
    events: SessionEvents,
  ) {
    this.clock = clock;
    const { promise, resolve } = Promise.withResolvers<string>();
    this.ended = promise;
    this.settle = resolve;
    this.client = library.connect(url, options);
    this.listen(logger, events);
    this.dial(url, events);
  }

  get isAlive(): boolean {
    return !this.isEnded && this.client.connected;
  }

  /** Resolves with true when connected. */
  opened(): Promise<boolean> {
    return this.within(ANSWER_MS, 'the broker did not answer in time', (answer) => {
      this.client.once('connect', () => answer(true));
    });
  }

  /** Subscribes with QoS 1; true when the broker granted everything. A refusal alone does not end the session. */
  subscribe(topics: readonly string[]): Promise<boolean> {
    return this.within(ANSWER_MS, 'the broker did not answer the subscription in time', (answer) => {
      this.client.subscribe([...topics], { qos: 1 }, (error) => answer(!error));
    });
  }

  /** True when the socket took it (QoS 0) or the broker (QoS 1). */
  publish(topic: string, payload: Buffer, qos: 0 | 1): Promise<boolean> {
    if (!this.isAlive) return Promise.resolve(false);
    return this.within(ANSWER_MS, 'the broker does not take data', (answer) => {
      this.client.publish(topic, payload, { qos, retain: false }, (error) => {
        if (error) this.cut(error.message);
        answer(!error);
      });
    });
  }

  /**
   * True when the broker has read everything published before: it answers a ping after what came before it. That is the
   * only acknowledgement there is for QoS 0, which Sparkplug demands.
   */
  drained(): Promise<boolean> {
    if (!this.isAlive) return Promise.resolve(false);
    return this.within(ANSWER_MS, 'the broker does not answer', (answer) => {
      this.pings.expectNext(() => answer(true));
      this.client.sendPing();
    });
  }

  /** Cuts the line without a goodbye: the broker sends the will. */
  cut(reason: string): void {
    this.end(reason);
    this.client.stream?.destroy();
  }

  /** Says goodbye, which takes the will back, at most for a second; then cuts the line. */
  async close(): Promise<void> {
    const isConnected = this.isAlive;
    this.end('stopped');
    if (!isConnected) return this.cut('stopped');
    const gone = Promise.withResolvers<void>();
    const timer = this.clock.after(GOODBYE_MS, gone.resolve);
    this.client.end(false, {}, () => gone.resolve());
    await gone.promise;
    timer.cancel();
    this.client.stream.destroy();
  }

  /** What `ask` answers; false when the connection ends first. Silence ends it. */
  private async within(
    limitMs: number,
    silence: string,
    ask: (answer: (well: boolean) => void) => void,
  ): Promise<boolean> {
    const answered = Promise.withResolvers<boolean>();
    const timer: Timer = this.clock.after(limitMs, () => this.cut(silence));
    ask(answered.resolve);
    const well = await Promise.race([answered.promise, this.ended.then(() => false)]);
    timer.cancel();
    return well;
  }

  private end(reason: string): void {
    this.isEnded = true;
    this.settle(reason);
  }

  private dial(url: string, events: SessionEvents): void {
    try {
      this.client.connect();
      this.client.stream.once(url.startsWith('mqtts:') ? 'secureConnect' : 'connect', () => events.dialled());
    } catch (error) {
      this.end(error instanceof Error ? error.message : 'the address cannot be used');
    }
  }

  /** Everything is attached before `connect`, so that the first packet already finds its listener. */
  private listen(logger: Logger, events: SessionEvents): void {
    this.client.on('packetsend', ({ cmd }) => cmd === 'pingreq' && this.pings.noteSent());
    this.client.on('packetreceive', ({ cmd }) => cmd === 'pingresp' && this.pings.noteAnswered());
    this.client.on('message', (topic, payload, { retain }) => {
      // What this throws, left alone, would surface inside the library's stream and end the thread.
      try {
        events.message(topic, payload, retain);
      } catch (error) {
        logger.error({ err: error }, 'a message could not be handled');
      }
    });
    this.client.on('error', (error) => this.end(describe(error)));
    this.client.on('close', () => this.end('the connection was closed'));
  }
}

/** Pings are answered in order; the library sends some of its own in between. */
class PingBook {
  private sent = 0;
  private answered = 0;
  /** Nobody asks again before the answer but after a goodbye, so these are one or two. */
  private waiting: { readonly number: number; readonly done: () => void }[] = [];

  /** Tells when the ping that is sent next has been answered. */
  expectNext(done: () => void): void {
    this.waiting.push({ number: this.sent + 1, done });
  }

  noteSent(): void {
    this.sent++;
  }

  noteAnswered(): void {
    this.answered++;
    const [next] = this.waiting;
    if (!next || next.number > this.answered) return;
    this.waiting.shift();
    next.done();
  }
}

/** A name with several addresses fails with a list of errors and no words of its own. */
function describe(error: Error): string {
  const [first] = error instanceof AggregateError ? error.errors : [];
  return error.message || (first instanceof Error ? first.message : 'the connection failed');
}
