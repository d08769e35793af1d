import type { EventEmitter } from 'node:events';
import type modbusSerial from 'modbus-serial';
import type { Clock, Timer } from '../../ports/clock.ts';
import { isBitTable } from './bus-time.ts';
import { EMPTY, type Framer } from './frames.ts';
import { atMost } from './limited.ts';
import type { Line } from './line.ts';
import { LinePort } from './line-port.ts';
import { type Answer, type Echo, type Failure, lost, messageOf, type Order, type Question } from './question.ts';

type Library = InstanceType<typeof modbusSerial.default>;
export type MakeLibrary = (port: EventEmitter) => Library;

/** modbus-serial, loaded when the first line is opened. */
export async function loadLibrary(): Promise<MakeLibrary> {
  const { default: loaded } = await import('modbus-serial');
  return (port) => new loaded.default(port);
}

const CLOSE_LIMIT_MS = 500;

/** As the library calls back: an error, or the bytes of a read. */
type Reply = (error: unknown, result?: object) => void;

const READ_METHOD = { coil: 'writeFC1', discrete: 'writeFC2', holding: 'writeFC3', input: 'writeFC4' } as const;

/**
 * One connection from open to end: one line, one fresh library object, at most one question under way.
 * The only place that knows modbus-serial: it makes the requests and checks the answers. Sockets, framing and time limits
 * are ours, because its own lose answers (README, "What the wrapper guards against").
 */
export class Session {
  private readonly line: Line;
  private readonly framer: Framer;
  private readonly port: LinePort;
  private readonly library: Library;
  private readonly clock: Clock;
  private pending: ((failure: Failure) => void) | undefined;
  private ended = false;

  /** Unless `mayWrite`, nothing but reads leaves this machine over it. */
  constructor(line: Line, framer: Framer, makeLibrary: MakeLibrary, clock: Clock, mayWrite: boolean) {
    this.line = line;
    this.framer = framer;
    this.clock = clock;
    this.port = new LinePort(line.stream, framer, clock, mayWrite);
    this.library = makeLibrary(this.port);
    this.library.open();
    this.port.on('garbled', (detail: string) => this.spoil(detail));
  }

  /** The connection is over, or what comes over it cannot be trusted any more. */
  get hasEnded(): boolean {
    return this.ended;
  }

  /** When the last byte came, monotonic ms. */
  get heardAt(): number {
    return this.port.heardAt;
  }

  /** Part of a frame has arrived, and the rest is missing. */
  get isMidFrame(): boolean {
    return this.framer.hasHeard;
  }

  /** Tells once, when the peer or the system ends the connection while nothing is asked; not when we end it. */
  onEnd(listener: (detail: string) => void): void {
    const end = (detail: string): void => {
      if (this.ended) return;
      this.ended = true;
      if (this.pending) this.pending(lost(detail));
      else listener(detail);
    };
    const { stream } = this.line;
    stream.on('error', (error) => end(messageOf(error)));
    stream.on('end', () => end('closed by the peer'));
    stream.on('close', (error: unknown) => end(error instanceof Error ? error.message : 'closed'));
  }

  ask(question: Question): Promise<Answer> {
    const { unit, table, start, count } = question;
    const begin = this.clock.monotonicMs();
    return this.exchange<Answer>(question, {
      send: (reply) => this.library[READ_METHOD[table]](unit, start, count, reply),
      understand: (result) => dataFrom(result, question, this.clock.monotonicMs() - begin),
      unsent: (detail) => ({ kind: 'garbled', detail }),
    });
  }

  write(order: Order): Promise<Echo> {
    return this.exchange<Echo>(order, {
      send: (reply) => sendOrder(this.library, order, reply),
      understand: () => {
        const problem = this.port.echoProblem();
        return problem === undefined ? { kind: 'taken' } : { kind: 'wrong-echo', detail: problem };
      },
      unsent: (detail) => ({ kind: 'unsent', detail }),
    });
  }

  /** Ends it at once, answering what is under way; settles when the line is free. */
  destroy(detail: string): Promise<void> {
    this.ended = true;
    this.pending?.(lost(detail));
    return this.line.destroy();
  }

  /** Says goodbye and waits for the peer's a little, then destroys. */
  async close(): Promise<void> {
    this.ended = true;
    this.pending?.(lost('closed by us'));
    await atMost(this.clock, CLOSE_LIMIT_MS, this.line.end());
    await this.line.destroy();
  }

  private exchange<T>({ timeoutMs, ignoreTransactionId }: Order | Question, steps: Steps<T>): Promise<T | Failure> {
    return new Promise((resolve) => {
      let timer: Timer | undefined;
      const begin = this.clock.monotonicMs();
      const settle = (outcome: T | Failure): void => {
        if (this.pending !== settle) return;
        this.pending = undefined;
        timer?.cancel();
        resolve(outcome);
      };
      this.pending = settle;
      timer = this.clock.after(timeoutMs, () => settle(this.unanswered()));
      this.port.ignoreNumber = ignoreTransactionId ?? false;
      const reply: Reply = (error, result) => {
        if (error) settle(failureFrom(error, this.clock.monotonicMs() - begin));
        else settle(steps.understand(result ?? {}));
      };
      try {
        steps.send(reply);
      } catch (error) {
        settle(steps.unsent(messageOf(error)));
      }
    });
  }

  /** A stream without a way back into step is over; on the others the present question only. */
  private spoil(detail: string): void {
    if (!this.framer.canResync) this.ended = true;
    if (this.pending) this.pending({ kind: 'garbled', detail });
    else if (this.ended) this.line.stream.destroy();
  }

  private unanswered(): Failure {
    const { hasHeard } = this.framer;
    this.framer.forget();
    return hasHeard ? { kind: 'garbled', detail: 'no whole answer in time' } : { kind: 'timeout' };
  }
}

interface Steps<T> {
  /** Throws when nothing can be sent. */
  readonly send: (reply: Reply) => void;
  readonly understand: (result: object) => T;
  readonly unsent: (detail: string) => T;
}

function sendOrder(library: Library, { unit, start, content, isMultiple }: Order, reply: Reply): void {
  if (content.kind === 'coils') {
    if (isMultiple) library.writeFC15(unit, start, [...content.states], reply);
    else library.writeFC5(unit, start, content.states[0] ?? false, reply);
    return;
  }
  if (isMultiple) library.writeFC16(unit, start, [...content.words], reply);
  else library.writeFC6(unit, start, content.words[0] ?? 0, reply);
}

function failureFrom(error: unknown, tookMs: number): Failure {
  const code = typeof error === 'object' && error && 'modbusCode' in error ? error.modbusCode : undefined;
  return typeof code === 'number' ? { kind: 'exception', code, tookMs } : { kind: 'garbled', detail: messageOf(error) };
}

function dataFrom(result: object, { table, count }: Question, tookMs: number): Answer {
  const bytes = 'buffer' in result && Buffer.isBuffer(result.buffer) ? result.buffer : EMPTY;
  const expected = isBitTable(table) ? Math.ceil(count / 8) : count * 2;
  if (bytes.length === expected) return { kind: 'data', bytes, tookMs };
  return { kind: 'garbled', detail: `${bytes.length} bytes answered instead of ${expected}` };
}
