import type { Clock } from '../../ports/clock.ts';
import { Connection, type ConnectionSettings } from './connection.ts';
import { pause } from './limited.ts';
import { OpenQuestions } from './open-questions.ts';
import { type Answer, type Echo, type LinkLost, lost, type Order, type Question } from './question.ts';
import { Session } from './session.ts';
import { Silence } from './silence.ts';
import { Turnstile } from './turnstile.ts';

export interface ClientSettings extends ConnectionSettings {
  /** Least pause between an answer and the next question. */
  readonly gapMs: number;
}

/** The one at work, and those that wait for it. */
const MOST_REQUESTS = 8;
/** A line that is never silent for long enough is made anew. */
const LONGEST_SILENCE_WAIT_MS = 2_000;

/**
 * Questions and orders to the units behind one line, one at a time. Brings line and units back into step after whatever
 * was no answer, so that no value is ever taken for another. No call rejects and every call settles.
 */
export class ModbusClient {
  private readonly settings: ClientSettings;
  private readonly clock: Clock;
  private readonly connection: Connection;
  private readonly turnstile = new Turnstile(MOST_REQUESTS);
  private readonly silence = new Silence();
  private readonly open = new OpenQuestions();
  private restUntil = Number.NEGATIVE_INFINITY;

  /** `onLost` tells of a connection that breaks while nothing is asked. */
  constructor(settings: ClientSettings, clock: Clock, onLost: (detail: string) => void) {
    this.settings = settings;
    this.clock = clock;
    this.connection = new Connection(settings, clock, onLost);
  }

  /** Opens a fresh connection; a former one is destroyed. Undefined when it is open. Settles soon after the connect timeout. */
  connect(): Promise<LinkLost | undefined> {
    return this.connection.connect();
  }

  /** Ends the connection within 2 s whatever the peer does. */
  disconnect(): Promise<void> {
    return this.connection.disconnect();
  }

  /** Asks, opening the connection again first if the last answer has spoilt it. */
  ask(question: Question): Promise<Answer> {
    return this.turnstile.pass(
      () => this.askSafely(question),
      () => lost('too many requests at once'),
    );
  }

  /** Sends once, or not at all after `expiresAt` (monotonic ms). What became of it may have to be read back. */
  write(order: Order, expiresAt: number): Promise<Echo> {
    return this.turnstile.pass(
      () => this.send(order, expiresAt),
      () => ({ kind: 'unsent', detail: 'too many requests at once' }),
    );
  }

  /** Where answers carry no number, nothing is believed that might be the late answer to an older question. */
  private async askSafely(question: Question): Promise<Answer> {
    if (this.isNumbered(question)) return this.askOnce(question);
    for (;;) {
      const fence = this.open.fenceFor(question, this.clock.monotonicMs());
      if (fence === 'none') return { kind: 'garbled', detail: 'too many questions without an answer' };
      if (fence === undefined) return this.askOnce(question);
      const answer = await this.askOnce(fence);
      if (answer.kind !== 'data' && answer.kind !== 'exception') return answer;
    }
  }

  private async askOnce(question: Question): Promise<Answer> {
    const session = await this.ready();
    if (!(session instanceof Session)) return session;
    const answer = await session.ask(question);
    const now = this.rest();
    const isAnswered = answer.kind === 'data' || answer.kind === 'exception';
    if (isAnswered) this.silence.answered(answer.tookMs);
    if (!this.isNumbered(question)) {
      if (isAnswered) this.open.answered(question, answer.kind === 'exception', now);
      else this.open.unanswered(question, now);
    }
    await this.recover(session, question, answer);
    return answer;
  }

  private async send(order: Order, expiresAt: number): Promise<Echo> {
    const session = await this.ready();
    if (!(session instanceof Session)) return { kind: 'unsent', detail: session.detail };
    if (this.clock.monotonicMs() >= expiresAt) return { kind: 'unsent', detail: 'expired before it could be sent' };
    const echo = await session.write(order);
    this.rest();
    await this.recover(session, order, echo);
    return echo;
  }

  /** An open session, after the pause the line wants. */
  private async ready(): Promise<Session | LinkLost> {
    const rest = this.restUntil - this.clock.monotonicMs();
    if (this.connection.isWanted && rest > 0) await pause(this.clock, rest);
    return this.connection.ready();
  }

  private rest(): number {
    const now = this.clock.monotonicMs();
    this.restUntil = now + this.settings.gapMs;
    return now;
  }

  /** After what was no answer: numbered answers find their way by themselves, others need silence first. */
  private async recover(session: Session, exchange: Question | Order, { kind }: Answer | Echo): Promise<void> {
    if (kind !== 'timeout' && kind !== 'garbled') return;
    if (kind === 'timeout' && this.isNumbered(exchange)) return;
    // A TCP stream that is once out of step stays so.
    const canResync = kind === 'timeout' || this.settings.framing === 'rtu';
    const isInStep = canResync && (await this.fallsSilent(session, this.silence.neededMs(exchange.timeoutMs)));
    if (!isInStep) this.connection.spoil(session);
  }

  /** Lets late answers run into the void. False when the line does not fall silent, or does so inside of a frame. */
  private async fallsSilent(session: Session, silenceMs: number): Promise<boolean> {
    const begin = this.clock.monotonicMs();
    for (let now = begin; now - begin <= LONGEST_SILENCE_WAIT_MS + silenceMs; now = this.clock.monotonicMs()) {
      if (session.hasEnded) return false;
      const missing = Math.max(begin, session.heardAt) + silenceMs - now;
      if (missing <= 0) return !session.isMidFrame;
      await pause(this.clock, missing);
    }
    return false;
  }

  private isNumbered({ ignoreTransactionId }: Question | Order): boolean {
    return this.settings.framing === 'mbap' && !ignoreTransactionId;
  }
}
