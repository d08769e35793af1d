import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type modbusSerial from 'modbus-serial';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { Framer } from './frames.ts';
import type { Line } from './line.ts';
import type { Table } from './schemas.ts';

type Library = InstanceType<typeof modbusSerial.default>;
export type MakeLibrary = (port: EventEmitter) => Library;

/** modbus-serial, loaded when the first line is opened. */
export async function loadLibrary(): Promise<MakeLibrary> {
  const { default: loaded } = await import('modbus-serial');
  return (port) => new loaded.default(port);
}

/** A read of consecutive registers or bits of one unit. */
export interface Question {
  readonly unit: number;
  readonly table: Table;
  readonly start: number;
  readonly count: number;
  readonly timeoutMs: number;
}

export type Answer =
  /** Exactly the bytes asked for. */
  | { readonly kind: 'data'; readonly bytes: Buffer }
  | { readonly kind: 'exception'; readonly code: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'garbled'; readonly detail: string }
  | { readonly kind: 'link-lost'; readonly detail: string };

const CLOSE_LIMIT_MS = 500;

/** As the library calls back: an error, or the bytes. */
type Reply = (error: unknown, result?: { readonly buffer: Buffer }) => void;

const READ_METHOD = { coil: 'writeFC1', discrete: 'writeFC2', holding: 'writeFC3', input: 'writeFC4' } as const;

export const lost = (detail: string): Answer => ({ kind: 'link-lost', detail });
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * The port modbus-serial works on. The library's own ports lose answers, mix them up and hide that a connection broke;
 * this one sends through a framer, hands up only whole answers to the question asked, and tells of everything else.
 */
class LinePort extends EventEmitter {
  isOpen = true;
  private readonly stream: Duplex;
  private readonly framer: Framer;

  constructor(stream: Duplex, framer: Framer) {
    super();
    this.stream = stream;
    this.framer = framer;
    stream.on('data', (chunk: Buffer) => this.receive(chunk));
  }

  /** The stream is open before the port is made. */
  open(callback: (error?: Error) => void): void {
    callback();
  }

  write(request: Buffer): void {
    this.stream.write(this.framer.ask(request));
  }

  private receive(chunk: Buffer): void {
    const verdict = this.framer.feed(chunk);
    if (verdict.kind === 'answer') this.emit('data', verdict.frame);
    if (verdict.kind === 'garbled') this.emit('garbled', verdict.detail);
  }
}

/**
 * One connection from open to end: one line, one fresh library object, at most one question under way.
 * The only place that knows modbus-serial: it makes the requests and checks the answers. Sockets, framing and time limits
 * are ours, because its own lose answers (README, "What the wrapper guards against").
 */
export class Session {
  private readonly line: Line;
  private readonly framer: Framer;
  private readonly library: Library;
  private readonly clock: Clock;
  private pending: ((answer: Answer) => void) | undefined;
  private ended = false;

  constructor(line: Line, framer: Framer, makeLibrary: MakeLibrary, clock: Clock) {
    this.line = line;
    this.framer = framer;
    this.clock = clock;
    const port = new LinePort(line.stream, framer);
    this.library = makeLibrary(port);
    this.library.open();
    port.on('garbled', (detail: string) => this.spoil(detail));
  }

  /** The connection is over, or what comes over it cannot be trusted any more. */
  get hasEnded(): boolean {
    return this.ended;
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
    stream.on('close', () => end('closed'));
  }

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve) => {
      let timer: Timer | undefined;
      const settle = (answer: Answer): void => {
        if (this.pending !== settle) return;
        this.pending = undefined;
        timer?.cancel();
        resolve(answer);
      };
      this.pending = settle;
      timer = this.clock.after(question.timeoutMs, () => settle(this.unanswered()));
      const reply: Reply = (error, result) => settle(toAnswer(error, result?.buffer, question));
      this.library[READ_METHOD[question.table]](question.unit, question.start, question.count, reply);
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
    const { stream } = this.line;
    if (!stream.closed) await this.goodbye(stream);
    await this.line.destroy();
  }

  private goodbye(stream: Duplex): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.clock.after(CLOSE_LIMIT_MS, resolve);
      stream.once('close', () => {
        timer.cancel();
        resolve();
      });
      this.line.end();
    });
  }

  private spoil(detail: string): void {
    this.ended = true;
    if (this.pending) this.pending({ kind: 'garbled', detail });
    else this.line.stream.destroy();
  }

  private unanswered(): Answer {
    return this.framer.hasHeard ? { kind: 'garbled', detail: 'no whole answer in time' } : { kind: 'timeout' };
  }
}

function toAnswer(error: unknown, bytes: Buffer | undefined, { table, count }: Question): Answer {
  if (error) {
    const code = typeof error === 'object' && 'modbusCode' in error ? error.modbusCode : undefined;
    return typeof code === 'number' ? { kind: 'exception', code } : { kind: 'garbled', detail: messageOf(error) };
  }
  const expected = table === 'coil' || table === 'discrete' ? Math.ceil(count / 8) : count * 2;
  if (bytes?.length === expected) return { kind: 'data', bytes };
  return { kind: 'garbled', detail: `${bytes?.length ?? 0} bytes answered instead of ${expected}` };
}
