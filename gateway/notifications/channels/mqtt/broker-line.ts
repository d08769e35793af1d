import type { Clock, Timer } from '../../../ports/clock.ts';
import { BrokerSession, type SessionSettings } from './broker-session.ts';
import { failureOf, type LineFailure, passing } from './line-failure.ts';
import type { Publication } from './message.ts';
import type { StateLine } from './state-board.ts';
import { readTlsFiles, type TlsContent, type TlsFiles } from './tls-files.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

export interface BrokerSettings extends Omit<SessionSettings, 'tls'> {
  readonly tls?: TlsFiles | undefined;
}

interface LineTools {
  readonly clock: Clock;
  readonly random: () => number;
}

/**
 * A line to the broker that comes back by itself, after 1 s and then ever later up to a minute. Nothing is queued: who publishes
 * while it is down is told so, and keeps the message. The first publication opens it.
 */
export class BrokerLine implements StateLine {
  private readonly settings: BrokerSettings;
  private readonly tools: LineTools;
  private readonly listeners: (() => void)[] = [];
  private watched: { readonly filter: string; readonly listener: (topic: string) => void } | undefined;
  private session: BrokerSession | undefined;
  /** Answers why it failed. */
  private opening: Promise<LineFailure | undefined> | undefined;
  private again: Timer | undefined;
  private failures = 0;
  private isClosed = false;

  constructor(settings: BrokerSettings, tools: LineTools) {
    this.settings = settings;
    this.tools = tools;
  }

  get isUp(): boolean {
    return this.session?.isConnected ?? false;
  }

  async publish(message: Publication): Promise<LineFailure | undefined> {
    const failure = this.isUp ? undefined : await this.open();
    if (failure !== undefined) return failure;
    const refused = this.session ? await this.session.publish(message) : passing('not connected to the broker');
    if (refused === undefined) this.failures = 0;
    return refused;
  }

  watch(filter: string, listener: (topic: string) => void): void {
    this.watched = { filter, listener };
    if (this.session?.isConnected) void this.session.subscribe(filter);
    else void this.open();
  }

  onConnected(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Ends it for good, within two seconds. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.again?.cancel();
    await this.session?.close();
    await this.opening;
  }

  /** One attempt at a time; who asks while it is under way gets its answer. */
  private open(): Promise<LineFailure | undefined> {
    if (this.isClosed) return Promise.resolve(passing('stopped'));
    this.again?.cancel();
    this.opening ??= this.attempt().finally(() => {
      this.opening = undefined;
    });
    return this.opening;
  }

  private async attempt(): Promise<LineFailure | undefined> {
    try {
      const tls = await readTlsFiles(this.settings.tls);
      if (!tls.ok) return this.down({ detail: tls.detail ?? 'the files under tls cannot be used', isRefusal: true });
      const { default: library } = await import('mqtt');
      return this.isClosed ? passing('stopped') : await this.connect(library, tls.value);
    } catch (error) {
      // Settings that the library does not like are told by throwing.
      return this.down(failureOf(error));
    }
  }

  private async connect(library: typeof import('mqtt'), tls: TlsContent): Promise<LineFailure | undefined> {
    const session = new BrokerSession(library, { ...this.settings, tls }, this.tools.clock, {
      retained: (topic) => this.watched?.listener(topic),
    });
    this.session = session;
    const failure = await session.open();
    if (failure !== undefined) return this.down(failure);
    void session.ended.then((reason) => this.down(reason));
    if (this.watched) void session.subscribe(this.watched.filter);
    for (const listener of this.listeners) listener();
    return undefined;
  }

  /** A line that has carried nothing since it came up has failed too: two clients with one id would push each other out without end. */
  private down(reason: LineFailure): LineFailure {
    this.session = undefined;
    if (this.isClosed) return reason;
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(this.failures++, 10));
    this.again?.cancel();
    // Many gateways do not come back to a broker at the same moment.
    this.again = this.tools.clock.after(waitMs * (0.8 + 0.4 * this.tools.random()), () => void this.open());
    return reason;
  }
}
