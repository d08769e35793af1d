import type { Clock } from '../../ports/clock.ts';
import { MbapFramer, RtuFramer } from './frames.ts';
import type { Line } from './line.ts';
import { type Answer, loadLibrary, lost, type MakeLibrary, messageOf, type Question, Session } from './session.ts';

export interface ClientSettings {
  readonly framing: 'mbap' | 'rtu';
  readonly connectTimeoutMs: number;
  /** Least pause between an answer and the next question. */
  readonly gapMs: number;
  /** Begins to open the line. */
  readonly open: () => Promise<Line>;
}

/** After an unanswered RTU question the line is left alone this long, so that a late answer runs into the void. */
const LONGEST_SILENCE_MS = 200;

/**
 * A line to the units behind it, opened and opened again as needed: every connection is a new session with a new socket.
 * At most one question at a time. No call rejects and every call settles.
 */
export class ModbusClient {
  private readonly settings: ClientSettings;
  private readonly clock: Clock;
  private readonly onLost: (detail: string) => void;
  private session: Session | undefined;
  private opening: Line | undefined;
  /** Settles when the handle of the former line is free. */
  private freed: Promise<void> = Promise.resolve();
  private isWanted = false;
  private quietUntil = 0;

  constructor(settings: ClientSettings, clock: Clock, onLost: (detail: string) => void) {
    this.settings = settings;
    this.clock = clock;
    this.onLost = onLost;
  }

  /** Opens a fresh connection; a former one is destroyed. Undefined when it is open. Settles within the connect timeout. */
  async connect(): Promise<Answer | undefined> {
    this.drop('replaced');
    this.isWanted = true;
    return this.open();
  }

  /** Asks, opening the connection again first if the last answer has spoilt it. */
  async ask(question: Question): Promise<Answer> {
    if (!this.isWanted) return lost('not connected');
    await this.waitForQuiet();
    if (this.session?.hasEnded) this.drop('spoilt');
    const failure = this.session ? undefined : await this.open();
    if (failure) return failure;
    const session = this.session;
    if (!session) return lost('closed by us');
    const answer = await session.ask(question);
    this.afterAnswer(session, answer, question);
    return answer;
  }

  /** Ends the connection within half a second whatever the peer does. */
  async disconnect(): Promise<void> {
    this.isWanted = false;
    const { session, opening } = this;
    this.session = undefined;
    await Promise.all([session?.close(), opening?.destroy()]);
  }

  private afterAnswer(session: Session, answer: Answer, { timeoutMs }: Question): void {
    const now = this.clock.monotonicMs();
    const isRtu = this.settings.framing === 'rtu';
    this.quietUntil = now + this.settings.gapMs;
    // RTU answers carry no number: one that comes late would be taken for the answer to the next question.
    const isSpoilt = answer.kind === 'garbled' || (answer.kind === 'timeout' && isRtu);
    if (!isSpoilt && !session.hasEnded) return;
    if (isRtu) this.quietUntil = now + Math.min(timeoutMs / 2, LONGEST_SILENCE_MS);
    if (this.session === session) this.drop('spoilt');
  }

  private drop(detail: string): void {
    if (this.session) this.freed = this.session.destroy(detail);
    this.session = undefined;
  }

  private waitForQuiet(): Promise<void> | undefined {
    const wait = this.quietUntil - this.clock.monotonicMs();
    if (wait <= 0) return undefined;
    return new Promise((resolve) => void this.clock.after(wait, resolve));
  }

  private async open(): Promise<Answer | undefined> {
    try {
      await this.freed;
      const makeLibrary = await loadLibrary();
      const line = await this.settings.open();
      await this.untilOpen(line);
      this.adopt(line, makeLibrary);
      return undefined;
    } catch (error) {
      return lost(messageOf(error));
    }
  }

  private async untilOpen(line: Line): Promise<void> {
    this.opening = line;
    // Between opening and adoption nobody else listens, and an unheard error would end the process.
    line.stream.on('error', () => undefined);
    const late = Promise.withResolvers<never>();
    const expire = (): void => late.reject(new Error('no connection in time'));
    const timer = this.clock.after(this.settings.connectTimeoutMs, expire);
    try {
      await Promise.race([line.opened, late.promise]);
      if (!this.isWanted) throw new Error('closed by us');
    } catch (error) {
      this.freed = line.destroy();
      throw error;
    } finally {
      timer.cancel();
      this.opening = undefined;
    }
  }

  private adopt(line: Line, makeLibrary: MakeLibrary): void {
    const framer = this.settings.framing === 'mbap' ? new MbapFramer() : new RtuFramer();
    const session = new Session(line, framer, makeLibrary, this.clock);
    session.onEnd((detail) => {
      if (this.session !== session) return;
      this.drop(detail);
      this.onLost(detail);
    });
    this.session = session;
  }
}
